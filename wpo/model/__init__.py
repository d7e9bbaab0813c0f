"""WHAT THINGS ARE: frozen values and the rules they obey, without files, clock or chance."""
