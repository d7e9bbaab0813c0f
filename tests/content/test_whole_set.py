"""The 48 together: complete, varied, balanced, and no two alike. A failure asks an author."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

import pytest

from wpo.catalogue.check import lexicon
from wpo.catalogue.loading import content_root, read
from wpo.catalogue.numbers import (
    balances,
    examples,
    hard_moments,
    kinds,
    people,
    workplaces,
)
from wpo.language import measure
from wpo.language.blocks import Role, blocks
from wpo.language.sentences import lower_words, word_set
from wpo.model.assignments import Assignment
from wpo.model.questions import Choice, Dialogue, Multi, Order, Plan, Quality, Question

CATALOGUE, PROBLEMS = read(content_root())
assert CATALOGUE is not None, "\n".join(map(str, PROBLEMS))
ASSIGNMENTS = list(CATALOGUE.assignments.values())
CELLS = [(skill, sub, level) for skill, sub, level in CATALOGUE.skills.cells()]
COLLEAGUES = {one.id for one in CATALOGUE.art.cast.values() if one.role == "collega"}

# What may be alike: words that every question needs.
_SMALL = word_set(
    "je jij jou jouw een de het en of in op bij naar van met te is wat doe zeg dan er ik aan voor "
    "mijn die dat nu niet ook om als wil hij zij ze haar hem zijn werkt werk kies alles past hoe"
)
MOST_ALIKE = 0.6


def _good(question: Question) -> Iterator[str]:
    """Yield what somebody does well in a question."""
    match question:
        case Choice() | Multi():
            yield from (one.text for one in question.options if one.quality is Quality.GOOD)
        case Order():
            yield from (one.text for one in question.steps)
        case Dialogue():
            for turn in question.turns:
                yield from (one.text for one in turn.options if one.quality is Quality.GOOD)


def _asked() -> dict[str, frozenset[str]]:
    """Return the words that matter of every question: the situation and what is done well."""
    return {
        f"{one.id}-{question.id}": frozenset(
            lower_words(" ".join([*question.stem, *_good(question)]))
        )
        - _SMALL
        for one in ASSIGNMENTS
        for question in one.practice
        if not isinstance(question, Plan)
    }


def test_complete() -> None:
    """Every cell of the matrix has its opdracht."""
    there = {(one.sub_skill, one.level) for one in ASSIGNMENTS}
    missing = [
        f"{sub.id} niveau {at.level}" for _, sub, at in CELLS if (sub.id, at.level) not in there
    ]

    assert not missing, ", ".join(missing)
    assert len(ASSIGNMENTS) == 48


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell[1].slug}-{cell[2].level}")
def test_the_skill_model_is_what_is_practised(cell: tuple[object, ...]) -> None:
    """An opdracht practises the behaviour of its level, and offers its als-dan sentence."""
    _, sub, at = cell
    one = next(
        one
        for one in ASSIGNMENTS
        if (one.sub_skill, one.level) == (sub.id, at.level)  # type: ignore[attr-defined]
    )
    offered = [sentence.sentence for sentence in one.work_task.sentences]

    assert one.behaviour == at.behaviour  # type: ignore[attr-defined]
    assert at.if_then in offered, offered  # type: ignore[attr-defined]


@pytest.mark.parametrize("one", ASSIGNMENTS, ids=lambda one: one.id)
def test_a_full_plan_and_card(one: Assignment) -> None:
    """Three sentences, moments and people to choose from; different words at each."""
    task = one.work_task
    for choices in (
        [part.sentence for part in task.sentences],
        [part.text for part in task.when],
        [part.text for part in task.with_whom],
        [part.why for part in task.sentences],
        [part.reply for part in (*task.when, *task.with_whom)],
    ):
        assert len(set(choices)) == len(choices) >= 3


@pytest.mark.parametrize("skill", CATALOGUE.skills.skills, ids=lambda one: one.slug)
def test_every_kind_in_every_skill(skill: object) -> None:
    """In each skill each kind of question is met, on many kinds of work, with many people."""
    subs = {one.id for one in skill.sub_skills}  # type: ignore[attr-defined]
    mine = [one for one in ASSIGNMENTS if one.sub_skill in subs]

    assert set(kinds(mine)) == {"model", "choice", "multi", "order", "dialogue", "plan"}
    assert len(workplaces(mine)) >= 7
    assert len(set(people(mine)) & COLLEAGUES) >= 8


def test_levels_build() -> None:
    """Within a deelskill, level 1 is the shortest to read; help is near and choices are few."""
    by_sub: dict[str, dict[int, int]] = defaultdict(dict)
    words = lexicon(CATALOGUE.word_list)
    for one in ASSIGNMENTS:
        by_sub[one.sub_skill][one.level] = measure(one, words).n_words

    assert all(levels[1] < min(levels[2], levels[3]) for levels in by_sub.values()), dict(by_sub)


def test_many_kinds_of_work() -> None:
    """At least ten kinds of work, each more than now and then."""
    counted = workplaces(ASSIGNMENTS)

    assert len(counted) >= 10
    assert set(counted) == set(CATALOGUE.workplaces)
    assert min(counted.values()) >= 6, counted


def test_everybody_counts() -> None:
    """All colleagues of the cast return, and nobody is mostly the angry one."""
    seen, hard = people(ASSIGNMENTS), hard_moments(ASSIGNMENTS)

    assert len(COLLEAGUES) >= 10
    assert all(seen[one] >= 4 for one in COLLEAGUES), seen
    assert all(hard[one] <= 0.25 * seen[one] for one in seen), hard
    assert max(hard.values()) <= 0.3 * sum(hard.values())


def test_many_show_how() -> None:
    """Good examples are shown by many: no example is always the same sort of person."""
    shown = examples(ASSIGNMENTS)

    assert len(set(shown) & COLLEAGUES) >= 10
    assert max(shown.values()) <= 5, shown


def test_balance() -> None:
    """The good option is found neither by its place nor by its length."""
    for one in balances(ASSIGNMENTS):
        if one.n < 30:
            continue
        chance = 1 / one.n_options
        for share in (*one.places, one.share_longest, one.share_shortest):
            assert 0.7 * chance <= share <= 1.35 * chance, one


def test_no_two_alike() -> None:
    """No two questions come down to the same situation and the same good reaction."""
    asked = _asked()
    alike = {
        f"{a} ~ {b}": len(asked[a] & asked[b]) / len(asked[a] | asked[b])
        for a, b in combinations(asked, 2)
    }
    close = {pair: share for pair, share in alike.items() if share >= MOST_ALIKE}

    assert len(asked) > 200
    assert not close


def test_no_explanation_twice() -> None:
    """Each reaction has an explanation of its own: none is copied from another question."""
    said = Counter(
        block.texts[1].text
        for one in ASSIGNMENTS
        for block in blocks(one)
        if block.role is Role.FEEDBACK and block.place[-1] == "feedback"
    )

    assert not [text for text, times in said.items() if times > 1]


def test_titles_differ() -> None:
    """On a list every opdracht can be told from the others."""
    titles = Counter(one.title for one in ASSIGNMENTS)

    assert not [one for one, times in titles.items() if times > 1]


def test_no_orphan_word() -> None:
    """Every explained word is met somewhere, and explained in other words."""
    met = {
        word
        for one in ASSIGNMENTS
        for block in blocks(one)
        if block.for_participants
        for text in block.texts
        for word in lower_words(text.text)
    }
    met |= {word for _, sub, _ in CELLS for word in lower_words(sub.label)}
    for word in CATALOGUE.word_list.words:
        forms = {word.word.lower(), *(one.lower() for one in word.forms)}
        assert forms & met, f"{word.word} staat in geen enkele opdracht"
        assert not forms & set(lower_words(word.means)), f"{word.word} legt zichzelf uit"
