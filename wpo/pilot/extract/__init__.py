"""The extract: from what is kept about people to a frozen set that researchers may read.

===========  ====================================================================
gathering/   what the store holds about the pilot, as rows: practice (attempts replayed), floor
             (goals, observations), opinions (ratings, remarks, codes), texts and contents
rules/       what may be shown, without a store: cells (which organisations stand together),
             batches (nothing new of fewer than five), weeks, profiles (who is alike with four
             others), remarks, and proof, which checks the finished tables once more
families     tables that are shown together or not at all, and what is counted in their cells
choosing     the rules, carried out on the rows
pseudonyms   numbers for one extract, and letters of organisations
persons      rows about people and voices: remarks and codes; both numbered anew
making       all of this, one after the other
writing      the folder: whole or not at all, read-only, with codebook and manifest
reading      opens a folder, after checking that it is as it was written
releasing    make, write, and remember in the store what was shown; telling: what is said of it
===========  ====================================================================
"""
