"""What people think of the opdrachten: asked, told, keyed in, read and coded."""
