"""The tables of the research set (the extract): what each column holds.

The one place where this is said: the extract is written by it, its ``codebook.json`` is made of
it, and the evaluation reads nothing else. Parquet, one file a table. Column types are DuckDB's.

``person`` is a number made anew for every extract. In ``people`` it is another number than in the
other tables: so the kind of work of somebody cannot be joined to what they did when. ``org`` is a
letter, A to G, or ``*`` where an organisation had too few people there and was put together with
others; under ``*`` somebody has another number at every opdracht and in every family of tables.
``week`` counts from the first week of the pilot, which is 1; under ``*`` it is the week in which
testing of the opdracht began.
"""

from collections.abc import Mapping
from dataclasses import dataclass

OTHER = "*"  # organisations that were put together
PARTICIPANT, GUIDE = "deelnemer", "begeleider"  # the roles of a research set: staff are one


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its type in DuckDB, what it holds (in Dutch), and whether it may be NULL."""

    type: str
    holds: str
    optional: bool = False


_PERSON = Column(type="INTEGER", holds="Nummer van een mens, alleen geldig in deze set")
_ORG = Column(
    type="VARCHAR", holds="Organisatie: A tot en met G, of * waar organisaties samen staan"
)
_ROLE = Column(type="VARCHAR", holds="deelnemer, of begeleider (alle medewerkers samen)")
_ASSIGNMENT = Column(type="VARCHAR", holds="Id van de opdracht")
_VERSION = Column(type="VARCHAR", holds="Versie van de opdracht")
_COARSE_VERSION = Column(
    type="VARCHAR",
    holds="Versie van de opdracht; * waar te weinig mensen van een organisatie een versie hadden",
)
_ITEM = Column(
    type="VARCHAR", holds="Id van de vraag: opdracht/vraag, bij een gesprek /beurt erachter"
)
_HASH = Column(type="VARCHAR", holds="Vingerafdruk van de tekst van de vraag")
_WEEK = Column(type="SMALLINT", holds="Week van de pilot, vanaf 1")

TABLES: Mapping[str, Mapping[str, Column]] = {
    # One row for each try at a question (or turn of a dialogue) that asks something.
    "answers": {
        "person": _PERSON,
        "org": _ORG,
        "assignment": _ASSIGNMENT,
        "version": _VERSION,
        "item": _ITEM,
        "item_hash": _HASH,
        "attempt": Column(type="TINYINT", holds="Hoeveelste keer deze mens de opdracht oefende"),
        "try": Column(type="TINYINT", holds="1 of 2; 3 is na het voordoen"),
        "options": Column(type="VARCHAR", holds="Gekozen antwoorden, met + ertussen"),
        "quality": Column(type="VARCHAR", holds="goed, kan of niet_handig"),
        "n_offered": Column(type="TINYINT", holds="Hoeveel antwoorden er te kiezen waren"),
        "helped": Column(type="BOOLEAN", holds="Of Hulp open was"),
        "listened": Column(type="BOOLEAN", holds="Of het is voorgelezen"),
        "pace": Column(type="TINYINT", holds="0 <5s, 1 5-15s, 2 15-60s, 3 >60s"),
        "week": _WEEK,
    },
    # A word of which somebody looked up the explanation; each once a person and text.
    "words": {
        "person": _PERSON,
        "org": _ORG,
        "assignment": _ASSIGNMENT,
        "item": _ITEM,
        "item_hash": _HASH,
        "word": Column(type="VARCHAR", holds="Het woord"),
    },
    # Every person once, with what may be known of them together (k people or more alike). Joined
    # to no other table: the numbers are others.
    "people": {
        "person": Column(
            type="INTEGER", holds="Nummer van een regel hier; in geen andere tabel dezelfde mens"
        ),
        "org": _ORG,
        "role": _ROLE,
        "work": Column(type="VARCHAR", holds="Soort werk (afdeling), of * waar dat te klein was"),
        "first_week": Column(type="VARCHAR", holds="Weken waarin iemand begon, zoals 1-4, of *"),
    },
    # One row for each participant and opdracht that the plan or the person brought together.
    "takings": {
        "person": _PERSON,
        "org": _ORG,
        "assignment": _ASSIGNMENT,
        "version": _COARSE_VERSION,
        "state": Column(type="VARCHAR", holds="af, begonnen of niet_begonnen"),
        "reason": Column(type="VARCHAR", holds="Waarom niet af; leeg bij af", optional=True),
        "n_items": Column(type="TINYINT", holds="Hoeveel vragen er waren"),
        "n_answered": Column(type="TINYINT", holds="Hoeveel daarvan een antwoord kregen"),
        "week": _WEEK,
    },
    # One row for each answered item of a questionnaire with a scale.
    "ratings": {
        "person": Column(
            type="INTEGER", holds="Nummer van een mens; leeg bij papier zonder code", optional=True
        ),
        "org": _ORG,
        "role": _ROLE,
        "assignment": _ASSIGNMENT,
        "version": _COARSE_VERSION,
        "questionnaire": Column(type="VARCHAR", holds="Id van de vragenlijst"),
        "item": Column(type="VARCHAR", holds="Id van de vraag in die lijst"),
        "value": Column(type="TINYINT", holds="Plaats op de schaal, 1 is het minst"),
        "yes_saying": Column(
            type="BOOLEAN", holds="Of deze invuller ja zei waar dat elkaar tegenspreekt"
        ),
        "source": Column(type="VARCHAR", holds="scherm, papier, formulier, mail of gesprek"),
        "week": _WEEK,
    },
    # One row for each remark and open answer. Words only where somebody read and cleared them.
    "remarks": {
        "remark": Column(type="VARCHAR", holds="Id van de opmerking, alleen geldig in deze set"),
        "org": _ORG,
        "role": _ROLE,
        "assignment": _ASSIGNMENT,
        "version": _VERSION,
        "place": Column(type="VARCHAR", holds="Vraag waar het over gaat; leeg voor het geheel"),
        "kind": Column(
            type="VARCHAR", holds="Soort: snap_niet, woord, plaatje, …, of open bij een open vraag"
        ),
        "words": Column(type="VARCHAR", holds="De woorden, nagelezen", optional=True),
        "week": _WEEK,
        "organisation_number": Column(
            type="SMALLINT",
            holds=(
                "Onder *: zelfde getal bij dezelfde opdracht is dezelfde organisatie; leeg bij een "
                "letter, en waar het een klein aantal zou verraden"
            ),
            optional=True,
        ),
    },
    # One row for each code that a coder gave to a remark.
    "codes": {
        "remark": Column(type="VARCHAR", holds="Id van de opmerking"),
        "coder": Column(type="TINYINT", holds="Codeur 1 of 2; 0 is wat zij na overleg afspraken"),
        "code": Column(type="VARCHAR", holds="Code uit het codeboek"),
    },
    # One row for each time somebody looked at one point on the work floor.
    "observations": {
        "person": _PERSON,
        "org": _ORG,
        "assignment": _ASSIGNMENT,
        "point": Column(type="VARCHAR", holds="Id van het observatiepunt"),
        "role": Column(type="VARCHAR", holds="werkplekopleider of coach: wie keek"),
        "value": Column(
            type="TINYINT",
            holds="0 nog niet, 1 beetje, 2 gezien; leeg: niet kunnen zien",
            optional=True,
        ),
        "pair": Column(
            type="INTEGER", holds="Zelfde getal: samen gekeken; leeg: alleen", optional=True
        ),
        "week": _WEEK,
    },
    # One row for each goal of each participant.
    "goals": {
        "person": _PERSON,
        "org": _ORG,
        "assignment": _ASSIGNMENT,
        "weeks": Column(type="SMALLINT", holds="Weken van eerste oefening tot kunnen, of tot nu"),
        "mastered": Column(type="BOOLEAN", holds="Of het doel is bereikt"),
        "rounds": Column(type="TINYINT", holds="Hoe vaak de week is gedaan"),
        "end": Column(type="VARCHAR", holds="bereikt, loopt, gepauzeerd of gestopt"),
    },
    # One row for each look back on a week.
    "looked_back": {
        "person": _PERSON,
        "org": _ORG,
        "assignment": _ASSIGNMENT,
        "done": Column(type="BOOLEAN", holds="Of het is gedaan"),
        "worked": Column(
            type="TINYINT",
            holds="Lukte het: 0 nee, 1 beetje, 2 ja; leeg: niet gedaan",
            optional=True,
        ),
        "week": _WEEK,
    },
    # Who was to test what, and when.
    "plan": {
        "org": _ORG,
        "assignment": _ASSIGNMENT,
        "first_week": Column(type="SMALLINT", holds="Eerste week"),
        "last_week": Column(type="SMALLINT", holds="Laatste week"),
    },
    # The texts of all questions of every version that was answered, also those without an answer.
    "items": {
        "assignment": _ASSIGNMENT,
        "version": _VERSION,
        "item": _ITEM,
        "item_hash": _HASH,
        "kind": Column(type="VARCHAR", holds="choice, multi, order, dialogue"),
        "n_options": Column(type="TINYINT", holds="Hoeveel antwoorden er te kiezen zijn"),
        "stem": Column(type="VARCHAR", holds="De vraag"),
    },
    "options": {
        "item": _ITEM,
        "item_hash": _HASH,
        "option": Column(type="VARCHAR", holds="Id van het antwoord"),
        "quality": Column(type="VARCHAR", holds="goed, kan of niet_handig"),
        "text": Column(type="VARCHAR", holds="Het antwoord"),
    },
    "assignments": {
        "assignment": _ASSIGNMENT,
        "version": _VERSION,
        "title": Column(type="VARCHAR", holds="Titel"),
        "skill": Column(type="VARCHAR", holds="Vaardigheid"),
        "sub_skill": Column(type="VARCHAR", holds="Deelvaardigheid"),
        "level": Column(type="TINYINT", holds="Niveau, 1 tot 3"),
    },
}
