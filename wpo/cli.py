"""The command line: ``wpo check | numbers | publish | serve | explain``."""

import base64
import hmac
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import Engine

from wpo.catalogue.loading import content_root, load
from wpo.errors import SetupError, WpoError, all_errors
from wpo.model.people import DOORS, Person, Role
from wpo.store.database import data_folder, database_url, open_database, writing
from wpo.store.people import add_person, keep_key

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
    text = document(what.capitalize(), bodies[what](load()))
    half = file.with_name(f"{file.name}.half")
    try:
        half.write_text(text, encoding="utf-8")
        half.replace(file)  # whole or not at all
    except OSError as error:
        raise SetupError(f"{file} is niet te schrijven: {error.strerror}.") from error
    click.echo(f"Geschreven: {file}")


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
            click.echo(f"  {person.role.value:<18} {address}/wpo/binnen/{key}")
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
