"""The Voilà server: login, pages, the event API and forked kernels.

``server`` puts it together; ``doors`` lets people in, ``pages`` renders notebooks, ``deliveries``
takes facts in, ``kernels`` makes them start fast, ``jupyter`` holds the page templates.
"""
