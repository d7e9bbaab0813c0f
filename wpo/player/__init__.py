"""The player in the browser (``player.js``, ``outbox.js``, ``player.css``) and what feeds it.

``page`` gathers what the player needs, ``html`` writes it as one self-contained piece of HTML,
``widget`` shows the same player in JupyterLab and plain Voilà.
"""
