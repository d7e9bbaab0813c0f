"""The coach: everybody of the own organisation, questions, looking together."""
