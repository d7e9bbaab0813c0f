"""The command line: ``wpo check | serve | extract | report | demo | people | explain | …``."""

import os
import secrets
import sys
from pathlib import Path
from typing import TypedDict

import click
from sqlalchemy import Engine

from wpo.apps.demo import DEMO_ORGANISATION, DEMO_PEOPLE, open_doors, set_up_demo
from wpo.apps.people.commands import people, write_whole
from wpo.catalogue.loading import content_root, load
from wpo.errors import SetupError, UnknownPerson, WpoError, all_errors
from wpo.model.people import ENTRANCE
from wpo.store.clock import now
from wpo.store.database import (
    check_tables,
    data_folder,
    database_url,
    open_database,
    open_existing,
    writing,
)

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
@click.argument("what", type=click.Choice(["handleiding", "kaarten", "plaatjes", "papier"]))
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--only", default="", help="Papier: alleen opdrachten met dit in hun id.")
def publish(what: str, file: Path, only: str) -> None:
    """Schrijf een document: handleiding, kaarten bij de opdrachten, plaatjes, of papier.

    Papier zijn de vragenlijsten en de kijkkaart bij elke opdracht, elk één kant van een A4.
    FILE is een HTML-bestand dat op zichzelf staat. Print het of bewaar het als pdf vanuit de
    browser. Papier kan ook meteen als pdf: noem FILE dan iets.pdf.
    """
    from wpo.publish.cards import cards_body
    from wpo.publish.documents import document
    from wpo.publish.manual import manual_body
    from wpo.publish.pictures import pictures_body

    if what == "papier":
        write_whole(file, _papers(only, as_pdf=file.suffix.casefold() == ".pdf"))
        click.echo(f"Geschreven: {file}")
        return
    bodies = {"handleiding": manual_body, "kaarten": cards_body, "plaatjes": pictures_body}
    write_whole(file, document(what.capitalize(), bodies[what](load())).encode())
    click.echo(f"Geschreven: {file}")


def _papers(only: str, *, as_pdf: bool) -> bytes:
    """Return the papers of the opdrachten with ``only`` in their id."""
    from wpo.publish.documents import document
    from wpo.publish.paper import paper_body, papers_pdf, sheets

    catalogue = load()
    chosen = [one for one in catalogue.assignments.values() if only in one.id]
    if not chosen:
        raise SetupError(f"Geen enkele opdracht heeft {only!r} in de id. Kijk met `wpo numbers`.")
    if as_pdf:
        return papers_pdf(catalogue, chosen)
    title = catalogue.staff["paper_title"]
    return document(title, paper_body(title, sheets(catalogue, chosen))).encode()


@main.command("plan")
@click.option("--write", is_flag=True, help="Bewaar het plan in content/pilot/testplan.yaml.")
@click.option("--again", is_flag=True, help="Vervang een plan dat er al is.")
@click.option("--start", default=None, help="Maandag van week 1, als jjjj-mm-dd.")
@click.option("--weeks", default=14, show_default=True, help="Hoeveel weken de pilot duurt.")
def make_test_plan(*, write: bool, again: bool, start: str | None, weeks: int) -> None:
    """Maak een testplan voor zeven organisaties, en toon hoe evenwichtig het is.

    Zonder --write wordt niets bewaard.
    """
    from wpo.catalogue.testplan import FILE
    from wpo.pilot.planning import balance_text, draft_plan, plan_text

    catalogue = load()
    try:
        plan = draft_plan(catalogue, start=start, n_weeks=weeks)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from error
    click.echo(balance_text(plan, catalogue))
    if not write:
        click.echo("Er is niets bewaard. Bewaar het met --write.")
        return
    file = content_root() / FILE
    if file.exists() and not again:
        raise SetupError(
            f"{file} bestaat al, misschien met de hand veranderd. Vervang met --again."
        )
    file.parent.mkdir(exist_ok=True)
    file.write_text(plan_text(plan), encoding="utf-8")
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


@main.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--dry", is_flag=True, help="Toon wat erin zou staan en wat wacht; schrijf niets.")
def extract(*, folder: Path | None, dry: bool) -> None:
    """Maak de set voor onderzoekers: anoniem, en nergens minder dan vijf mensen.

    De set komt in een eigen map in FOLDER, of in extracts/ bij de gegevens van deze machine.
    """
    from wpo.pilot.extract.releasing import release, would_release
    from wpo.pilot.extract.telling import told_made, told_written

    engine, key = open_existing(database_url()), _letter_key()
    check_tables(engine)
    if dry:
        click.echo(told_made(would_release(engine, load(), key=key, now=now())))
        return
    where = folder or data_folder() / "extracts"
    click.echo(told_written(release(engine, load(), where, key=key, now=now())))


@main.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--seed", default=1, show_default=True, help="Een ander getal: een andere pilot.")
@click.option("--participants", default=140, show_default=True, help="Deelnemers, samen.")
def demo(*, folder: Path | None, seed: int, participants: int) -> None:
    """Maak een verzonnen pilot in FOLDER, met de set voor onderzoekers erbij.

    Zeven organisaties testten alle weken van het testplan, tot en met vorige week. Alles is
    verzonnen. FOLDER is nieuw of leeg; zonder FOLDER is het build/demo.
    """
    from wpo.apps.pilot_demo.cast import Pilot
    from wpo.apps.pilot_demo.content import copy_content
    from wpo.apps.pilot_demo.make import make
    from wpo.apps.pilot_demo.telling import told
    from wpo.pilot.extract.releasing import release

    where = (folder or Path("build/demo")).resolve()
    if where.exists() and any(where.iterdir()):
        raise SetupError(
            f"{where} is niet leeg; misschien stopte een demo halverwege. Gooi de map weg, of kies "
            "een andere."
        )
    where.mkdir(parents=True, exist_ok=True)
    os.environ["WPO_DATA"] = str(where)
    os.environ.pop("WPO_DATABASE", None)  # made-up people never go into a database with others
    click.echo("De verzonnen pilot wordt gemaakt. Dat duurt ongeveer een halve minuut.")
    content = copy_content(content_root(), where / "content", now().date())
    engine, catalogue = open_database(database_url()), load(content)
    made = make(engine, catalogue, Pilot(seed=seed, n_participants=participants))
    place = data_folder() / "extracts"
    research_set = release(engine, catalogue, place, key=_letter_key(), now=made.ends_at)
    click.echo(told(made, where, content, research_set.path))


@main.command("report")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--extract", "wanted", default="", help="Map van de set. Zonder: de nieuwste set.")
@click.option("--assignment", default="", help="Alleen over deze opdracht (de id).")
@click.option("--organisation", default="", help="Alleen over deze organisatie (de letter).")
def make_report(*, out: Path, wanted: str, assignment: str, organisation: str) -> None:
    """Schrijf het rapport: van de hele pilot, een opdracht of een organisatie.

    OUT is iets.html of iets.pdf. Is OUT een map, dan komt daar elk rapport in, als HTML en als
    pdf: dat van de hele pilot, van elke opdracht en van elke organisatie. Dezelfde set geeft
    altijd hetzelfde rapport.
    """
    from wpo.apps.evaluating.source import read
    from wpo.publish.report import report_html, report_name, report_pdf, report_subjects

    form = out.suffix.casefold()
    if form not in ("", ".html", ".pdf") and not out.is_dir():
        raise click.UsageError(f"{out} eindigt op {form}. Noem een .html, een .pdf of een map.")
    source = read(_research_set(wanted))
    whole = (source.evaluation, source.extract, load())
    letter = organisation.upper()
    if form and not out.is_dir():
        one = (report_pdf if form == ".pdf" else report_html)(
            *whole, assignment=assignment, organisation=letter
        )
        write_whole(out, one if isinstance(one, bytes) else one.encode())
        click.echo(f"Geschreven: {out}")
        return
    asked = [(assignment, letter)] if assignment or letter else report_subjects(source.evaluation)
    for about, of in asked:
        html = report_html(*whole, assignment=about, organisation=of)
        out.mkdir(parents=True, exist_ok=True)
        name = out / report_name(source.extract, assignment=about, organisation=of)
        write_whole(Path(f"{name}.html"), html.encode())
        write_whole(Path(f"{name}.pdf"), report_pdf(*whole, assignment=about, organisation=of))
    click.echo(f"Geschreven in {out}: {len(asked)} keer een rapport, als HTML en als pdf.")


def _research_set(wanted: str) -> Path:
    """Return the folder of a research set: the wanted one, or the newest."""
    from wpo.apps.evaluating.source import chosen, folder

    if wanted:
        return Path(wanted) if Path(wanted).exists() else folder() / wanted
    newest = chosen(folder(), "")
    if newest is None:
        raise SetupError(f"In {folder()} is nog geen set. Maak er een met: wpo extract.")
    return newest


def _letter_key() -> bytes:
    """Return the key by which organisations get their letter, made of the server's secret."""
    import hmac

    return hmac.digest(_server_secret(), b"wpo letters", "sha256")


def _print_demo_links(engine: Engine, secret: bytes, address: str) -> None:
    """Print a link for each made-up person; the same links after every start."""
    from wpo.apps.pilot_demo.doors import worth_a_look

    with writing(engine) as connection:
        keys = set_up_demo(connection, secret, now())
        seen = worth_a_look(connection, DEMO_ORGANISATION)
        of_pilot = open_doors(connection, seen, secret, now())
    click.echo("\nDemo met verzonnen mensen. Open een link in de browser:")
    for title, group in (("", keys), ("Mensen uit de verzonnen pilot:\n", of_pilot)):
        if group:
            click.echo(
                f"\n{title}"
                + "\n".join(
                    f"  {person.role.value:<18} {address}{ENTRANCE}{key}" for person, key in group
                )
            )
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
    write_whole(file, take_along(open_existing(database_url()), load(), code, now()))
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
    engine, how = open_existing(database_url()), _erasing()
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
