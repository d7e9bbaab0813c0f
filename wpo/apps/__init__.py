"""The screens of each role, built from the layers below; one module a door, plus what they share.

``practising`` joins content, engine and store; ``practise`` and ``workbench`` are what the
notebooks call.
"""
