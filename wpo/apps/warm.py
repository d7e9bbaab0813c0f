"""Importing this module makes a process ready for any page: everything imported, content loaded.

The warm parent of forked kernels imports it once; every kernel forked from there starts with it.
"""

from wpo.apps import handbook, people_screen, practise, workbench

practise.warm_up()

__all__ = ["handbook", "people_screen", "practise", "workbench"]
