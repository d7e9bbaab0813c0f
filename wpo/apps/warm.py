"""Importing this module makes a process ready for any page: everything imported, content loaded.

The warm parent of forked kernels imports it once; every kernel forked from there starts with it.
"""

from importlib import import_module

from wpo.apps import practise

DOORS = (
    "coaching.overview",
    "coaching.pairs",
    "coaching.questions",
    "gathering.clearing",
    "gathering.coding",
    "gathering.coverage",
    "gathering.importing",
    "gathering.keying",
    "gathering.rating",
    "gathering.staff_rating",
    "guiding.participants",
    "guiding.talk",
    "handbook",
    "own.plan",
    "own.skills",
    "own.week",
    "people.screen",
    "policy.page",
    "practise",
    "rights.page",
    "workbench",
)

for door in DOORS:
    import_module(f"wpo.apps.{door}")
practise.warm_up()
