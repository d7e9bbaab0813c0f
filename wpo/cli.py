"""The command line: ``wpo check | numbers | publish | people | serve | explain``."""

import base64
import hmac
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlalchemy import Engine

from wpo.catalogue.loading import content_root, load
from wpo.errors import SetupError, WpoError, all_errors
from wpo.model.people import DOORS, ENTRANCE, Person, Role
from wpo.store.database import data_folder, database_url, open_database, reading, writing
from wpo.store.people import add_person, keep_key, known_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wpo.apps.accounts import Card, Hand

DEMO_ORGANISATION = "demo"
DEMO_PEOPLE = tuple(
    Person(code=f"demo-{role.value}-{number}", organisation=DEMO_ORGANISATION, role=role)
    for role in Role
    if DOORS[role]
    for number in (range(1, 4) if role is Role.PARTICIPANT else (1,))
)


@click.group()
@click.version_option(package_name="wpo")
def main() -> None:
    """Werken aan groei: oefenen, begeleiden en evalueren."""


@main.command()
@click.argument("only", required=False, default="")
def check(only: str) -> None:
    """Controleer alle inhoud, of alleen opdrachten met ONLY in hun id of pad.

    Eindigt met een fout als er iets is dat publiceren tegenhoudt.
    """
    from wpo.catalogue.check import report

    text, blocked = report(content_root(), only)
    click.echo(text)
    sys.exit(int(blocked))


@main.command()
@click.argument("only", required=False, default="")
def numbers(only: str) -> None:
    """Tel wat er in alle opdrachten staat, of alleen in die met ONLY in hun id of pad.

    Woorden per zin, plaats en lengte van het goede antwoord, soorten vragen, werk en mensen.
    """
    from wpo.catalogue import numbers as counting

    click.echo(counting.numbers(content_root(), only))


@main.command()
@click.argument("what", type=click.Choice(["handleiding", "kaarten", "plaatjes"]))
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def publish(what: str, file: Path) -> None:
    """Schrijf een document: de handleiding, de kaarten bij de opdrachten, of alle plaatjes.

    FILE is een HTML-bestand dat op zichzelf staat. Print het of bewaar het als pdf vanuit de
    browser.
    """
    from wpo.publish.cards import cards_body
    from wpo.publish.documents import document
    from wpo.publish.manual import manual_body
    from wpo.publish.pictures import pictures_body

    bodies = {"handleiding": manual_body, "kaarten": cards_body, "plaatjes": pictures_body}
    _write(file, document(what.capitalize(), bodies[what](load())))
    click.echo(f"Geschreven: {file}")


@main.group()
def people() -> None:
    """Mensen en hun kaarten: maken, noemen, vervangen en sluiten.

    Mensen zijn codes. Schrijf een naam met de hand op de kaart; die wordt nergens bewaard.
    """


_ADDRESS = click.option(
    "--address", required=True, help="Adres van de server, bijvoorbeeld https://wpo.bedrijf.nl."
)
_CARDS = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@people.command("add")
@click.argument("role", type=click.Choice([role.value for role in Role if DOORS[role]]))
@click.option("--organisation", required=True, help="Korte naam van de organisatie.")
@click.option("--number", default=1, show_default=True, help="Hoeveel mensen.")
@_ADDRESS
@_CARDS
def add_people(role: str, organisation: str, number: int, address: str, file: Path) -> None:
    """Maak NUMBER mensen met een rol, en schrijf hun kaarten in FILE (HTML, om te printen)."""
    from wpo.apps.accounts import admit

    engine, now = open_database(database_url()), datetime.now(UTC)
    cards = admit(
        engine,
        Role(role),
        organisation,
        number=number,
        now=now,
        hand_out=_card_writer(file, address),
    )
    click.echo(f"{len(cards)} kaarten: {file}. Print ze en gooi het bestand weg.")


@people.command("list")
@click.option("--organisation", default="", help="Alleen deze organisatie.")
def list_people(organisation: str) -> None:
    """Noem alle mensen: code, organisatie, rol, sinds wanneer, en of hun kaart werkt."""
    with reading(open_database(database_url())) as connection:
        for one in known_people(connection, organisation):
            who, card = one.person, "kaart werkt" if one.n_links else "gesloten"
            click.echo(
                f"{who.code:<24} {who.organisation:<20} {who.role.value:<18} "
                f"{one.created_at:%d-%m-%Y}  {card}"
            )


@people.command("renew")
@click.argument("code")
@_ADDRESS
@_CARDS
def renew_card(code: str, address: str, file: Path) -> None:
    """Maak een nieuwe kaart voor CODE. De oude kaart werkt daarna niet meer."""
    from wpo.apps.accounts import renew

    engine = open_database(database_url())
    renew(engine, code, now=datetime.now(UTC), hand_out=_card_writer(file, address))
    click.echo(f"Nieuwe kaart: {file}. Print hem en gooi het bestand weg.")


@people.command("close")
@click.argument("code")
def close_person(code: str) -> None:
    """Sluit de deur voor CODE: geen kaart werkt meer. Wat deze persoon deed, blijft."""
    from wpo.apps.accounts import shut

    closed = shut(open_database(database_url()), code, datetime.now(UTC))
    click.echo(f"{closed} kaarten gesloten.")


def _card_writer(file: Path, address: str) -> "Hand":
    """Return how cards are handed out: as a new file that only its owner may read."""
    from wpo.publish.documents import document
    from wpo.publish.door_cards import door_cards_body

    if not address.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise SetupError(f"{address} is geen veilig adres: begin met https://.")
    if file.exists():
        raise SetupError(
            f"{file} bestaat al. Kies een andere naam: kaarten zijn niet te vervangen."
        )
    texts = load().doors

    def hand_out(cards: "Sequence[Card]") -> None:
        rows = [
            (f"{address.rstrip('/')}{ENTRANCE}{one.secret}", one.person.role.value, one.person.code)
            for one in cards
        ]
        _write(file, document(texts["card_title"], door_cards_body(texts, rows)))

    return hand_out


def _write(file: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    half = file.with_name(f"{file.name}.half")
    try:
        half.touch(mode=0o600)
        half.write_text(text, encoding="utf-8")
        half.replace(file)
    except OSError as error:
        raise SetupError(f"{file} is niet te schrijven: {error.strerror}.") from error


@main.command()
@click.option("--port", default=8866, show_default=True, help="Poort waarop de server luistert.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adres van deze machine.")
@click.option("--demo", is_flag=True, help="Maak verzonnen mensen en toon hun links.")
def serve(port: int, host: str, demo: bool) -> None:
    """Start de server. Facts go to WPO_DATABASE, or to data/wpo.sqlite in this checkout."""
    from wpo.serving.server import make_server  # Voilà and Jupyter: only for who serves

    secret = _server_secret()
    engine = open_database(database_url())
    server = make_server(engine, content_root(), secret, port, host)
    if demo:
        _print_demo_links(engine, secret, f"http://{host}:{port}")
    server.start()


@main.command()
@click.argument("slug", required=False)
def explain(slug: str | None) -> None:
    """Leg een foutcode uit: de oorzaak en wat u kunt doen. Zonder SLUG: alle codes."""
    found = [one for one in all_errors() if slug in (None, one.slug)]
    if not found:
        known = ", ".join(one.slug for one in all_errors())
        raise click.UsageError(f"De code {slug!r} bestaat niet. Wel: {known}.")
    for one in found:
        click.echo(f"{one.slug}\n  Oorzaak: {one.cause}\n  Wat u kunt doen: {one.remedy}")


def _print_demo_links(engine: Engine, secret: bytes, address: str) -> None:
    """Print a link for each made-up person; the same links after every start."""
    now = datetime.now(UTC)
    click.echo("\nDemo met verzonnen mensen. Open een link in de browser:\n")
    with writing(engine) as connection:
        for person in DEMO_PEOPLE:
            add_person(connection, person, now)
            digest = hmac.digest(secret, f"demo:{person.code}".encode(), "sha256")
            key = base64.urlsafe_b64encode(digest).decode().rstrip("=")
            keep_key(connection, person.code, key, now)
            click.echo(f"  {person.role.value:<18} {address}{ENTRANCE}{key}")
    click.echo("")


def _server_secret() -> bytes:
    """Return the secret that signs sessions: ``WPO_SECRET``, else one kept in ``data/``."""
    given = os.environ.get("WPO_SECRET")
    if given:
        if len(given) < 32:
            raise SetupError("WPO_SECRET is te kort: geef minstens 32 tekens.")
        return given.encode()
    path = data_folder() / "server.key"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        fresh.rename(path)  # whole or not at all, also when two workers start at once
    return path.read_bytes()


def run() -> None:
    """Run the command line; an expected error is one clear message, not a traceback."""
    try:
        main()
    except WpoError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
