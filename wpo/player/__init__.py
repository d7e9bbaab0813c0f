"""The player in the browser, and what feeds it.

In the browser: ``walk.js`` follows the compiled table and ``player.js`` draws it, with
``pieces.js`` and ``reader.js``; ``outbox.js`` keeps facts until the server has them; ``keeper.js``
lets a page open again without a connection; ``player.css`` is the look.

In Python: ``page`` gathers what a page needs, ``html`` writes it as one self-contained page,
``widget`` shows the same player in JupyterLab and plain Voilà.
"""
