"""*Op de werkvloer*: practice beside what was seen, who saw the same, and how long it takes."""

from collections.abc import Sequence

from wpo.apps.evaluating.screen import Page, Part
from wpo.apps.evaluating.screen import show as show_page
from wpo.apps.evaluating.view import View
from wpo.evaluation.results import ALL
from wpo.figures.cells import confusion
from wpo.figures.floor import practice_and_floor
from wpo.figures.steps import survival
from wpo.model.people import EVALUATION


def show() -> None:
    """Show the page."""
    show_page(PAGE)


def parts(view: View) -> Sequence[Part]:
    """Return the three of them."""
    evaluation, choice = view.evaluation, view.choice
    whole = evaluation.floor[evaluation.floor["assignment"] == ALL]
    narrowed = choice.skill or choice.level or choice.assignment
    one = whole.iloc[0] if len(whole) and not narrowed else None
    rows = view.of_chosen(evaluation.floor)
    made: list[Part] = [
        practice_and_floor(
            rows, one, label="title", name="oefenen-en-werkvloer", title=view.say("f_floor")
        )
    ]
    pairs = view.whole_or_one(evaluation.agreement)
    pairs = pairs[pairs["what"] == "werkvloer"]
    if len(pairs):
        made.append(confusion(pairs.iloc[0], name="samen-kijken", title=view.say("f_agreement")))
    else:
        made.append(view.words("pairs_none"))
    weeks = evaluation.mastery[evaluation.mastery["skill"] == (choice.skill or ALL)]
    about = view.skill_label(choice.skill) if choice.skill else view.say("all_skills")
    made.append(survival(weeks, name="weken", title=view.say("f_mastery", about)))
    return made


PAGE = Page(door=EVALUATION[5], filters=("skill", "level", "assignment"), parts=parts)
