"""Fill the open places of a fixed text."""


def fill_text(text: str, *values: object) -> str:
    """Return a text with ``{0}``, ``{1}`` … filled in, as plain text."""
    for place, value in enumerate(values):
        text = text.replace(f"{{{place}}}", str(value))
    return text
