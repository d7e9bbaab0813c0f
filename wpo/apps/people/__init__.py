"""The beheerder: who is here, who guides whom, and how everybody comes in."""
