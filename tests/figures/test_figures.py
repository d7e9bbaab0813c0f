"""Figures: tables in, drawings out, in one theme that also reads in black and white."""

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.figures import made
from tests.figures.gallery import gallery
from tests.player.node import calling
from wpo.figures.chart import Chart, message, plain
from wpo.figures.intervals import Subject, intervals
from wpo.figures.library import LIBRARY, library, packed_library
from wpo.figures.shown import Shown
from wpo.figures.tables import csv_text
from wpo.figures.theme import SHAPES

TEXTS = {"table": "Tabel", "csv": "CSV", "svg": "SVG", "png": "PNG"}
EVERY = pytest.mark.parametrize("shown", list(gallery()), ids=lambda one: one.name)


@EVERY
def test_every_figure_is_whole(shown: Shown) -> None:
    """A drawing in our look, a sentence, a basis, a table, and words for who does not see it."""
    assert shown.figure is not None
    layout = plain(shown.figure)["layout"]
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
        for one in plain(shown.figure)["data"]
        if one.get("name") and one.get("showlegend") is not False
    ]

    assert len(set(looks)) == len(looks)


def test_each_organisation_has_its_own_shape() -> None:
    """Seven letters and the rest, eight shapes."""
    assert len(set(SHAPES.values())) == len(SHAPES) == 8


def test_fewer_than_ten_is_never_a_share() -> None:
    """Such a row is not drawn, and its table says that it is too few."""
    subject = Subject(what="p", label="item", things="vragen", axis="Deel")
    rows = made.evaluation().items
    few = intervals(rows[rows["p_n"] < 10], subject, name="x", title="x")

    assert few.figure is None
    assert set(few.table["Deel"]) == {"te weinig"}
    assert "%" not in "".join(few.table.astype(str).to_numpy().ravel())
    assert "nog te weinig" in few.means


def test_no_rows_at_all() -> None:
    """Nothing is drawn and nothing fails."""
    subject = Subject(what="p", label="item", things="vragen", axis="Deel")
    none = intervals(made.evaluation().items.iloc[:0], subject, name="x", title="x")

    assert none.figure is None
    assert none.table.empty


def test_a_table_for_excel_runs_nothing() -> None:
    """A cell that looks like a formula is made harmless; semicolons part the columns."""
    text = csv_text(pd.DataFrame({"Vraag": ["=1+1", "@x", "gewoon"], "Deel": ["50%", "", "1"]}))

    assert text.split("\r\n")[:3] == ["Vraag;Deel", "'=1+1;50%", "'@x;"]


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
    """Labels fold where there is room and are cut where there is not; a file names its set."""
    script = Path(made.__file__).parents[2] / "wpo" / "figures" / "chart.js"
    layout = {
        "height": 200,
        "font": {"size": 15},
        "yaxis": {"ticktext": ["Een label van lengte 25"]},
    }
    shown = {"name": "vragen", "source": "Set: wpo-extract-2026-11-24-0123abcd (verzonnen)"}
    with calling("chart.js", tmp_path, script.parent) as call:
        narrow, wide = call("fitted", layout, 358), call("fitted", layout, 900)
        low = call("fitted", layout | {"height": 40}, 358)
        name = call("fileName", shown, "csv")

    assert narrow["font"]["size"] == 13
    assert narrow["yaxis"]["ticktext"] == ["Een label van<br>lengte 25"]
    assert low["yaxis"]["ticktext"] == ["Een label van…"]
    assert wide["yaxis"] == layout["yaxis"]
    assert wide["width"] == 900
    assert name == "vragen-wpo-extract-2026-11-24-0123abcd.csv"
