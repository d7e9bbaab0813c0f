"""Figures: tables in, drawings out, in one theme that also reads in black and white."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from tests.figures import made
from tests.figures.gallery import gallery
from tests.player.node import calling
from wpo.figures.chart import Chart, message
from wpo.figures.intervals import Subject, intervals
from wpo.figures.library import LIBRARY, library, packed_library
from wpo.figures.shown import Shown
from wpo.figures.tables import csv_text
from wpo.figures.theme import BLUE, GREY, LIGHT_TO_DARK, SHAPES, VERMILLION, plain

TEXTS = {"table": "Tabel", "csv": "CSV", "svg": "SVG", "png": "PNG"}
EVERY = pytest.mark.parametrize("shown", list(gallery()), ids=lambda one: one.name)


@EVERY
def test_every_figure_is_whole(shown: Shown) -> None:
    """A drawing in our look, a sentence, a basis, a table, and words for who does not see it."""
    assert shown.figure is not None
    layout = shown.figure["layout"]
    go.Figure(shown.figure)  # refuses what Plotly does not know
    assert layout["template"]["layout"]["separators"] == ",."
    assert layout["height"] >= 120
    assert shown.means.startswith("Dit betekent: ")
    assert shown.means in shown.alt
    assert "organisatie" in shown.basis
    assert len(shown.table)


@EVERY
def test_a_figure_goes_to_the_browser_as_plain_values(shown: Shown) -> None:
    """No NaN, no number without a place in JSON, and nothing from another host."""
    sent = json.dumps(message(shown, "Set: x", TEXTS), allow_nan=False)

    assert "http" not in sent


@EVERY
def test_nothing_is_told_by_colour_alone(shown: Shown) -> None:
    """Traces that have a name of their own differ in shape or hatching, not only in colour."""
    looks = [
        (
            one.get("marker", {}).get("symbol"),
            one.get("marker", {}).get("pattern", {}).get("shape"),
        )
        for one in shown.figure["data"]
        if one.get("name") and one.get("showlegend") is not False
    ]

    assert len(set(looks)) == len(looks)


def lightness(colour: str) -> float:
    """Return how light a colour is in grey, 0 to 1 (relative luminance, WCAG 2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2)."""
    low, high = sorted((lightness(one), lightness(other)))
    return (high + 0.05) / (low + 0.05)


def test_darker_is_more_also_in_grey() -> None:
    """Each step of the scale of counts is darker than the one before, on any printer."""
    steps = [lightness(one) for one in LIGHT_TO_DARK]

    assert all(a > 1.25 * b for a, b in pairwise(steps))


@pytest.mark.parametrize("hatched", ["mening", "antwoorden"])
def test_what_touches_differs_in_grey_or_hatching(hatched: str) -> None:
    """Bars that stand against each other have another hatching, and an edge."""
    (shown,) = [one for one in gallery() if one.name == hatched]
    bars = [one for one in shown.figure["data"] if one["type"] == "bar"]  # type: ignore[index]

    assert len({one["marker"]["pattern"]["shape"] for one in bars}) == len(bars) > 1
    assert all(one["marker"]["line"]["width"] for one in bars)


@pytest.mark.parametrize("colour", [BLUE, GREY, VERMILLION])
def test_an_interval_can_be_seen_on_paper(colour: str) -> None:
    """Lines that carry the interval stand out from white by 3 to 1 or more."""
    assert contrast(colour, "#ffffff") >= 3


INTERVALS = ("vragen", "organisaties", "werkvloer", "voor-en-na")


@pytest.mark.parametrize("name", INTERVALS)
def test_every_row_says_of_how_many(name: str) -> None:
    """Behind each interval stands n, for as many rows as there are marks."""
    (shown,) = [one for one in gallery() if one.name == name]
    data = shown.figure["data"]  # type: ignore[index]
    told = [text for one in data if one["mode"] == "text" for text in one["text"]]
    marks = {y for one in data if one["mode"] == "markers" for y in one["y"]}

    assert len(told) == len(marks)
    assert all(one.startswith("n=") for one in told)


@pytest.mark.parametrize("shown", list(gallery()), ids=lambda one: one.name)
def test_no_axis_is_cut_short(shown: Shown) -> None:
    """Shares go from nothing to all, bars begin at nothing, and a change has two equal sides."""
    layout = shown.figure["layout"]  # type: ignore[index]
    kinds = {one["type"] for one in shown.figure["data"]}  # type: ignore[index]
    for axis in (layout["xaxis"], layout["yaxis"]):
        if axis.get("tickformat") == ".0%":
            assert axis["range"][0] <= 0
            assert axis["range"][1] >= 1
    if shown.name == "voor-en-na":
        assert -layout["xaxis"]["range"][0] == layout["xaxis"]["range"][1]
    if kinds == {"bar"}:
        assert layout["xaxis"].get("rangemode") == "tozero" or layout["xaxis"]["range"][0] <= 0


def test_no_ranking() -> None:
    """Organisations and questions stand in their own order; where they do not, that is said."""
    rows = made.evaluation().items
    rows = rows[rows["p_value"].notna() & (rows["p_n"] >= 10)]
    subject = Subject(
        what="p", label="item", things="vragen", axis="x", threshold=0.5, lowest_first=False
    )
    own = intervals(rows, subject, name="x", title="x")
    sorted_ = intervals(rows, replace(subject, lowest_first=True), name="x", title="x")
    organised = next(one for one in gallery() if one.name == "organisaties")
    labels = own.figure["layout"]["yaxis"]["ticktext"]  # type: ignore[index]
    letters = organised.figure["layout"]["yaxis"]["ticktext"]  # type: ignore[index]

    assert labels == list(rows["item"])
    assert "geen ranglijst" in sorted_.reading
    assert "ranglijst" not in own.reading
    assert letters == sorted(letters)


def test_values_are_plain() -> None:
    """What pandas and NumPy hold becomes what JSON knows; unknown is nothing."""
    given = {"a": pd.Series([1.5, None]), "b": (np.int64(3), pd.NA), "c": [True, "x", None]}

    assert plain(given) == {"a": [1.5, None], "b": [3, None], "c": [True, "x", None]}


def test_each_organisation_has_its_own_shape() -> None:
    """Seven letters and the rest, eight shapes."""
    assert len(set(SHAPES.values())) == len(SHAPES) == 8


def test_fewer_than_ten_is_never_a_share() -> None:
    """Such a row is not drawn, and its table says that it is too few."""
    subject = Subject(what="p", label="item", things="vragen", axis="Deel", threshold=0.6)
    rows = made.evaluation().items
    few = intervals(rows[rows["p_n"] < 10], subject, name="x", title="x")

    assert few.figure is None
    assert set(few.table["Deel"]) == {"te weinig"}
    assert "%" not in "".join(few.table.astype(str).to_numpy().ravel())
    assert "nog te weinig" in few.means


def test_no_rows_at_all() -> None:
    """Nothing is drawn and nothing fails."""
    subject = Subject(what="p", label="item", things="vragen", axis="Deel", threshold=0.6)
    none = intervals(made.evaluation().items.iloc[:0], subject, name="x", title="x")

    assert none.figure is None
    assert none.table.empty


def test_a_table_for_excel_runs_nothing() -> None:
    """A cell that looks like a formula is made harmless; semicolons part the columns."""
    cells = {"Vraag": ["=1+1", "@x", "+cmd|x", "a;b"], "Deel": ["50%", "", "+12", "−3"]}
    lines = csv_text(pd.DataFrame(cells)).split("\r\n")

    assert lines == ["Vraag;Deel", "'=1+1;50%", "'@x;", "'+cmd|x;+12", '"a;b";−3', ""]


def test_the_library_is_our_own() -> None:
    """Its address names its version; it is small once it is compressed."""
    assert LIBRARY.startswith("/wpo/plotly-")
    assert b"plotly.js v" in library()[:200]
    assert len(packed_library()) < 1_600_000


def test_the_kernel_gives_the_library_where_no_server_does() -> None:
    """A chart that is asked for it sends it; it sends nothing for what it does not know."""
    sent: list[tuple[object, list[bytes]]] = []

    class Listening(Chart):
        def send(self, content: object, buffers: list[bytes] | None = None) -> None:
            sent.append((content, buffers or []))

    chart = Listening(TEXTS, "")
    chart._receive(chart, {"library": "ja"}, [])
    chart._receive(chart, {"library": True}, [])

    assert [one for one, _ in sent] == [{"library": True}]
    assert sent[0][1] == [library()]


def test_the_script_fits_a_figure_to_a_phone(tmp_path: Path) -> None:
    """Labels fold, and a row gets room for that; marks and ticks leave room; a file has its set."""
    script = Path(made.__file__).parents[2] / "wpo" / "figures" / "chart.js"
    layout: dict[str, object] = {
        "height": 200,
        "font": {"size": 15},
        "yaxis": {"ticktext": ["Een label van lengte 25"]},
    }
    layout |= {"xaxis": {"range": [-0.02, 1.19], "tickformat": ".0%"}}
    marks = {"x": [0.5], "marker": {"size": 10, "line": {"width": 2}}}
    data = [marks, {"name": "n", "x": [1.08]}]
    ticks = {"range": [-26, 30], "tickvals": [-20, -10, 0, 10, 20], "ticktext": list("abcde")}
    shown = {"name": "vragen", "source": "Set: wpo-extract-2026-11-24-0123abcd (verzonnen)"}
    with calling("chart.js", tmp_path, script.parent) as call:
        figure = {"data": data, "layout": layout}
        narrow, wide = call("fitted", figure, 358), call("fitted", figure, 900)
        flat = layout | {
            "height": 50,
            "yaxis": {"ticktext": ["Een label van meer dan twee regels"]},
        }
        low = call("fitted", figure | {"layout": flat}, 358)["layout"]
        few = call("fitted", figure | {"layout": layout | {"xaxis": ticks}}, 358)["layout"]
        all_weeks = call("fitted", {"data": [], "layout": {"xaxis": ticks}}, 358)["layout"]
        name = call("fileName", shown, "csv")

    (at,), end = narrow["data"][1]["x"], narrow["layout"]["xaxis"]["range"][1]
    assert narrow["data"][0]["marker"] == {"size": 6, "line": {"width": 1.2}}
    narrow = narrow["layout"]
    assert few["xaxis"]["tickvals"] == [-20, 0, 20]
    assert len(all_weeks["xaxis"]["tickvals"]) == 5
    assert 1.02 < at < end
    assert narrow["xaxis"]["dtick"] == 0.5
    assert narrow["font"]["size"] == 13
    assert narrow["yaxis"]["ticktext"] == ["Een label van<br>lengte 25"]
    assert narrow["height"] == 200
    assert low["yaxis"]["ticktext"] == ["Een label van<br>meer dan twee…"]
    assert low["height"] == 134
    assert wide == {"data": data, "layout": layout | {"autosize": False, "width": 900}}
    assert name == "vragen-wpo-extract-2026-11-24-0123abcd.csv"
