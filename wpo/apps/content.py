"""The content that every page shows, loaded once a process."""

from functools import cache

from wpo.catalogue.loading import Catalogue, load


@cache
def the_catalogue() -> Catalogue:
    """Return the content, loaded once a process; forked kernels inherit it."""
    return load()
