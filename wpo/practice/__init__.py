"""WHAT WE SAY: the feedback engine, its compiled script, the summary and the return of questions.

Everything here is pure. ``engine`` says which screen comes and what is said to an answer;
``script`` runs the engine over every possible course and writes it down as a table, so that a
browser can follow it without knowing any rule.
"""
