"""Every kind of figure, made from the evaluation that was made up by hand."""

from collections.abc import Iterator

from tests.figures import made
from wpo.evaluation.results import ALL
from wpo.figures.cells import codes, confusion, coverage
from wpo.figures.change import changes
from wpo.figures.dots import dots
from wpo.figures.floor import practice_and_floor
from wpo.figures.intervals import Subject, intervals, organisations
from wpo.figures.opinions import opinions
from wpo.figures.options import options
from wpo.figures.shown import Shown
from wpo.figures.steps import funnel, reasons, survival


def gallery() -> Iterator[Shown]:
    """Yield one of each."""
    e = made.evaluation()
    first = made.ASSIGNMENTS[0][0]
    titles = dict(zip(e.assignments["assignment"], e.assignments["title"], strict=True))
    subject = Subject(what="p", label="stem", things="vragen", axis="Deel", threshold=0.6)
    yield intervals(e.items, subject, name="vragen", title="Vragen")
    yield organisations(e.organisations, name="organisaties", title="Organisaties")
    spread = e.by_organisation.assign(label=e.by_organisation["assignment"].map(titles))
    for what in ("p", "done", "rating"):
        own = spread[spread["what"] == what]
        yield dots(own, what=what, label="label", name=what, title=f"Stippen {what}", n_places=3)
    own = e.options[e.options["item"] == f"{first}/q1"]
    yield options(own, name="antwoorden", title="Antwoorden")
    rows = e.revisions[e.revisions["item"] != ALL]
    whole = e.revisions[e.revisions["item"] == ALL]
    yield changes(rows, whole, label="item", name="voor-en-na", title="Voor en na")
    yield survival(e.mastery[e.mastery["skill"] == ALL], name="weken", title="Weken")
    missing = e.missing[e.missing["assignment"] == ALL]
    yield funnel(missing[missing["part"] == "stap"], name="trechter", title="Trechter")
    yield reasons(missing[missing["part"] == "reden"], name="redenen", title="Redenen")
    cells = e.by_organisation[e.by_organisation["what"] == "p"]
    yield coverage(cells, titles, wanted=12, name="dekking", title="Dekking")
    yield confusion(e.agreement.iloc[0], name="samen", title="Samen kijken")
    yield codes(
        e.codes[e.codes["assignment"] == ALL], {"woord": "Woord"}, name="codes", title="Codes"
    )
    ratings = e.ratings[(e.ratings["assignment"] == ALL) & (e.ratings["role"] == "deelnemer")]
    yield opinions(
        ratings.assign(text=ratings["item"]),
        labels={"snapte": ("nee", "beetje", "ja"), "werk": ("nee", "beetje", "ja")},
        name="mening",
        title="Mening",
    )
    floor = e.floor[e.floor["assignment"] != ALL]
    whole = e.floor[e.floor["assignment"] == ALL].iloc[0]
    yield practice_and_floor(floor, whole, label="assignment", name="werkvloer", title="Werkvloer")
