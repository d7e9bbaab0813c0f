"""From the extract to tables of estimates, and from those to verdicts.

==============  ==========================================================================
results         the tables and their columns: all that dashboards and the report read
counting        rows of people become counts, by DuckDB; nothing else reads rows of answers
guarding        the one door between what was counted and what is shown
items           questions and options; persons: shares that each person has of their own
missing         who was to do it, began, finished, and why not
opinions, talk  scales; remarks, codes and words
revising        before and after a new text
mastering       weeks until a goal is reached
workfloor       practice against the work floor; agreeing: two who saw the same
organisations   side by side, drawn to each other
assignments     everything about one opdracht; verdicts: what the thresholds say of it
queue           what a person must look at, and what was decided
evaluate        all of it, in one call
==============  ==========================================================================
"""
