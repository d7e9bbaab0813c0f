"""The pilot: who tests what, what came back, and the frozen set that researchers work on."""
