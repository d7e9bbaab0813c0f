"""What the pilot says, on live pages for researchers and the project leader.

These pages read a research set (an extract) and nothing else: no module here comes near the store.
"""
