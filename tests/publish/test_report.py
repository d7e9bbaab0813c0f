"""The report: what it says first, how sure that is, and that it says nothing it may not."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest

from tests.figures import made
from tests.publish.reporting import MANIFEST, finding, others_changed, the_extract, with_queue
from wpo.catalogue.loading import Catalogue
from wpo.errors import ContentError
from wpo.evaluation.results import NOT_YET, Evaluation
from wpo.publish.report import report_html, report_name, report_pdf, report_subjects

TITLES = [one[1] for one in made.ASSIGNMENTS]
FIRST = made.ASSIGNMENTS[0][0]
# A share or a difference, then its interval.
ESTIMATE = re.compile(r"[+−]?\d+%? \([+−]?\d+%? tot [+−]?\d+%?\)")


class Read(HTMLParser):
    """What a reader meets: headings, cards, and each cell or number with what it holds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cards: list[str] = []
        self.cells: list[str] = []
        self.levels: list[int] = []
        self.strips: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a card or cell; note a heading or picture."""
        said = dict(attrs)
        self._open.append(tag)
        if tag == "section":
            self.cards.append("")
        if tag in {"td", "th"}:
            self.cells.append("")
        if tag in {"h1", "h2", "h3"}:
            self.levels.append(int(tag[1]))
        if tag == "svg":
            self.strips.append(f"{said['role']}: {said['aria-label']}")

    def handle_endtag(self, tag: str) -> None:
        """Leave what was open."""
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Add words to the card or cell that is open."""
        if "section" in self._open:
            self.cards[-1] += f"{data} "
        if {"td", "th"} & set(self._open):
            self.cells[-1] += f"{data} "


def html(catalogue: Catalogue, evaluation: Evaluation | None = None, **about: str) -> str:
    """Return the report of an evaluation, the small one made by hand where none is given."""
    says = evaluation or made.evaluation()
    return report_html(says, the_extract(says), catalogue, **about)


def all_reports(catalogue: Catalogue) -> list[str]:
    """Return every report of the small evaluation."""
    says = made.evaluation()
    return [
        html(catalogue, says, assignment=about, organisation=of)
        for about, of in report_subjects(says)
    ]


def test_first(catalogue: Catalogue) -> None:
    """What to revise first comes before all else: in order, with why, how sure, and what to do."""
    rows = [
        finding(1, 2, trigger="leed", bound=float("nan"), item="", item_hash=""),
        finding(2, 0),
        finding(3, 0, trigger="magneet", sentence="Antwoord c trekt."),
        finding(4, 1, bound=0.04),
    ]
    page = html(catalogue, with_queue(*rows))
    cards = Read(page).cards

    assert [next(one for one in TITLES if one in card) for card in cards] == [
        TITLES[2],
        TITLES[0],
        TITLES[1],
    ]
    assert page.index(cards[2].split()[0]) < page.index("<table")
    assert all("Waarom:" in one and "Hoe zeker:" in one and "Wat nu:" in one for one in cards)
    assert "Zet de opdracht stil" in cards[0]
    assert "Lees de vraag hardop" in cards[1]
    assert "Antwoord c trekt." in cards[1]
    assert "Heel zeker. Ook het gunstigste eind van de balk ligt 20 procentpunt" in cards[1]
    assert "Net zeker genoeg" in cards[2]
    assert "Wat doe je bij 1?" in cards[1]
    assert ESTIMATE.search(cards[1])


def test_three(catalogue: Catalogue) -> None:
    """Never more than three opdrachten come first, each once, however much was found."""
    rows = [finding(n, n % 3, item=f"{made.ASSIGNMENTS[n % 3][0]}/q{n}") for n in range(1, 9)]
    fourth = {"assignment": "fouten-melden-1", "title": "Een fout melden"}
    known = made.evaluation().assignments
    evaluation = made.evaluation(
        queue=made.table("queue", [*rows[2:4], finding(3, 0, **fourth), *rows]),
        assignments=pd.concat([known, known.head(1).assign(**fourth)], ignore_index=True),
    )
    cards = Read(html(catalogue, evaluation)).cards

    assert len(cards) == 3
    assert "Een fout melden" in cards[2]


def test_decided(catalogue: Catalogue) -> None:
    """What a person set aside is not first; every decision is told with its day and reason."""
    about = {"state": "besloten", "decided_on": "2026-11-20"}
    rows = [
        finding(1, 0, decision="laten", decision_reason="Dit is hier gewoon.", **about),
        finding(2, 1, decision="uitstellen", decision_reason="Eerst meer mensen.", **about),
        finding(3, 2, decision="herzien", decision_reason="De zin is te lang.", **about),
    ]
    page = html(catalogue, with_queue(*rows))
    cards = Read(page).cards

    assert len(cards) == 1
    assert TITLES[2] in cards[0]
    assert "Besloten op 20 november 2026: herzien. Waarom: De zin is te lang." in cards[0]
    assert "laten zoals het is. Waarom: Dit is hier gewoon." in page
    assert "wachten op meer gegevens. Waarom: Eerst meer mensen." in page
    assert "meegenomen tot en met 20 november 2026" in page


def test_nothing_first(catalogue: Catalogue) -> None:
    """Where nothing was found, it says that this is no proof, and how much is not known yet."""
    page = html(catalogue, with_queue())

    assert not Read(page).cards
    assert "Dat bewijst niet dat alles goed is: over 1 opdracht zijn er nog niet" in page


def test_one_and_more(catalogue: Catalogue) -> None:
    """What is counted is named in the singular where there is one of it, and else in the plural."""
    says = made.evaluation()
    one = says.organisations.assign(
        participants=pd.array([1] * len(says.organisations), "Int64"),
        assignments=pd.array([1] * len(says.organisations), "Int64"),
    )
    few = says.assignments.assign(
        verdict=NOT_YET,
        more_needed=pd.array([1] * len(says.assignments), "Int64"),
    )
    rated = says.ratings[says.ratings["assignment"] == FIRST]
    unknown = rated.assign(top_value=[float("nan")] + [0.8] * (len(rated) - 1))
    changed = made.evaluation(organisations=one, assignments=few, ratings=unknown)

    assert "1 deelnemer van deze organisatie oefende met 1 opdracht." in html(
        catalogue, changed, organisation="B"
    )
    page = html(catalogue, changed, assignment=FIRST)
    assert "Met ongeveer 1 deelnemer meer" in page
    assert "Bij 1 vraag van de lijst" in page
    assert "zijn er over 3 opdrachten" not in page
    pages = [*all_reports(catalogue), page, html(catalogue, changed)]
    many = r"deelnemers|opdrachten|vragen|organisaties"
    assert not [found for each in pages for found in re.findall(rf"\b1 (?:{many})\b", each)]


def test_not_yet_under_why(catalogue: Catalogue) -> None:
    """What is not known yet stands under one reason, told once; its numbers stand with each.

    Where the verdict has a reason that the numbers do not show, its own sentence stays.
    """
    says = made.evaluation()
    reasons = ["Vraag q1.\nAlles samen.", "Alles samen.", "Heel iets anders.\nEn nog iets."]
    rows = says.assignments.assign(
        verdict=NOT_YET, is_provisional=False, reasons=reasons, p_low=0.3, clear_value=0.9
    )
    first = says.items["item"] == f"{FIRST}/q1"
    items = says.items.assign(p_value=0.9, p_low=0.8, p_high=0.95)
    items.loc[first, ["p_value", "p_low", "p_high"]] = (0.5, 0.25, 0.75)
    page = html(catalogue, made.evaluation(assignments=rows, items=items, queue=says.queue[:0]))
    told = [page.index(f"Bij 1 opdracht {one}") for one in ("is een vraag", "gaat elke", "zijn er")]
    cells = Read(page).cells

    assert told == sorted(told)
    assert page.count("Bij 1 opdracht ") == 3
    for at, (title, said) in enumerate(
        zip(
            TITLES,
            ("q1: 50% (25% tot 75%); 24 deelnemers", "alle vragen samen", "Heel iets anders."),
            strict=True,
        )
    ):
        (place,) = (n for n, one in enumerate(cells) if one.startswith(f"{title}. "))
        assert said in cells[place + 2]
        assert page.index(f"{title}. ") > told[at]


def test_every_number(catalogue: Catalogue) -> None:
    """No share stands alone: its interval and what it rests on stand in the same cell."""
    cells = [cell for page in all_reports(catalogue) for cell in Read(page).cells]
    shares = [one for one in cells if re.match(r"\s*[+−]?\d+%", one)]

    assert len(shares) > 100
    for one in shares:
        assert ESTIMATE.search(one), one
        assert re.search(r"\d+ (deelnemers?|antwoord|antwoorden|paar|paren|keer)\b", one), one


def test_strips(catalogue: Catalogue) -> None:
    """Every picture of an interval is told in words too, with which side of the threshold it is."""
    strips = [one for page in all_reports(catalogue) for one in Read(page).strips]

    assert len(strips) > 100
    assert all(
        re.match(r"img: Een balk van \S+ tot \S+( punten)?, met een stip op", one) for one in strips
    )
    sides = set()
    for one in strips:
        if "grens van 60%" in one:
            low, high = (int(share) for share in re.findall(r"(\d+)% tot (\d+)%", one)[0])
            told = "onder" if high < 60 else "boven" if low >= 60 else "op de balk"
            assert f"ligt {told}" in one, one
            sides.add(told)
    assert len(sides) == 3


def test_small(catalogue: Catalogue) -> None:
    """What may not be shown is told as such: a note or te klein, and no number."""
    says = made.evaluation()
    unknown = says.items.assign(p_value=float("nan"), p_note="te klein")
    page = html(catalogue, made.evaluation(items=unknown), assignment=FIRST)
    (part,) = (one for one in page.split("<h2>") if one.startswith("De vragen"))
    cells = Read(part).cells
    stems = [at for at, one in enumerate(cells) if "Wat doe je bij" in one]

    assert len(stems) == 3
    assert all(cells[at + 1].strip() == "te klein" for at in stems)


def test_if_not(catalogue: Catalogue) -> None:
    """What is assumed of people, and what it would change, stands with the opdracht."""
    page = html(catalogue, assignment=FIRST)
    cells = Read(page).cells
    stem = next(at for at, one in enumerate(cells) if "Wat doe je bij 1?" in one)

    assert "Dan ligt dat deel tussen 24% en 56%." in page
    assert "Telt elke organisatie even zwaar, dan is het 38% (26% tot 50%); 24 deel" in page
    assert "minstens 35% meteen goed" in page
    assert "hooguit 45%. Met het toeval erbij ligt het tussen 20% en 65%." in page
    assert cells[stem + 2].strip() == "tussen 39% en 71%"
    for every in all_reports(catalogue)[:2]:
        assert "(helemaal). Aangenomen is 0,10; in deze pilot gevonden ongeveer 0,06." in every


def test_if_not_of_few(catalogue: Catalogue) -> None:
    """Of an opdracht of which no share may be shown, no bounds of it are shown either."""
    says = made.evaluation()
    gone = {
        name: float("nan")
        for name in says.assignments.columns
        if name.startswith(("p_", "each_")) and not name.endswith(("_n", "_organisations", "_note"))
    }
    page = html(
        catalogue, made.evaluation(assignments=says.assignments.assign(**gone)), assignment=FIRST
    )

    for said in ("ligt het tussen", "Telt elke organisatie", "wat ontbreekt", "nan"):
        assert said not in page


def test_own_organisation(catalogue: Catalogue) -> None:
    """A report of one organisation tells of itself and of all others together, and of none else.

    Other numbers of the others leave it the same to the letter.
    """
    says = made.evaluation()
    own = ("p_value", "p_low", "shrunk_value", "shrunk_low", "done_value", "participants")
    organisations = others_changed(says.organisations, "B", own)
    each = others_changed(says.by_organisation, "B", ("value", "n"))
    changed = made.evaluation(organisations=organisations, by_organisation=each)
    page = html(catalogue, says, organisation="B")

    assert page == html(catalogue, changed, organisation="B")
    assert html(catalogue, says, organisation="C") != html(catalogue, changed, organisation="C")


def test_own_questions(catalogue: Catalogue) -> None:
    """Of an organisation the low questions come first, each with its text; none is left out."""
    page = html(catalogue, organisation="B")
    parts = page.split("<h3>")
    low, rest = (next(one for one in parts if one.startswith(t)) for t in ("Eerst k", "De andere"))

    assert low.count("<tr>") - 1 == 3
    assert low.count("q2. Wat doe je bij 2?") == 3
    assert rest.count("q1. Wat doe je bij 1?") == 3
    assert page.index("Zo leest u de getallen") < page.index("<table")


def test_own_versions(catalogue: Catalogue) -> None:
    """A report of one organisation names the texts of its own opdrachten only."""
    says = made.evaluation()
    each = says.by_organisation
    other = (each["org"] == "B") & (each["assignment"] == FIRST)
    page = html(catalogue, made.evaluation(by_organisation=each[~other]), organisation="B")

    assert f"{FIRST} 1.0 (" not in page
    assert f"{made.ASSIGNMENTS[1][0]} 1.1 (" in page


def test_whole_has_no_ranking(catalogue: Catalogue) -> None:
    """The report of the whole pilot, which all may read, tells of no single organisation."""
    says = made.evaluation()
    changed = made.evaluation(
        organisations=others_changed(says.organisations, "", ("p_value", "shrunk_value")),
        by_organisation=others_changed(says.by_organisation, "", ("value",)),
    )

    assert html(catalogue, says) == html(catalogue, changed)


def test_account(catalogue: Catalogue) -> None:
    """It names the set, its whole mark, the versions of the content, and every threshold."""
    page = html(catalogue)
    says = made.evaluation()

    assert says.extract.name in page
    assert says.extract.hash in page
    for name, one in MANIFEST["content"].items():  # type: ignore[attr-defined]
        assert f"{name} {one['version']} ({one['hash'][:8]})" in page
    assert catalogue.thresholds is not None
    for one in catalogue.thresholds.thresholds:
        assert one.reason in page
    assert "Een grens is veranderd." in page


def test_made_up(catalogue: Catalogue) -> None:
    """What is made up says so in large, in the page and in the PDF; what is real does not."""
    says = made.evaluation()
    real = report_html(says, the_extract(says, synthetic=False), catalogue)

    assert "<strong>VERZONNEN</strong>" in html(catalogue)
    assert "VERZONNEN" not in real


def test_standing_alone(catalogue: Catalogue) -> None:
    """A page fetches nothing and runs nothing, and what people wrote is never markup."""
    for page in all_reports(catalogue):
        assert not re.search(r"<(script|link|img|iframe)|\b(src|href)=|url\(|@import|http", page)
        assert "<b>a</b>" not in page
    assert "&lt;b&gt;a&lt;/b&gt;" in html(catalogue, assignment=FIRST)


def test_headings(catalogue: Catalogue) -> None:
    """A page is Dutch, has one title, and no heading skips a level."""
    for page in all_reports(catalogue):
        levels = Read(page).levels

        assert page.startswith('<!doctype html><html lang="nl">')
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("about", [{}, {"assignment": FIRST}, {"organisation": "A"}])
def test_pdf(catalogue: Catalogue, about: dict[str, str]) -> None:
    """A PDF is tagged, Dutch, has its title, dates from the set, and tells every picture."""
    says = made.evaluation()
    pdf = report_pdf(says, the_extract(says), catalogue, **about)

    assert pdf.startswith(b"%PDF-1.7")
    for mark in (b"/StructTreeRoot", b"/Marked true", b"/DisplayDocTitle true", b"pdfuaid:part"):
        assert mark in pdf
    assert re.search(rb"/Lang ?\(nl-NL\)", pdf)
    assert b"D:20261124000000" in pdf
    strips = len(Read(html(catalogue, says, **about)).strips)
    assert len(re.findall(rb"/S ?/Figure\b", pdf)) == strips
    assert len(re.findall(rb"/Alt ?[(<]", pdf)) == strips


def test_not_there(catalogue: Catalogue) -> None:
    """Whoever asks for what the set does not hold hears what it does hold."""
    with pytest.raises(ContentError, match="'geen-opdracht' staat niet in deze set"):
        html(catalogue, assignment="geen-opdracht")
    for letter in ("Z", "*"):
        with pytest.raises(ContentError, match="Wel: A, B, C, D, E, F, G"):
            html(catalogue, organisation=letter)
    with pytest.raises(ContentError, match="niet allebei"):
        html(catalogue, assignment=FIRST, organisation="A")


def test_names() -> None:
    """There is a report of the whole, of each opdracht and of each organisation, each its name."""
    says = made.evaluation()
    extract = the_extract(says)
    names = {report_name(extract, assignment=a, organisation=o) for a, o in report_subjects(says)}

    assert len(names) == 1 + 3 + 7
    assert "rapport-hele-pilot-2026-11-24-0123abcd" in names
    assert all(one.endswith(says.extract.hash[:8]) for one in names)
