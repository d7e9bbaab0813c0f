"""What is kept about a participant: to see, to take along, to have erased."""
