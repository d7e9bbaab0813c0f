"""The texts around the assignments, laid open for the language rules.

Screens, doors, the skill model and the word list are read by participants; staff screens and the
manual by werkplekopleiders and coaches; a questionnaire by whoever it is for.
"""

from collections.abc import Iterator, Mapping

from wpo.catalogue.loading import Catalogue
from wpo.catalogue.manual import Page, sentences_at
from wpo.catalogue.openanswers import CODE_BOOK
from wpo.catalogue.questionnaires import FOLDER as QUESTIONNAIRES
from wpo.catalogue.questionnaires import Questionnaire
from wpo.language.blocks import Block, Role, Text, one_text
from wpo.language.findings import Place


def surroundings(catalogue: Catalogue) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Yield the texts of each file beside the assignments: the file, and its blocks."""
    yield "skills.yaml", tuple(_skills(catalogue))
    yield "woordenlijst.yaml", tuple(_words(catalogue))
    yield "interface/deelnemer.yaml", tuple(_screens(catalogue.interface, Role.SCREEN))
    yield "interface/deuren.yaml", tuple(_screens(catalogue.doors, Role.SCREEN))
    yield "interface/staf.yaml", tuple(_screens(catalogue.staff, Role.STAFF))
    for one in catalogue.questionnaires.values():
        yield f"{QUESTIONNAIRES}/{one.id}.yaml", tuple(_questionnaire(one))
    if catalogue.code_book.codes:
        yield CODE_BOOK, tuple(_codes(catalogue))
    for page in catalogue.manual:
        yield page.file, (_page(page),)


def _skills(catalogue: Catalogue) -> Iterator[Block]:
    for n, skill in enumerate(catalogue.skills.skills):
        here: Place = ("skills", n)
        yield one_text((*here, "label"), Role.TITLE, skill.label)
        yield one_text((*here, "question"), Role.SCREEN, skill.question)
        for m, sub_skill in enumerate(skill.sub_skills):
            there: Place = (*here, "sub_skills", m)
            yield one_text((*there, "label"), Role.TITLE, sub_skill.label)
            for k, level in enumerate(sub_skill.levels):
                at: Place = (*there, "levels", k)
                yield one_text((*at, "if_then"), Role.IF_THEN, level.if_then)
                for i, behaviour in enumerate(level.behaviour):
                    yield one_text((*at, "behaviour", i), Role.BEHAVIOUR, behaviour)


def _words(catalogue: Catalogue) -> Iterator[Block]:
    for n, word in enumerate(catalogue.word_list.words):
        yield one_text(("words", n, "means"), Role.EXPLANATION, word.means)


def _codes(catalogue: Catalogue) -> Iterator[Block]:
    for n, code in enumerate(catalogue.code_book.codes):
        for name in ("label", "means", "example", "not_example"):
            yield one_text(("codes", n, name), Role.STAFF, getattr(code, name))


def _screens(texts: Mapping[str, str], role: Role) -> Iterator[Block]:
    for key, text in texts.items():
        yield one_text(("texts", key), role, text.replace("{0}", "…").replace("{1}", "…"))


def _questionnaire(questionnaire: Questionnaire) -> Iterator[Block]:
    role = Role.SCREEN if questionnaire.role == "deelnemer" else Role.STAFF
    for field in ("title", "intro"):
        yield one_text((field,), role, getattr(questionnaire, field))
    for n, item in enumerate(questionnaire.items):
        here: Place = ("items", n)
        yield one_text((*here, "text"), role, item.text)
        yield from (one_text((*here, "labels", m), role, one) for m, one in enumerate(item.labels))


def _page(page: Page) -> Block:
    texts = tuple(Text(place=(line,), text=text) for line, text in sentences_at(page))
    return Block(place=(), role=Role.STAFF, texts=texts)
