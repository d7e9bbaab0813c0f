"""WHAT GOES OUT: documents to read, print and hand out, each complete in itself.

``manual`` the handleiding, ``cards`` the card of each opdracht, ``pictures`` every picture on one
sheet; ``documents`` gives them one look. ``wpo publish`` writes them as files.
"""
