"""Importing this module makes a process ready for any page: everything imported, content loaded.

The warm parent of forked kernels imports it once; every kernel forked from there starts with it.
"""

from wpo.apps import practise

practise.warm_up()
