"""``content/`` in and out: YAML with line numbers, validation, hashes and the content check.

Read, then judge, then speak: ``documents`` reads, ``shapes`` judges the shape, ``loading`` joins
all files into one :class:`~wpo.catalogue.loading.Catalogue`, ``check`` lets the language rules
speak about it.
"""
