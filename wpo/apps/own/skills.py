"""Dit kan ik al: what a participant masters, as a wall of cards; and the proof of it to print."""

from html import escape

from wpo.apps.own.mastery import behaviour_said
from wpo.apps.own.words import ABOUT_ME, CAN, PLAN, PROOF, spoken, way
from wpo.apps.visit import Visit, show_page
from wpo.catalogue.loading import Catalogue
from wpo.model.months import day_of
from wpo.model.people import Role
from wpo.model.trajectory import Line
from wpo.publish.proof import Mastered, proof_body
from wpo.store.database import reading
from wpo.store.floor import trajectory_of
from wpo.store.names import first_names, organisation_label

BADGES = "/wpo/bewijs"  # where the server makes the file with the signed proof


def show() -> None:
    """Show what whoever looks masters."""
    show_page(Role.PARTICIPANT, "dit_kan_ik_al", page)


def show_proof() -> None:
    """Show the proof of whoever looks, to print or to keep."""
    show_page(Role.PARTICIPANT, "groeibewijs", proof_page)


def page(visit: Visit) -> tuple[str, str]:
    """Return the wall."""
    texts = visit.catalogue.interface
    with reading(visit.engine) as connection:
        lines = trajectory_of(connection, visit.person.code).mastered
    cards = "".join(_card(visit, one) for one in reversed(lines))
    ways = way(PROOF, texts["can_proof"]) if lines else way(PLAN, texts["plan_home"])
    ways += way(ABOUT_ME, texts["can_about_me"], quiet=True)
    wall = f'<ul class="wall">{cards}</ul>' if cards else _nothing(visit)
    return texts["way_dit_kan_ik_al"], wall + ways


def _nothing(visit: Visit) -> str:
    texts = visit.catalogue.interface
    title, how = escape(texts["can_empty_title"]), spoken(texts["proof_empty_how"])
    return f'<div class="part"><h2>{title}</h2>{how}</div>'


def _card(visit: Visit, line: Line) -> str:
    words = line.participant_says.words if line.participant_says else ""
    own = f"<blockquote>{spoken(words)}</blockquote>" if words else ""
    sentences = "".join(spoken(one, "plan") for one in behaviour_said(visit.catalogue, line))
    label = visit.catalogue.skills.sub_skill(line.goal.sub_skill).label
    return f'<li class="part">{own}{sentences}<p><small>{escape(label)}</small></p></li>'


def proof_page(visit: Visit) -> tuple[str, str]:
    """Return the proof, with ways to print it and to take it along as a file."""
    texts = visit.catalogue.interface
    with reading(visit.engine) as connection:
        lines = trajectory_of(connection, visit.person.code).mastered
        name = first_names(connection, [visit.person.code]).get(visit.person.code, "")
        organisation = organisation_label(connection, visit.person.organisation)
    mastered = mastered_of(visit.catalogue, lines)
    body = proof_body(visit.catalogue, name, organisation, mastered, visit.today, titled=False)
    back = way(CAN, texts["back"], quiet=True)
    taking = _taking(visit) if mastered else ""
    return texts["proof_title"], f'{body}<div class="no-print view">{taking}{back}</div>'


def mastered_of(catalogue: Catalogue, lines: tuple[Line, ...]) -> list[Mastered]:
    """Return mastered levels as a proof tells them."""
    return [
        Mastered(
            sub_skill=line.goal.sub_skill,
            level=line.goal.level,
            title=catalogue.skills.sub_skill(line.goal.sub_skill).label,
            behaviour=behaviour_said(catalogue, line),
            own_words=line.participant_says.words if line.participant_says else "",
            trainer_words=line.trainer_says.words if line.trainer_says else "",
            mastered_on=day_of(line.mastered_at),
            n_days=len(line.days_seen),
        )
        for line in lines
        if line.mastered_at is not None
    ]


def _taking(visit: Visit) -> str:
    texts = visit.catalogue.interface
    return (
        f'<button type="button" class="go" data-print>{escape(texts["can_print"])}</button>'
        f'<form method="post" action="{BADGES}"><button class="go quiet" type="submit">'
        f"{escape(texts['can_download'])}</button></form>"
        f"<p><small>{escape(texts['can_download_how'])}</small></p>"
    )
