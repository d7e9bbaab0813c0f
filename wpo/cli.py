"""The command line: ``wpo check | numbers | publish | people | serve | explain``."""

import os
import secrets
import sys
from pathlib import Path
from typing import TypedDict

import click
from sqlalchemy import Engine

from wpo.apps.demo import DEMO_PEOPLE, set_up_demo
from wpo.apps.people.commands import people, write_whole
from wpo.catalogue.loading import content_root, load
from wpo.errors import SetupError, UnknownPerson, WpoError, all_errors
from wpo.model.people import ENTRANCE
from wpo.store.clock import now
from wpo.store.database import check_tables, data_folder, database_url, open_database, writing

__all__ = ["DEMO_PEOPLE", "main", "run"]


class Erasing(TypedDict):
    """What erasing needs beside the database: the key and the file of the list of the erased."""

    key: bytes
    file: Path


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
    write_whole(file, document(what.capitalize(), bodies[what](load())).encode())
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
    check_tables(engine)
    _erase_who_came_back(engine)
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
    click.echo("\nDemo met verzonnen mensen. Open een link in de browser:\n")
    with writing(engine) as connection:
        keys = set_up_demo(connection, secret, now())
    for person, key in keys:
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


main.add_command(people)


@people.command("take-along")
@click.argument("code")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def take_along_person(code: str, file: Path) -> None:
    """Schrijf alles wat over CODE bewaard is in FILE (ZIP): om te lezen, en voor machines."""
    from wpo.apps.rights.page import take_along

    if file.exists():
        raise SetupError(f"{file} bestaat al. Kies een andere naam.")
    write_whole(file, take_along(open_database(database_url()), load(), code, now()))
    click.echo(f"Geschreven: {file}. Geef het aan de persoon zelf en gooi het daarna weg.")


@people.command("erase")
@click.argument("code", default="")
@click.option("--again", is_flag=True, help="Wis opnieuw wie met een oude back-up terugkwam.")
@click.option("--yes", is_flag=True, help="Vraag niets.")
def erase_person(*, code: str, again: bool, yes: bool) -> None:
    """Wis alles over CODE, meteen en voor altijd. Wat een medewerker zag, blijft zonder wie."""
    from wpo.store.erasing import erase_again, erase_now, sweep_due

    if bool(code) == again:
        raise click.UsageError("Noem een CODE, of geef --again.")
    engine, how = open_database(database_url()), _erasing()
    if again:
        number = erase_again(engine, now(), **how)
        click.echo(f"{number} mensen opnieuw gewist.")
    else:
        if not yes:
            click.confirm(f"Alles over {code} gaat weg en komt niet terug. Doorgaan?", abort=True)
        if not erase_now(engine, code, now(), **how):
            raise UnknownPerson(f"Over de code {code!r} is hier niets bewaard.")
        click.echo(f"{code} is gewist. Wat in back-ups staat: zie wpo/serving/deploy/backups.md.")
    if not sweep_due(engine, how["file"]):
        click.echo("De schijf is nog niet schoon: de database is bezet. Doe straks --again.")


def _erase_who_came_back(engine: Engine) -> None:
    """Erase before anybody is served whoever an old backup brought back."""
    from wpo.store.erasing import erase_again

    number = erase_again(engine, now(), **_erasing())
    if number:
        click.echo(f"{number} mensen opnieuw gewist: een back-up bracht hen terug.")


def _erasing() -> Erasing:
    """Return the key and the place of the list of who was erased."""
    from wpo.store.erased import LIST_NAME, list_key

    return {"key": list_key(_server_secret()), "file": data_folder() / LIST_NAME}


def run() -> None:
    """Run the command line; an expected error is one clear message, not a traceback."""
    try:
        main()
    except WpoError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
