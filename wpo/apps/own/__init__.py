"""The participant's own pages: Mijn plan, Mijn week, Dit kan ik al."""
