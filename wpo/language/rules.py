"""The table of all rules: one line each, for the documentation, the check and the workbench.

T rules come from ``domain.md`` 3.4 (plain language), P rules from 4.2, 4.3 and the content-safety
notes of 2.3 (pedagogy), S rules from the line on staff texts. T13 (LiNT-II) is not installed, so
it is not here. A rule with two severities says in its description when it blocks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from wpo.language.findings import Severity

E, W = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as staff read it: its id, how much it weighs, and what it asks (Dutch)."""

    id: str
    severities: tuple[Severity, ...]
    text: str


_TABLE: tuple[tuple[str, tuple[Severity, ...], str], ...] = (
    (
        "T1",
        (E, W),
        "Zinnen zijn kort: gemiddeld hoogstens 8 woorden en hoogstens 12 per zin. Een als-dan-zin "
        "heeft hoogstens 15 woorden, met het citaat erbij. Meer dan 15 woorden blokkeert.",
    ),
    (
        "T2",
        (E, W),
        "Een vraag heeft hoogstens 3 zinnen, een antwoord 1, feedback 3 en een opdracht 2; meer "
        "blokkeert. In een lijst staat elke zin op een eigen regel.",
    ),
    (
        "T3",
        (W,),
        "Een antwoord heeft hoogstens 10 woorden. Het langste is hoogstens anderhalf keer zo lang "
        "als het kortste.",
    ),
    (
        "T4",
        (E, W),
        "Woorden zijn gewoon (Zipf 4,0 of meer) of staan in woordenlijst.yaml. Onder 3,0 "
        "blokkeert.",
    ),
    ("T5", (W,), "Een woord heeft minder dan 12 letters of staat in woordenlijst.yaml."),
    (
        "T6",
        (E, W),
        "Een vraag zegt wat er wél is, zonder 'niet', 'geen' of 'nooit'. Twee ontkenningen in één "
        "deel van een zin blokkeren.",
    ),
    (
        "T7",
        (W,),
        "Iemand doet iets: geen lijdende vorm, geen 'men', en per stukje tekst hoogstens één "
        "woord dat van een werkwoord een ding maakt (-ing, -heid).",
    ),
    ("T8", (E,), "Geen beeldspraak en geen gezegden: de woorden betekenen wat er staat."),
    (
        "T9",
        (W,),
        "De tekst zegt 'ik' en 'je' en staat in de tegenwoordige tijd. Eén opdracht per zin.",
    ),
    ("T10", (W,), "Getallen in cijfers, een datum als 'maandag 3 maart', een tijd als '9 uur'."),
    (
        "T11",
        (E,),
        "Feedback legt uit: er staat een verbindingswoord in, zoals want, omdat, daarom, "
        "daardoor, zo, dan, door of dus.",
    ),
    ("T12", (E,), "Een compliment noemt wat iemand deed; nooit alleen 'Goed zo!' of 'Slim!'."),
    (
        "P1",
        (E,),
        "Op niveau 1 heeft een keuze of een beurt hoogstens één antwoord dat niet handig is.",
    ),
    ("P2", (W,), "Het goede antwoord is niet steeds het langste."),
    (
        "P3",
        (E,),
        "Feedback doet geen pijn: geen 'dom', 'helaas' of 'jammer', en 'fout' alleen bij skill 6.",
    ),
    ("P4", (W,), "Hoogstens één compliment per twee vragen."),
    ("P5", (W,), "De vragen spelen op minstens 2 soorten werk."),
    ("P6", (W,), "De laatste zin van de feedback bij een antwoord zegt wat je nu kunt doen."),
    ("P7", (W,), "De vraag eindigt met een vraag of met wat je moet doen."),
    (
        "P8",
        (E,),
        "Geen tekst is leeg, en bij één vraag zijn geen twee antwoorden of uitleggen gelijk.",
    ),
    ("P9", (W,), "De beschrijving van een plaatje heeft hoogstens 12 woorden."),
    (
        "P10",
        (W,),
        "Gedrag en als-dan-zinnen staan in de ik-vorm: 'Ik kijk de ander aan.'",
    ),
    ("P11", (W,), "Een keuze op niveau 2 en 3 heeft 3 antwoorden."),
    ("P12", (W,), "De feedback bij een goed antwoord herhaalt een woord uit het gedrag."),
    (
        "P13",
        (W,),
        "Veiligheid: skill 4 op niveau 3 zegt ook dat je op tijd meldt dat het te veel is; skill 7 "
        "op niveau 3 laat zien dat je soms stopt.",
    ),
    ("P14", (W,), "Een observatiepunt is te zien: dus niet 'weet', 'begrijpt' of 'voelt'."),
    (
        "S1",
        (W,),
        "Teksten voor de werkplekopleider: gemiddeld hoogstens 12 woorden per zin, en hoogstens "
        "20 in één zin.",
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType(
    {rule: Rule(id=rule, severities=severities, text=text) for rule, severities, text in _TABLE}
)
