"""Names, numbers, addresses and health words in somebody's own words are found; others are not.

The labelled texts are made up for this test, names too. ``<…>`` marks what must be found; recall is
measured on them, and must not fall.
"""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wpo.catalogue.loading import Catalogue
from wpo.pilot.scanning import MASKS, Finding, Kind, Lists, is_bsn, lists_of, masked, scan

LABELLED = """
<Kevin> hielp mij met de vraag.
ik vroeg het aan <fatma> en toen snapte ik het
Mijn begeleider <Karin> leest altijd voor.
Mevrouw <Terpstra> zei dat het goed was.
meneer <de Vries> was er niet
Ik heet <Wendy> en ik werk in de kantine.
Bel mij op <06 12345678> als er iets is.
mijn nummer is <0612345678>
je kunt mij bellen: <+31 6 12 34 56 78>
Werk: <010-4123456>
mail naar <k.jansen@voorbeeld.nl> graag
stuur het naar <sanne (at) voorbeeld.nl>
Mijn bsn is <123456782>.
mijn bsn <1234.56.782>
Ik ben geboren op <12-03-1985>.
ik ben <geboren op 4 mei> net als mijn moeder
Sinds <3 maart 1979> woon ik daar
Ik woon in de <Dorpsstraat 12>.
Het is <Lindelaan 4b>, bij de kerk
Postcode <1234 AB>
Ik heb <adhd> en dan is lezen lastig.
door mijn <autisme> snap ik grapjes niet
ik ben <depressief> geweest
Vorige week was ik <ziek>.
de <bedrijfsarts> zei dat het mocht
ik slik <medicijnen> en word dan moe
mijn <epilepsie> speelt op bij zo'n scherm
ik ben <slechtziend>, de letters zijn klein
ik woon <begeleid wonen> en dan is er geen computer
Bij ons in <Groningen> doen we dat anders.
Wij bij <Werkbedrijf Noord> hebben geen kantine.
toen kwam <Jan> erbij
<Yusuf> en <Priya> deden ook mee
met <Samirs> telefoon lukte het
Ik werk met <Truus> en <Henk> in de was.
<personeelsnummer 4521> staat op mijn pas
zie <www.voorbeeld.nl/mij>
De dokter, <dr. Pieters>, vindt het goed.
Vraag het <Naomi> maar
ik heb een <hernia> dus lang zitten gaat niet
<Bakker> zei in de pauze dat het saai was
Het was <Visser> die het deed.
ik ben <zwanger> en moet vaak plassen
Ik mag niet bellen van <Ron>.
op school was ik al <dyslectisch>
""".strip().splitlines()

HARMLESS = """
Ik snapte de vraag niet.
Het was te makkelijk voor mij.
De zin is te lang en het woord overleggen ken ik niet.
Bij vraag 3 klopt het antwoord niet.
Het plaatje past niet bij de tekst!
Ik vond het leuk om te doen.
Op 3-2-2027 deed het scherm niets.
Ik deed er 20 minuten over, 2 keer 10.
In 2026 deden we het anders.
Wil je het antwoord langer laten staan?
Mijn leidinggevende legt het beter uit.
De knop deed niets. Daarna bleef het scherm hangen.
Op maandag heb ik geen tijd.
Ik moest het 3 keer lezen: 1, 2, 3.
Het internet was weg.
Goed dat je nog een keer mag.
Wij hebben geen kantine, dus dit gebeurt nooit.
Waarom mag ik de pauze niet zelf kiezen?
OK
""".strip().splitlines()


@pytest.fixture(scope="module")
def lists(catalogue: Catalogue) -> Lists:
    """The real lists, with people and a company of here."""
    return lists_of(
        catalogue.sensitive, names=["Samir", "Wim-Jan"], companies=["Werkbedrijf Noord (verzonnen)"]
    )


def covered(found: tuple[Finding, ...], start: int, end: int) -> bool:
    """Tell whether some finding touches this place."""
    return any(one.start < end and start < one.end for one in found)


def test_recall_on_made_up_answers(lists: Lists) -> None:
    """Of what was marked by hand at least 95 in 100 is found."""
    n, missed = 0, []
    for line in LABELLED:
        text, at = "", 0
        places = []
        for match in re.finditer(r"<(.*?)>", line):
            text += line[at : match.start()]
            places.append((len(text), len(text) + len(match.group(1))))
            text += match.group(1)
            at = match.end()
        text += line[at:]
        found = scan(text, lists)
        n += len(places)
        missed += [text[a:b] for a, b in places if not covered(found, a, b)]

    assert n > 45
    assert len(missed) <= n * 0.05, missed


def test_harmless_answers_pass(lists: Lists) -> None:
    """What says nothing about anybody asks for no work."""
    found = {text: scan(text, lists) for text in HARMLESS}

    assert {text: one for text, one in found.items() if one} == {}


SEPARATORS = st.sampled_from(["", " ", "-", ".", " - ", "\u00a0", "/", ") ", "\u200b", "–"])
WORDS = st.text(alphabet="abcdefghij klmnop.,!?", max_size=30)


@given(
    before=WORDS, after=WORDS, digits=st.text("0123456789", min_size=8, max_size=8), data=st.data()
)
def test_a_telephone_number_never_passes(before: str, after: str, digits: str, data) -> None:  # type: ignore[no-untyped-def]
    """However its digits are set apart, all of a planted number is in hard findings."""
    number = "06" + "".join(data.draw(SEPARATORS) + one for one in digits)
    text = f"{before} {number} {after}"
    start = len(before) + 1
    hard = [one for one in scan(text, Lists()) if one.is_hard]

    assert any(one.start <= start and start + len(number) <= one.end for one in hard)


@given(before=WORDS, after=WORDS, first=st.integers(10_000_000, 99_999_999))
def test_a_bsn_never_passes(before: str, after: str, first: int) -> None:
    """Every number that passes the eleven test is found, and hard."""
    eight = [int(one) for one in str(first)]
    rest = sum(w * d for w, d in zip(range(9, 1, -1), eight, strict=True)) % 11
    nine = [*eight, rest] if rest < 10 else [*eight[:-1], 0, 0]
    number = "".join(map(str, nine))
    hard = [one for one in scan(f"{before} {number} {after}", Lists()) if one.is_hard]

    assert rest == 10 or is_bsn(nine)
    assert covered(tuple(hard), len(before) + 1, len(before) + 10)


@given(
    before=WORDS,
    name=st.text(st.characters(categories=["Ll", "Nd"]), min_size=1, max_size=12),
    host=st.text("abcdefgh", min_size=1, max_size=12),
)
def test_an_address_of_mail_never_passes(before: str, name: str, host: str) -> None:
    """Every address of mail is found whole, and hard."""
    text = f"{before} {name}@{host}.nl daarna"
    hard = [one for one in scan(text, Lists()) if one.is_hard]

    assert covered(tuple(hard), len(before) + 1, len(before) + 1 + len(name))
    assert host + ".nl" not in _all_masked(text)


@example("\ud800 \udfff kevin\u0301 İstanbul ǅ 🧑‍🦽 ①②③④⑤⑥⑦⑧")
@given(st.text(st.characters(), max_size=200))
def test_any_text_can_be_scanned(text: str) -> None:
    """No text is too strange: findings lie in it, in order, and apart."""
    lists = Lists(names=frozenset({"kevin"}), companies=frozenset({"ss"}), health=("ziek",))
    found = scan(text, lists)
    edges = [edge for one in found for edge in (one.start, one.end)]

    assert edges == sorted(edges)
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@given(st.text("kevin 0612@ziek.-[]", max_size=60))
def test_masking_ends(text: str) -> None:
    """After everything that was found is replaced, nothing hard is found any more."""
    lists = Lists(names=frozenset({"kevin"}), health=("ziek",))
    for _ in range(40):
        hard = [one for one in scan(text, lists) if one.is_hard]
        if not hard:
            break
        text = masked(text, hard[0])

    assert not [one for one in scan(text, lists) if one.is_hard]


def test_kinds(lists: Lists) -> None:
    """What was found is named for what it is, and a birthday is not a telephone number."""
    said = {
        "bel 06-12345678": Kind.PHONE,
        "123456782": Kind.BSN,
        "12345678901234": Kind.NUMBER,
        "op 12-03-1985": Kind.BIRTH_DATE,
        "Dorpsstraat 12": Kind.ADDRESS,
        "a@b.nl": Kind.MAIL,
        "ik ben ziek": Kind.HEALTH,
        "in Assen": Kind.MAYBE_NAME,
        "met wim-jan": Kind.NAME,
        "bij werkbedrijf noord": Kind.COMPANY,
    }

    assert {text: [one.kind for one in scan(text, lists)] for text in said} == {
        text: [kind] for text, kind in said.items()
    }


def test_words_in_brackets_are_left_alone(lists: Lists) -> None:
    """A mask is never found again, though its word is one to look out for."""
    assert scan(" ".join(MASKS.values()), lists) == ()


def _all_masked(text: str) -> str:
    while found := [one for one in scan(text, Lists()) if one.is_hard]:
        text = masked(text, found[0])
    return text
