"""The werkplekopleider: who is guided, what was seen, the talk with each."""
