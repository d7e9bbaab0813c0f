"""WHAT A SITUATION LOOKS LIKE: one picture from a place, people with a mood, and things.

``scenes`` draws; ``addresses`` spells a picture as an address and reads it back, so that the server
draws any picture without knowing the assignment it belongs to.
"""
