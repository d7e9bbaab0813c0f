"""Importing this module makes a process ready for any page: everything imported, content loaded.

The warm parent of forked kernels imports it once; every kernel forked from there starts with it.
"""

from wpo.apps import (
    coach_pairs,
    coach_questions,
    guiding,
    guiding_talk,
    handbook,
    overview,
    own_plan,
    own_skills,
    own_week,
    people_screen,
    policy,
    practise,
    rights,
    workbench,
)

practise.warm_up()

__all__ = [
    "coach_pairs",
    "coach_questions",
    "guiding",
    "guiding_talk",
    "handbook",
    "overview",
    "own_plan",
    "own_skills",
    "own_week",
    "people_screen",
    "policy",
    "practise",
    "rights",
    "workbench",
]
