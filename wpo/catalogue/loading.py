"""All of ``content/`` as one frozen value, or every problem of every file at once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from os import environ
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from wpo.catalogue.art import Art, check_pictures, read_art
from wpo.catalogue.documents import Document, Place, Problem, read_document
from wpo.catalogue.manual import Page, read_manual
from wpo.catalogue.openanswers import (
    CodeBook,
    SensitiveWords,
    read_code_book,
    read_sensitive_words,
)
from wpo.catalogue.overlay import Overlay, overlay_root, read_overlay
from wpo.catalogue.questionnaires import Questionnaire, read_questionnaires
from wpo.catalogue.shapes import shape
from wpo.catalogue.testplan import TestPlan, read_test_plan
from wpo.catalogue.thresholds import Thresholds, read_thresholds
from wpo.errors import ContentError
from wpo.model.assignments import Assignment, Picture
from wpo.model.questions import Plan
from wpo.model.skills import Skill, SkillModel

T = TypeVar("T")

SCREENS = ("deelnemer", "deuren", "staf")

_ID = re.compile(r"(?!\.$)[^+\n]{1,100}")  # as long as an event takes it


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """An entry of the word list: a hard word that is needed, explained in plain words."""

    word: str
    means: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """Words participants get explained; the language rules accept them."""

    words: tuple[Word, ...]
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """A kind of work in which a question plays."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplaces:
    """All kinds of work that a question may name."""

    workplaces: tuple[Workplace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceText:
    """Every text of one family of screens that is not in an assignment, by key."""

    texts: Mapping[str, str]


EMPTY = InterfaceText(texts=MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything that is taught and said.

    Texts are in the words of the company where an overlay gives them. ``interface`` holds what
    participants see beside an assignment, ``doors`` what everybody meets on the way in, ``staff``
    what is on the screens of staff. ``recordings`` maps a fingerprint of a spoken text to a file.
    ``places`` tells on which line each field stands, by assignment id and by file name; it lets
    later findings point at a line.
    """

    root: Path
    skills: SkillModel
    workplaces: Mapping[str, str]
    word_list: WordList
    interface: Mapping[str, str]
    doors: Mapping[str, str]
    staff: Mapping[str, str]
    assignments: Mapping[str, Assignment]
    pictures: Mapping[str, Picture]
    recordings: Mapping[str, str]
    art: Art
    manual: tuple[Page, ...]
    questionnaires: Mapping[str, Questionnaire]
    test_plan: TestPlan
    code_book: CodeBook
    sensitive: SensitiveWords
    thresholds: Thresholds | None
    overlay: Overlay
    places: Mapping[str, Document] = field(repr=False)

    def assignment(self, assignment_id: str) -> Assignment:
        """Return an assignment.

        Raises
        ------
        ContentError
            If there is none with this id; the message names the ids that exist.
        """
        try:
            return self.assignments[assignment_id]
        except KeyError:
            known = ", ".join(self.assignments) or "nog geen"
            raise ContentError(f"Er is geen opdracht {assignment_id!r}. Wel: {known}.") from None

    def assignments_of(self, skill: Skill) -> tuple[Assignment, ...]:
        """Return the assignments of one skill, in the order of its sub-skills and levels."""
        subs = {one.id for one in skill.sub_skills}
        return tuple(one for one in self.assignments.values() if one.sub_skill in subs)


def content_root() -> Path:
    """Return the content folder: ``WPO_CONTENT`` where set, else the one beside the package."""
    return Path(environ.get("WPO_CONTENT") or Path(__file__).parents[2] / "content").resolve()


def load(root: Path | None = None) -> Catalogue:
    """Return the whole catalogue, with the overlay that ``WPO_OVERLAY`` names.

    Raises
    ------
    ContentError
        With every problem of every file, a line each.
    """
    catalogue, problems = read(root or content_root())
    if catalogue is None:
        raise ContentError("\n".join(str(problem) for problem in problems))
    return catalogue


def read(root: Path) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Read everything below ``root``; the catalogue is None where there is any problem."""
    documents: list[Document] = []

    def one(name: str, wanted: type[T]) -> T | None:
        document = read_document(root / name, name)
        documents.append(document)
        _check_ids(document, document.data, ())
        return _in_own_words(overlay, document, shape(document, wanted))

    overlay = read_overlay(overlay_root(), documents)
    art = read_art(root / "beeld", documents)
    skills = one("skills.yaml", SkillModel)
    workplaces = one("werkplekken.yaml", Workplaces)
    word_list = one("woordenlijst.yaml", WordList)
    screens = {name: one(f"interface/{name}.yaml", InterfaceText) or EMPTY for name in SCREENS}

    manual = tuple(overlay.tell(page) for page in read_manual(root, documents))
    questionnaires = read_questionnaires(root, art, overlay, documents)
    assignments: dict[str, Assignment] = {}
    places: dict[str, Document] = {}
    for path in sorted((root / "opdrachten").glob("**/*.yaml")):
        assignment = one(path.relative_to(root).as_posix(), Assignment)
        if assignment is not None:
            _check_neighbours(documents[-1], assignment, skills, workplaces)
            if art is not None:
                check_pictures(documents[-1], assignment, art)
            _check_new(documents[-1], assignment, places)
            assignments[assignment.id] = assignment
            places[assignment.id] = documents[-1]

    test_plan = read_test_plan(root, assignments, documents)
    code_book = read_code_book(root, documents)
    sensitive = read_sensitive_words(root, documents)
    thresholds = read_thresholds(root, documents)
    problems = tuple(sorted(problem for one in documents for problem in one.problems))
    if problems or not (skills and workplaces and word_list and art):
        return None, problems
    found = Catalogue(
        root=root,
        skills=skills,
        workplaces=MappingProxyType({one.id: one.label for one in workplaces.workplaces}),
        word_list=_with_own_words(word_list, overlay),
        interface=MappingProxyType(dict(screens["deelnemer"].texts)),
        doors=MappingProxyType(dict(screens["deuren"].texts)),
        staff=MappingProxyType(dict(screens["staf"].texts)),
        assignments=MappingProxyType(_in_order(assignments, skills)),
        pictures=MappingProxyType(_pictures(assignments)),
        recordings=MappingProxyType(_recordings(root)),
        art=art,
        manual=manual,
        questionnaires=questionnaires,
        test_plan=test_plan,
        code_book=code_book,
        sensitive=sensitive,
        thresholds=thresholds,
        overlay=overlay,
        places=MappingProxyType(places | {one.file: one for one in documents}),
    )
    return found, ()


def _check_new(document: Document, assignment: Assignment, places: Mapping[str, Document]) -> None:
    """Report an id that another opdracht has already."""
    name = assignment.id
    if name in places:
        document.report(("id",), f"{name} is al de id van {places[name].file}; kies een andere")


def _pictures(assignments: Mapping[str, Assignment]) -> dict[str, Picture]:
    return {one.name: one for each in assignments.values() for one in each.pictures()}


def _recordings(root: Path) -> dict[str, str]:
    return {path.stem: path.name for path in sorted((root / "geluid").glob("*.*"))}


def _in_own_words(overlay: Overlay, document: Document, value: T | None) -> T | None:
    """Return a value in the words of the company, or None where they make it impossible."""
    if value is None:
        return None
    try:
        return overlay.tell(value)
    except ValueError as error:
        document.report((), f"past niet met de eigen woorden: {error}")
        return None


def _with_own_words(word_list: WordList, overlay: Overlay) -> WordList:
    """Add the words of the company to the known ones: its own people know them."""
    ours = tuple(part for word in overlay.words for part in word.ours.split())
    return replace(word_list, known=word_list.known + ours)


def _in_order(assignments: Mapping[str, Assignment], skills: SkillModel) -> dict[str, Assignment]:
    order = {sub.id: n for n, (_, sub, _) in enumerate(skills.cells())}
    ranked = sorted(assignments.values(), key=lambda one: (order[one.sub_skill], one.level))
    return {assignment.id: assignment for assignment in ranked}


def _check_ids(document: Document, value: Any, place: Place) -> None:
    """Report ids that an answer cannot name: a plus joins ids, a lone dot ends an example."""
    for key, part in _parts(value):
        if (
            key == "id"
            and isinstance(part, str)
            and not (_ID.fullmatch(part) and part.isprintable())
        ):
            document.report((*place, key), f"{part!r} kan niet; gebruik letters, cijfers, - en _")
        _check_ids(document, part, (*place, key))


def _parts(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _check_neighbours(
    document: Document,
    assignment: Assignment,
    skills: SkillModel | None,
    workplaces: Workplaces | None,
) -> None:
    """Report what only shows beside the other files: the id, the folder, the kind of work."""
    if skills is not None:
        cells = {(sub.id, at.level): (skill, sub) for skill, sub, at in skills.cells()}
        cell = cells.get((assignment.sub_skill, assignment.level))
        if cell is None:
            document.report(
                ("sub_skill",),
                f"{assignment.sub_skill} met niveau {assignment.level} staat niet in skills.yaml",
            )
            return
        skill, sub_skill = cell
        expected_id = f"{skill.slug}-{sub_skill.slug}-{assignment.level}"
        expected_file = f"opdrachten/{skill.slug}/{sub_skill.slug}/niveau-{assignment.level}.yaml"
        if assignment.id != expected_id:
            document.report(("id",), f"{assignment.id} past niet; maak er {expected_id} van")
        if document.file != expected_file:
            document.report((), f"staat op de verkeerde plek; zet het in {expected_file}")
    if workplaces is not None:
        known = {one.id for one in workplaces.workplaces}
        for place, workplace in _workplaces_of(assignment):
            if workplace not in known:
                document.report(
                    place, f"{workplace} staat niet in werkplekken.yaml: {', '.join(sorted(known))}"
                )


def _workplaces_of(assignment: Assignment) -> Iterable[tuple[Place, str]]:
    for index, question in enumerate(assignment.practice):
        if not isinstance(question, Plan):
            yield ("practice", index, "workplace"), question.workplace
