"""From facts about an opdracht to a verdict, by thresholds that were fixed before the data.

Pure rules, on numbers that are not guarded; every sentence is safe to show. A verdict is advice:
it fills a queue, and a person decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf, isfinite, isnan, nan

from wpo.catalogue.thresholds import Thresholds
from wpo.evaluation.results import GOOD, NOT_YET, REVISE, TOO_SMALL
from wpo.stats.estimate import Estimate
from wpo.stats.guarding import FEWEST_FOR_SHARE, SMALL

HARM, HARD, MAGNET, PROBLEM, WORD = "leed", "moeilijk", "magneet", "probleem", "woord"
TRIGGERS = (HARM, HARD, MAGNET, PROBLEM, WORD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The newest text of one question: ``p`` is the share right at the first try.

    ``everybody`` tells whether all who practise get it; a turn of a dialogue may be for few.
    ``more``: how many more participants before one can tell on which side of the threshold it is;
    infinite: never with these organisations.
    """

    item: str
    item_hash: str
    p: Estimate
    more: float
    everybody: bool = True

    @property
    def name(self) -> str:
        """How a person calls it."""
        return f"Vraag {self.item.partition('/')[2] or self.item}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An unhandy option: ``a`` is the share that chose it, ``over_p`` how much more than right."""

    item: str
    item_hash: str
    option: str
    text: str
    a: Estimate
    over_p: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A problem in Dutch, or a word, and in how many organisations it was named.

    ``when`` says in which other version it was said, in Dutch, if it was.
    """

    what: str
    organisations: int
    item: str = ""
    item_hash: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one assignment.

    ``persons`` from ``organisations`` answered at least one of the newest questions. ``p`` is the
    share right of all those together, ``clear`` the top share of the question about clarity.
    ``more``: how many more participants before ``p`` is on one side of its threshold.
    """

    persons: int
    organisations: int
    questions: tuple[Asked, ...]
    options: tuple[Drawn, ...] = ()
    problems: tuple[Named, ...] = ()
    words: tuple[Named, ...] = ()
    harm: tuple[Named, ...] = ()
    p: Estimate
    clear: Estimate
    more: float = nan


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a person must look at; ``bound`` is how far past the threshold, or NaN."""

    trigger: str
    sentence: str
    item: str = ""
    item_hash: str = ""
    option: str = ""
    bound: float = nan
    weight: int = 0  # organisations, where a count decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the thresholds say, why, and what has to be looked at."""

    verdict: str
    is_provisional: bool
    reasons: tuple[str, ...]
    findings: tuple[Finding, ...]
    more_needed: float


def judge(facts: Facts, thresholds: Thresholds) -> Verdict:
    """Return what the thresholds say about one assignment."""
    few = too_few(facts.persons, facts.organisations, thresholds)
    findings = tuple(_findings(facts, thresholds))
    if findings:
        verdict, reasons = REVISE, tuple(one.sentence for one in findings)
    else:
        doubts = (few,) if few else tuple(_doubts(facts, thresholds))
        verdict = NOT_YET if doubts else GOOD
        reasons = doubts or (_praise(facts),)
    return Verdict(
        verdict=verdict,
        is_provisional=bool(few),
        reasons=(*reasons, *((few,) if few and findings else ())),
        findings=findings,
        more_needed=_more(facts, thresholds, few) if verdict == NOT_YET else 0,
    )


def too_few(persons: int, organisations: int, thresholds: Thresholds) -> str:
    """Return what is missing for more than a provisional word, in Dutch; empty: nothing."""
    fewest = thresholds.of("fewest_participants").value
    fewest_organisations = thresholds.of("fewest_organisations").value
    if persons >= fewest and organisations >= fewest_organisations:
        return ""
    return (
        f"Voorlopig: {count(persons, 'deelnemer', 'deelnemers')} van "
        f"{count(organisations, 'organisatie', 'organisaties', exact=True)}; nodig zijn er "
        f"minstens {fewest} van {fewest_organisations}."
    )


def count(n: int, one: str, many: str, *, exact: bool = False) -> str:
    """Return a number with its noun; people from 1 to 4 are not counted out."""
    if 0 < n < SMALL and not exact:
        return f"minder dan {SMALL} {many}"
    return f"{n} {one if n == 1 else many}"


def percent(share: float) -> str:
    """Return a share (0 to 1) as whole percents, as Dutch writes them."""
    return f"{100 * share:.0f}%"


def interval(found: Estimate) -> str:
    """Return a share with its interval and what it rests on, in Dutch."""
    if found.n < FEWEST_FOR_SHARE or isnan(found.value):
        return TOO_SMALL
    return (
        f"{percent(found.value)} (waarschijnlijk tussen {percent(found.low)} en "
        f"{percent(found.high)}; {found.n} deelnemers, {found.n_organisations} organisaties)"
    )


def ranked(findings: Sequence[Finding]) -> list[int]:
    """Return the places of findings in the order in which a person should look at them.

    Harm comes first, then what is furthest past its threshold by the near bound of its interval,
    then what most organisations named. Equal ones stay in the order in which they stand.
    """

    def key(place: int) -> tuple[int, float, int]:
        one = findings[place]
        if one.trigger == HARM:
            return 0, 0.0, 0
        return (1, -one.bound, 0) if isfinite(one.bound) else (2, 0.0, -one.weight)

    return sorted(range(len(findings)), key=key)


def _findings(facts: Facts, thresholds: Thresholds) -> Iterator[Finding]:
    if sum(one.organisations for one in facts.harm) >= thresholds.of("harm_remarks").value:
        for one in facts.harm:
            yield Finding(
                trigger=HARM,
                sentence=f"Iemand vond dit vervelend of schrok ervan{_at(one.item)}{_then(one)}.",
                item=one.item,
                item_hash=one.item_hash,
                weight=one.organisations,
            )
    for asked in facts.questions:
        yield from _hard(asked, thresholds)
    for drawn in facts.options:
        yield from _magnet(drawn, thresholds)
    same = thresholds.of("same_problem").value
    for one in facts.problems:
        if one.organisations >= same:
            yield Finding(
                trigger=PROBLEM,
                sentence=f"{one.organisations} organisaties noemen los van elkaar hetzelfde: "
                f"{one.what}{_then(one)}.",
                item=one.item,
                item_hash=one.item_hash,
                weight=one.organisations,
            )
    asked_in, asked_by = thresholds.of("asked_in").value, thresholds.of("asked_by").value
    for one in facts.words:
        if one.organisations >= asked_in:
            yield Finding(
                trigger=WORD,
                sentence=f"In {one.organisations} organisaties zochten {asked_by} of meer "
                f"deelnemers het woord '{one.what}' op{_at(one.item)}.",
                item=one.item,
                item_hash=one.item_hash,
                option=one.what,
                weight=one.organisations,
            )


def _hard(asked: Asked, thresholds: Thresholds) -> Iterator[Finding]:
    limit = thresholds.of("hard_below").share
    if too_few(asked.p.n, asked.p.n_organisations, thresholds) or not asked.p.high < limit:
        return
    yield Finding(
        trigger=HARD,
        sentence=f"{asked.name} is bij de eerste keer goed: {interval(asked.p)}. Dat is "
        f"vrijwel zeker minder dan {percent(limit)}.",
        item=asked.item,
        item_hash=asked.item_hash,
        bound=limit - asked.p.high,
    )


def _magnet(drawn: Drawn, thresholds: Thresholds) -> Iterator[Finding]:
    limit = thresholds.of("magnet_over").share
    if too_few(drawn.a.n, drawn.a.n_organisations, thresholds) or not drawn.over_p.low > limit:
        return
    name = drawn.item.partition("/")[2] or drawn.item
    text = drawn.text.rstrip(".")
    yield Finding(
        trigger=MAGNET,
        sentence=f"Vraag {name}: {interval(drawn.a)} kiest eerst '{text}'. Dat is vrijwel zeker "
        "vaker dan het goede antwoord.",
        item=drawn.item,
        item_hash=drawn.item_hash,
        option=drawn.option,
        bound=drawn.over_p.low - limit,
    )


def _doubts(facts: Facts, thresholds: Thresholds) -> Iterator[str]:
    """Why it cannot be called good yet, though there is enough to say something."""
    limit = thresholds.of("hard_below").share
    for asked in facts.questions:
        few = too_few(asked.p.n, asked.p.n_organisations, thresholds)
        if few and asked.everybody:
            yield f"{asked.name} heeft nog te weinig antwoorden. {few}"
        elif not few and asked.p.value < limit:
            yield (
                f"{asked.name} is bij de eerste keer goed: {interval(asked.p)}. Dat kan meer en "
                f"minder dan {percent(limit)} zijn. {_how_many(asked.more)}"
            )
    good_from = thresholds.of("good_from").share
    if not facts.p.low >= good_from:
        yield (
            f"Alle vragen samen zijn bij de eerste keer goed: {interval(facts.p)}. Dat het "
            f"meer is dan {percent(good_from)}, is nog niet zeker genoeg. "
            f"{_how_many(facts.more)}"
        )
    clear_from = thresholds.of("clear_from").share
    if facts.clear.n >= FEWEST_FOR_SHARE and facts.clear.value < clear_from:
        yield (
            f"Dat de vragen duidelijk waren, zegt {interval(facts.clear)}. De grens is "
            f"{percent(clear_from)}."
        )


def _praise(facts: Facts) -> str:
    return (
        f"Alle vragen samen zijn bij de eerste keer goed: {interval(facts.p)}. Geen grens is "
        "overschreden."
    )


def _how_many(more: float) -> str:
    if isnan(more):
        return ""
    if more == inf:
        return "Met deze organisaties is dat niet te zien, hoeveel deelnemers er ook bij komen."
    return f"Er zijn ongeveer {more:.0f} deelnemers meer nodig om dat te weten."


def _more(facts: Facts, thresholds: Thresholds, few: str) -> float:
    """Return how many more participants are needed, as far as one can know; NaN: unknown."""
    fewest = thresholds.of("fewest_participants").value
    if few:
        return max(fewest - facts.persons, 0) or nan
    limit = thresholds.of("hard_below").share
    doubtful = [
        fewest - one.p.n if one.p.n < fewest else one.more
        for one in facts.questions
        if (one.everybody and one.p.n < fewest) or (one.p.n >= fewest and one.p.value < limit)
    ]
    if not facts.p.low >= thresholds.of("good_from").share:
        doubtful.append(facts.more)
    known = [one for one in doubtful if isfinite(one)]
    return float(max(known)) if known and len(known) == len(doubtful) else nan


def _at(item: str) -> str:
    return f" (vraag {item.partition('/')[2] or item})" if item else ""


def _then(one: Named) -> str:
    return f", {one.when}" if one.when else ""
