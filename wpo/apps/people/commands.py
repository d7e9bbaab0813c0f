"""``wpo people``: everything a beheerder does about people, from the command line of the server.

Whoever has the command line has the database, so every role and organisation is within reach.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import click
from sqlalchemy import Engine

from wpo.apps.people import access, membership
from wpo.apps.people.cards import Card, printed, safe_address
from wpo.apps.people.desk import Desk
from wpo.apps.people.importing import Plan, carry_out, read_people
from wpo.apps.people.judging import Fate
from wpo.apps.people.roster import roster, selected
from wpo.catalogue.loading import load
from wpo.errors import SetupError, UnknownPerson
from wpo.model.people import Role
from wpo.publish.documents import document
from wpo.publish.door_cards import door_cards_body, door_cards_pdf
from wpo.store.clock import now
from wpo.store.database import database_url, open_database, reading
from wpo.store.people import find_person, known_people

MOST_ADDED = 200  # a slip of the finger makes no thousand people


@click.group()
def people() -> None:
    """Mensen en hun kaarten: maken, lezen uit een lijst, noemen, plaatsen, begeleiden, sluiten.

    Mensen zijn codes. Een voornaam staat apart en kan altijd weg; schrijf hem liever met de hand
    op de kaart. Kaarten komen in een PDF (of HTML) die alleen u kunt lezen: print en gooi weg.
    """


_ADDRESS = click.option(
    "--address", required=True, help="Adres van de server, bijvoorbeeld https://wpo.bedrijf.nl."
)
_CARDS = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
_WITH_NAMES = click.option("--with-names", is_flag=True, help="Print voornamen op de kaarten.")
_ORGANISATION = click.option("--organisation", required=True, help="Korte naam ervan.")
_ROLES = click.Choice([role.value for role in Role])


@people.command("add")
@click.argument("role", type=_ROLES)
@_ORGANISATION
@click.option("--number", type=click.IntRange(1, MOST_ADDED), default=1, show_default=True)
@click.option("--first-name", default="", help="Voornaam; alleen als het er één is.")
@click.option("--department", default="", help="Afdeling.")
@click.option("--user-name", default="", help="Gebruikersnaam, voor iedereen behalve deelnemers.")
@click.option("--own-login", is_flag=True, help="Alleen inloggen via het bedrijf (OpenID Connect).")
@click.option("--guided-by", multiple=True, help="Code van een werkplekopleider; mag vaker.")
@click.option("--assisted-by", multiple=True, help="Code van een assistent; mag vaker.")
@_WITH_NAMES
@_ADDRESS
@_CARDS
def add_people(
    *,
    role: str,
    organisation: str,
    number: int,
    first_name: str,
    department: str,
    user_name: str,
    own_login: bool,
    guided_by: Sequence[str],
    assisted_by: Sequence[str],
    with_names: bool,
    address: str,
    file: Path,
) -> None:
    """Maak NUMBER mensen met een rol, en schrijf hun kaarten in FILE."""
    if number > 1 and (first_name or user_name):
        raise SetupError("Een voornaam of gebruikersnaam is van één mens. Laat --number weg.")
    guides = [membership.Guide(trainer=one) for one in guided_by]
    guides += [membership.Guide(trainer=one, assistant=True) for one in assisted_by]
    one = membership.Newcomer(
        role=Role(role),
        first_name=first_name,
        department=department,
        user_name=user_name,
        own_login=own_login,
        guides=tuple(guides),
    )
    desk = Desk(engine=_engine(), organisation=organisation)
    hand_out = _card_writer(file, address, with_names=with_names)
    cards = membership.admit(desk, [one] * number, now=now(), hand_out=hand_out)
    _say_cards(cards, file)


@people.command("import")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_ORGANISATION
@click.option("--look", is_flag=True, help="Alleen laten zien wat er zou gebeuren.")
@click.option("--partly", is_flag=True, help="Ja: maak de rest, als een deel niet kan.")
@_WITH_NAMES
@_ADDRESS
@_CARDS
def import_people(
    *,
    source: Path,
    organisation: str,
    look: bool,
    partly: bool,
    with_names: bool,
    address: str,
    file: Path,
) -> None:
    """Maak iedereen uit een lijst (SOURCE, CSV of XLSX) en schrijf hun kaarten in FILE.

    Kolommen: voornaam, rol, afdeling, begeleider, assistent, gebruikersnaam. Wie er al is, wordt
    niet nog eens gemaakt.
    """
    desk = Desk(engine=_engine(), organisation=organisation)
    write = _card_writer(file, address, with_names=with_names)
    plan = read_people(desk, source.read_bytes(), source.name, now())
    _say_plan(plan)
    if look:
        return
    if plan.asks and not partly:
        raise SetupError("Een deel kan niet. Verbeter de lijst, of zeg ja tegen de rest: --partly.")
    cards = carry_out(desk, plan, now=now(), also_partly=partly)
    if cards:
        write(cards)
        _say_cards(cards, file)


@people.command("list")
@click.option("--organisation", default="", help="Alleen deze organisatie.")
@click.option("--names", is_flag=True, help="Toon ook voornamen.")
def list_people(organisation: str, names: bool) -> None:
    """Noem alle mensen: code, organisatie, rol, afdeling, begeleiders, en of de deur open is."""
    engine = _engine()
    with reading(engine) as connection:
        found = {one.person.organisation for one in known_people(connection, organisation)}
        for each in sorted(found):
            for one in roster(connection, each, now()):
                state = (
                    ("kaart werkt" if one.has_card else "account") if one.is_open else "gesloten"
                )
                guides = ", ".join(f"{code}*" if also else code for code, also in one.trainers)
                words = [f"{one.code:<24} {each:<20} {one.role.value:<18}"]
                words += [f"{one.first_name:<16}"] if names else []
                words += [f"{one.department:<20} {one.created_at:%d-%m-%Y}  {state:<12} {guides}"]
                click.echo(" ".join(words).rstrip())


@people.command("name")
@click.argument("code")
@click.argument("first_name", default="")
def name_person(code: str, first_name: str) -> None:
    """Geef CODE een voornaam; zonder naam wordt de voornaam vergeten."""
    membership.rename(_desk_of(code), code, first_name)
    click.echo("Voornaam bewaard." if first_name else "Voornaam vergeten.")


@people.command("place")
@click.argument("code")
@click.argument("department", default="")
def place_person(code: str, department: str) -> None:
    """Laat CODE vanaf nu op een afdeling werken; zonder afdeling op geen."""
    membership.move(_desk_of(code), code, department, now=now())
    click.echo(
        f"{code} werkt nu op {department}." if department else f"{code} heeft geen afdeling."
    )


@people.command("guide")
@click.argument("participant")
@click.argument("trainer")
@click.option("--assistant", is_flag=True, help="Als assistent: kijkt en helpt, beslist niet.")
def guide_person(participant: str, trainer: str, assistant: bool) -> None:
    """Laat TRAINER vanaf nu PARTICIPANT begeleiden (allebei een code)."""
    membership.guide_by(_desk_of(participant), participant, trainer, now=now(), assistant=assistant)
    click.echo(f"{trainer} begeleidt nu {participant}{' als assistent' if assistant else ''}.")


@people.command("unguide")
@click.argument("participant")
@click.argument("trainer")
def unguide_person(participant: str, trainer: str) -> None:
    """Laat TRAINER PARTICIPANT niet meer begeleiden."""
    membership.unguide_by(_desk_of(participant), participant, trainer, now=now())
    click.echo(f"{trainer} begeleidt {participant} niet meer.")


@people.command("role")
@click.argument("code")
@click.argument("role", type=_ROLES)
def change_role(code: str, role: str) -> None:
    """Geef een medewerker een andere rol; wat die in de oude rol deed, blijft."""
    membership.give_role(_desk_of(code), code, Role(role), now=now())
    click.echo(f"{code} is nu {role}.")


@people.command("renew")
@click.argument("code")
@_WITH_NAMES
@_ADDRESS
@_CARDS
def renew_card(*, code: str, with_names: bool, address: str, file: Path) -> None:
    """Maak een nieuwe kaart (of startwachtwoord) voor CODE. De oude werkt daarna niet meer."""
    hand_out = _card_writer(file, address, with_names=with_names)
    access.renew(_desk_of(code), [code], now=now(), hand_out=hand_out)
    click.echo(f"Nieuwe kaart: {file}. Print hem en gooi het bestand weg.")


@people.command("cards")
@_ORGANISATION
@click.option("--department", default=None, help="Alleen deze afdeling.")
@click.option("--role", "role", type=_ROLES, default=Role.PARTICIPANT.value, show_default=True)
@click.option("--yes", is_flag=True, help="Vraag niets.")
@_WITH_NAMES
@_ADDRESS
@_CARDS
def new_cards(
    *,
    organisation: str,
    department: str | None,
    role: str,
    yes: bool,
    with_names: bool,
    address: str,
    file: Path,
) -> None:
    """Maak nieuwe kaarten voor een hele rol of afdeling. Hun oude kaarten werken dan niet meer."""
    desk = Desk(engine=_engine(), organisation=organisation)
    write = _card_writer(file, address, with_names=with_names)
    with reading(desk.engine) as connection:
        members = roster(connection, organisation, now())
    chosen = selected(members, roles=[Role(role)], department=department, is_open=True)
    codes = [one.code for one in chosen if one.has_card or one.access.password]
    if codes and not yes:
        click.confirm(f"{len(codes)} oude kaarten werken dan niet meer. Doorgaan?", abort=True)
    _say_cards(access.renew(desk, codes, now=now(), hand_out=write), file)


@people.command("close")
@click.argument("code")
def close_person(code: str) -> None:
    """Sluit de deur voor CODE. Wat deze persoon deed, blijft."""
    left = access.close(_desk_of(code), code, now=now())
    click.echo(f"{code} is gesloten.")
    if left:
        click.echo(f"Zonder werkplekopleider zijn nu: {', '.join(left)}.")


@people.command("reopen")
@click.argument("code")
@click.option("--department", default="", help="Afdeling.")
@click.option("--user-name", default="", help="Gebruikersnaam, voor iedereen behalve deelnemers.")
@_WITH_NAMES
@_ADDRESS
@_CARDS
def reopen_person(
    *, code: str, department: str, user_name: str, with_names: bool, address: str, file: Path
) -> None:
    """Open de deur weer voor CODE, met een nieuwe kaart in FILE."""
    card = access.reopen(
        _desk_of(code),
        code,
        now=now(),
        hand_out=_card_writer(file, address, with_names=with_names),
        department=department,
        user_name=user_name,
    )
    _say_cards([card], file)


def _engine() -> Engine:
    return open_database(database_url())


def _desk_of(code: str) -> Desk:
    """Return the desk of the organisation of somebody."""
    engine = _engine()
    with reading(engine) as connection:
        person = find_person(connection, code)
    if person is None:
        raise UnknownPerson(f"Niemand heeft de code {code!r}.")
    return Desk(engine=engine, organisation=person.organisation)


def _say_cards(cards: Sequence[Card], file: Path) -> None:
    number = "1 kaart" if len(cards) == 1 else f"{len(cards)} kaarten"
    click.echo(f"{number}: {file}. Print ze en gooi het bestand weg.")


def _say_plan(plan: Plan) -> None:
    for header, reason in plan.listing.refused:
        click.echo(f"Kolom {header!r} is niet gelezen. {reason} Haal hem uit het bestand.")
    for header in plan.listing.unused:
        click.echo(f"Kolom {header!r} is niet nodig en niet gelezen.")
    for one in plan.rows:
        for problem in one.problems:
            click.echo(f"{plan.filename}:{one.number}: {problem.field}: {problem.text}")
        if one.fate is Fate.HERE:
            click.echo(f"{plan.filename}:{one.number}: bestaat al ({one.code}); verandert niet.")
    counts = ", ".join(f"{plan.count(fate)} {fate.value}" for fate in Fate)
    click.echo(f"{len(plan.rows)} rijen: {counts}.")


def _card_writer(file: Path, address: str, *, with_names: bool) -> Callable[[Sequence[Card]], None]:
    """Return how cards are handed out: as a new file that only its owner may read."""
    safe_address(address)
    if file.suffix.lower() not in (".pdf", ".html"):
        raise SetupError(f"{file} is geen PDF of HTML: laat de naam eindigen op .pdf of .html.")
    if file.exists():
        raise SetupError(
            f"{file} bestaat al. Kies een andere naam: kaarten zijn niet te vervangen."
        )
    texts = load().doors

    def hand_out(cards: Sequence[Card]) -> None:
        shown = printed(cards, address, with_names=with_names)
        if file.suffix.lower() == ".pdf":
            write_whole(file, door_cards_pdf(texts, shown))
        else:
            body = document(texts["card_title"], door_cards_body(texts, shown))
            write_whole(file, body.encode())

    _try(file)
    return hand_out


def _try(file: Path) -> None:
    """See that the file can be made before anybody is."""
    write_whole(file, b"")
    file.unlink()


def write_whole(file: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    half = file.with_name(f"{file.name}.half")
    try:
        half.touch(mode=0o600)
        half.write_bytes(content)
        half.replace(file)
    except OSError as error:
        raise SetupError(f"{file} is niet te schrijven: {error.strerror}.") from error
