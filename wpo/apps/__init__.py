"""The screens of each role, built from the layers below: a room for each, a module for each door.

``own`` and ``rights`` are the participant's, ``guiding`` the werkplekopleider's, ``coaching`` the
coach's, ``policy`` the projectmanager's, ``people`` the beheerder's. What stands beside the rooms
is shared (``visit``, ``wording``, ``content``), or is a door small enough to need no room:
``practise`` with ``choosing``, ``practising`` and ``delivery`` below it, ``handbook`` and
``workbench``. ``demo`` makes people to try it with, ``warm`` imports every door beforehand.
"""
