"""What goes with every figure: a title, what it means, the table behind it, and how sure it is."""

from dataclasses import dataclass

import pandas as pd

from wpo.figures.theme import Figure

# What the letter * stands for; behind what is said of the letters.
TOGETHER = " Bij * staan kleine groepen van een paar organisaties samen."


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shown:
    """A figure with everything that has to stand beside it.

    Attributes
    ----------
    name
        What its files are called: small letters and dashes.
    title
        What it is about.
    means
        "Dit betekent: …", made from the numbers.
    basis
        What it is made of: how many answers or people, from how many organisations.
    reading
        How to read the marks.
    figure
        The drawing; None where there is nothing to draw yet.
    table
        The numbers behind it, with Dutch headings.
    """

    name: str
    title: str
    means: str
    basis: str
    reading: str
    figure: Figure | None
    table: pd.DataFrame

    @property
    def alt(self) -> str:
        """What somebody hears who does not see the drawing; the table says the rest."""
        return f"{self.title}. {self.means} De getallen staan in de tabel eronder."
