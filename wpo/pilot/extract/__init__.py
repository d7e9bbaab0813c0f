"""The extract: from what is kept about people to a frozen set that researchers may read.

===========  ====================================================================
facts        everything about the pilot that the store holds, read once
practice     answers, words and takings, from attempts that are replayed
floor        observations, goals and looking back, from the trajectory
opinions     ratings, remarks and codes
texts        the questions, options and opdrachten that the rows are about
cells        which organisations are put together, so that nobody stands in a small cell
batches      what may be new since the extract before: never fewer than five people
weeks        weeks, put together until five people stand in each
people       who took part: quasi-identifiers, generalised until five are alike
pseudonyms   numbers that are made for one extract, and letters of organisations
making       all of this, one after the other
writing      the folder: whole or not at all, read-only, with codebook and manifest
reading      opens a folder, after checking that it is as it was written
===========  ====================================================================
"""
