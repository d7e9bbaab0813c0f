"""What the pilot says: from the frozen research set to estimates, and from those to verdicts."""
