"""The question written out for each tool, the way its own manual would write it."""

import json
from html import escape

from tests.bench.question import Question


def static_source(question: Question) -> str:
    """Return a complete small page: sentences and radio buttons for fingers, no script."""
    stem = "<br>".join(escape(line) for line in question.stem)
    options = "\n".join(
        f'<label><input type="radio" name="q"> {escape(text)}</label>' for text in question.replies
    )
    return (
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>Luisteren</title>\n"
        '<link rel="icon" href="data:,">\n'
        "<style>body{font:1.25rem/1.5 sans-serif;margin:1rem}fieldset{border:0;padding:0}"
        "label{display:block;padding:.75rem 0}</style>\n</head>\n"
        "<body>\n<main>\n<h1>Luisteren</h1>\n"
        f"<form><fieldset>\n<legend>{stem}</legend>\n{options}\n</fieldset></form>\n"
        "</main>\n</body>\n</html>\n"
    )


def notebook_source(question: Question) -> str:
    """Return a notebook of one cell: text, RadioButtons, and a text that the kernel changes."""
    code = (
        "import ipywidgets as widgets\n"
        f"replies = {question.replies!r}\n"
        f"stem = widgets.HTML({'<br>'.join(question.stem)!r})\n"
        "choice = widgets.RadioButtons(options=list(replies), value=None)\n"
        "reply = widgets.HTML()\n"
        "def show(change):\n"
        "    reply.value = replies[change['new']]\n"
        "choice.observe(show, 'value')\n"
        "widgets.VBox([stem, choice, reply])\n"
    )
    return notebook_of(code)


def notebook_of(code: str) -> str:
    """Return a notebook of one cell."""
    cell = {"cell_type": "code", "id": "vraag", "metadata": {}, "source": code}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": [{**cell, "execution_count": None, "outputs": []}],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook)


def streamlit_source(question: Question) -> str:
    """Return a Streamlit script with the same text, radio buttons and feedback."""
    stem = "  \n".join(question.stem)
    return (
        "import streamlit as st\n"
        f"replies = {question.replies!r}\n"
        f"st.markdown({stem!r})\n"
        "choice = st.radio('Kies', list(replies), index=None, label_visibility='collapsed')\n"
        "if choice:\n"
        "    st.write(replies[choice])\n"
    )


def panel_source(question: Question) -> str:
    """Return a Panel script with the same text, radio buttons and feedback."""
    stem = "  \n".join(question.stem)
    return (
        "import panel as pn\n"
        "pn.extension()\n"
        f"replies = {question.replies!r}\n"
        "choice = pn.widgets.RadioBoxGroup(options=list(replies), value=None)\n"
        "reply = pn.pane.Markdown(pn.bind(lambda text: replies.get(text, ''), choice))\n"
        f"pn.Column(pn.pane.Markdown({stem!r}), choice, reply).servable()\n"
    )
