"""What a set of assignments holds, in numbers: words, kinds, workplaces, people and balance.

``wpo numbers [part of an assignment id]`` prints :func:`numbers`. The tests of the content ask the
same functions, so an author sees what they will say.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wpo.catalogue.check import readable
from wpo.language import Lexicon, measure
from wpo.language.blocks import choices
from wpo.language.sentences import words
from wpo.model.assignments import Assignment
from wpo.model.questions import Model, Plan, Quality

# Not a verdict on anybody: who is often shown like this is soon taken for the difficult one.
HARD_MOODS = frozenset({"boos", "woedend", "geirriteerd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Whether the good option can be found without reading.

    Parameters
    ----------
    n_options, n
        How many options a screen has, and how many such screens were counted.
    places
        Share (0 to 1) of the good options that stand first, second, … in the file.
    share_longest, share_shortest
        Share (0 to 1) of the screens on which the longest, the shortest option (in letters) is
        good; where two are equally long, each counts for its part.
    """

    n_options: int
    n: int
    places: tuple[float, ...]
    share_longest: float
    share_shortest: float


def balances(assignments: Iterable[Assignment]) -> tuple[Balance, ...]:
    """Return the balance of every choice and every turn of a talk, by number of options."""
    groups = [
        [(len(one.text), one.quality is Quality.GOOD) for one in group.options]
        for assignment in assignments
        for group in choices(assignment)
        if group.kind != "multi"
    ]
    sizes = sorted({len(group) for group in groups})
    return tuple(_balance([group for group in groups if len(group) == size]) for size in sizes)


def kinds(assignments: Iterable[Assignment]) -> Counter[str]:
    """Return how many questions there are of each kind."""
    return Counter(question.kind for one in assignments for question in one.practice)


def workplaces(assignments: Iterable[Assignment]) -> Counter[str]:
    """Return how many questions play on each kind of work; plans play nowhere."""
    return Counter(
        question.workplace
        for one in assignments
        for question in one.practice
        if not isinstance(question, Plan)
    )


def people(assignments: Iterable[Assignment]) -> Counter[str]:
    """Return in how many pictures each person of the cast stands."""
    return _figures(assignments, hard=False)


def hard_moments(assignments: Iterable[Assignment]) -> Counter[str]:
    """Return in how many pictures each person is angry or annoyed."""
    return _figures(assignments, hard=True)


def examples(assignments: Iterable[Assignment]) -> Counter[str]:
    """Return in how many worked examples each person of the cast is to be seen."""
    return Counter(
        who
        for one in assignments
        for question in one.practice
        if isinstance(question, Model)
        for who in {figure.who for step in question.steps for figure in step.scene.people}
    )


def numbers(root: Path, wanted: str = "") -> str:
    """Return one page of numbers about all assignments, or those with ``wanted`` in their id."""
    read = list(readable(root, wanted))
    assignments = [assignment for assignment, _, _ in read]
    if not assignments:
        return "Geen opdrachten gevonden.\n"
    lines = [f"{len(assignments)} opdrachten", *_language(assignments, read[0][2]), ""]
    lines += ["Waar het goede antwoord staat (plaats in het bestand) en hoe lang het is:"]
    lines += [_balance_line(one) for one in balances(assignments)]
    lines += ["", _counted("Soorten vragen", kinds(assignments))]
    lines += [_counted("Soorten werk", workplaces(assignments))]
    lines += [_counted("Mensen in beeld", people(assignments))]
    lines += [_counted("Mensen in een voorbeeld", examples(assignments))]
    lines += [_counted("Boos of geïrriteerd in beeld", hard_moments(assignments))]
    return "\n".join(lines).replace(".", ",") + "\n"


def _figures(assignments: Iterable[Assignment], *, hard: bool) -> Counter[str]:
    return Counter(
        figure.who
        for one in assignments
        for picture in one.pictures()
        for figure in picture.scene.people
        if not hard or figure.mood in HARD_MOODS
    )


def _balance(groups: Sequence[Sequence[tuple[int, bool]]]) -> Balance:
    size, n_good = len(groups[0]), sum(good for group in groups for _, good in group)
    return Balance(
        n_options=size,
        n=len(groups),
        places=tuple(sum(group[place][1] for group in groups) / n_good for place in range(size)),
        share_longest=sum(_share_good(group, max) for group in groups) / len(groups),
        share_shortest=sum(_share_good(group, min) for group in groups) / len(groups),
    )


def _share_good(group: Sequence[tuple[int, bool]], pick: Callable[[Iterable[int]], int]) -> float:
    at = pick(length for length, _ in group)
    there = [good for length, good in group if length == at]
    return sum(there) / len(there)


def _balance_line(one: Balance) -> str:
    places = "  ".join(
        f"{letter} {share:.0%}" for letter, share in zip("abcd", one.places, strict=False)
    )
    return (
        f"  {one.n_options} antwoorden, {one.n} keer:  {places}   "
        f"langste {one.share_longest:.0%}  kortste {one.share_shortest:.0%}  "
        f"(toeval: {1 / one.n_options:.0%})"
    )


def _language(assignments: Sequence[Assignment], lexicon: Lexicon) -> list[str]:
    measured = [measure(one, lexicon) for one in assignments]
    n_words, n_sentences = sum(m.n_words for m in measured), sum(m.n_sentences for m in measured)
    options = [one.text for a in assignments for group in choices(a) for one in group.options]
    rare = sum(m.share_rare for m in measured) / len(measured)
    return [
        f"{n_words} woorden in {n_sentences} zinnen, {n_words / n_sentences:.1f} per zin; "
        f"langste zin {max(m.longest_sentence for m in measured)}; zeldzame woorden {rare:.1%}",
        f"{len(options)} antwoorden, "
        f"gemiddeld {sum(len(words(one)) for one in options) / max(len(options), 1):.1f} woorden",
    ]


def _counted(title: str, counted: Counter[str]) -> str:
    listed = "  ".join(f"{name} {n}" for name, n in counted.most_common())
    return f"{title} ({len(counted)}): {listed or '-'}"
