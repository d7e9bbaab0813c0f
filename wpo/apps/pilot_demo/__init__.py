"""A made-up pilot (verzonnen): seven organisations, twelve weeks, and what was planted in them."""
