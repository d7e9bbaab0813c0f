"""From a research set to all its tables: counted by DuckDB, estimated by NumPy, guarded, shown."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd

from wpo.catalogue.loading import content_root
from wpo.catalogue.thresholds import Thresholds, load_thresholds
from wpo.evaluation.agreeing import agreement_table
from wpo.evaluation.assignments import Counted, assignments, assignments_table
from wpo.evaluation.counting import answered, patterns, reading, score_people, texts
from wpo.evaluation.items import (
    items_table,
    options_of,
    options_table,
    places_in_version,
    questions,
    version_key,
)
from wpo.evaluation.mastering import mastery_table
from wpo.evaluation.missing import missing_table, takings
from wpo.evaluation.opinions import means_by_organisation, opinions, ratings_table
from wpo.evaluation.organisations import (
    alike_table,
    organisations_table,
    shares_by_organisation,
)
from wpo.evaluation.queue import queue_table
from wpo.evaluation.results import COLUMNS, Evaluation, ExtractName, table_names
from wpo.evaluation.revising import revisions_table, round_of
from wpo.evaluation.talk import codes_table, talk, words_table
from wpo.evaluation.workfloor import floor_table
from wpo.pilot.decisions import Decision, read_decisions
from wpo.pilot.extract.reading import Extract, open_extract
from wpo.pilot.research_set import OTHER


def evaluate(
    extract: Path | Extract,
    *,
    thresholds: Thresholds | None = None,
    decisions: Iterable[Decision] | None = None,
    threads: int | None = None,
) -> Evaluation:
    """Return the evaluation of a research set.

    The same set, thresholds and decisions always give the same evaluation.

    Parameters
    ----------
    extract
        Its folder, or what ``open_extract`` returned.
    thresholds, decisions
        None: those of the content folder.
    threads
        How many DuckDB may use; None: all.

    Raises
    ------
    ExtractDamaged
        If the set is not as it was written.
    ContentError
        If thresholds or decisions are asked of the content folder and cannot be read.
    """
    whole = extract if isinstance(extract, Extract) else open_extract(extract)
    limits = load_thresholds(content_root()) if thresholds is None else thresholds
    decided = read_decisions(content_root()) if decisions is None else tuple(decisions)
    with reading(whole, threads=threads) as connection:
        found = _tables(connection, limits, decided)
    return Evaluation(
        extract=ExtractName(name=whole.name, hash=whole.hash, made_on=whole.date),
        notes=notes(limits, first_day(whole)),
        **{name: _plain(name, found[name]) for name in table_names()},
    )


def first_day(extract: Extract) -> date | None:
    """Return the first day of the first week with data, as the manifest says; None: it does not."""
    pilot, weeks = extract.manifest.get("pilot"), extract.manifest.get("weeks")
    if not pilot or not weeks:
        return None
    return date.fromisoformat(pilot["start"]) + timedelta(weeks=int(weeks["first"]) - 1)


def notes(thresholds: Thresholds, first: date | None) -> tuple[str, ...]:
    """Return what must stand above everything that is made of these thresholds, in Dutch."""
    changed = thresholds.changed_after(first) if first else ()
    if not changed:
        return ()
    named = ", ".join(f"{one.id} ({one.fixed_on:%d-%m-%Y})" for one in changed)
    return (f"Drempels zijn na de eerste gegevens veranderd: {named}. Lees oordelen met zorg.",)


def _tables(
    connection: duckdb.DuckDBPyConnection, limits: Thresholds, decided: tuple[Decision, ...]
) -> dict[str, pd.DataFrame]:
    written = texts(connection)
    titles = _newest(written["assignments"], written["items"])
    counted = answered(connection)
    letters = counted.organisations
    score_people(connection, places_in_version(written["items"]))
    asked = questions(written["items"], written["options"], counted, patterns(connection))
    chosen = options_of(written["options"], asked, counted)
    taken, rated = takings(connection, letters, titles), opinions(connection, letters)
    spoken = talk(connection, limits.of("asked_by").value, titles)
    all_of_it = Counted(asked=asked, options=chosen, taken=taken, rated=rated, talk=spoken)
    whole = assignments(titles, all_of_it, limits)
    tables = {
        "items": items_table(asked, titles, limits.of("hard_below").share),
        "options": options_table(chosen),
        "assignments": assignments_table(whole, spoken),
        "organisations": organisations_table(connection, letters, asked, taken),
        "alike": alike_table(asked, letters),
        "by_organisation": pd.concat(
            [shares_by_organisation(asked, taken, letters), means_by_organisation(rated)],
            ignore_index=True,
        ),
        "ratings": ratings_table(rated),
        "revisions": revisions_table(round_of(connection, written["items"], counted)),
        "mastery": mastery_table(connection, titles, letters),
        "floor": floor_table(connection, titles, letters),
        "agreement": agreement_table(connection),
        "codes": codes_table(spoken),
        "words": words_table(spoken, limits.of("asked_in").value),
        "missing": missing_table(taken),
        "queue": queue_table(whole, decided),
    }
    return {name: _of_at_most(letters, one) for name, one in tables.items()}


def _of_at_most(letters: Sequence[str], table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in which nothing rests on more organisations than there are.

    Who stands under ``*`` in one opdracht may stand under a letter in another.
    """
    most = sum(one != OTHER for one in letters) or len(letters)
    counted = [str(one) for one in table.columns if str(one).endswith("n_organisations")]
    return table.assign(**{one: table[one].clip(upper=most) for one in counted})


def _newest(written: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Return the newest version of each assignment with answers; without any, the newest."""
    keys = ["assignment", "version"]
    used = pd.MultiIndex.from_frame(written[keys]).isin(pd.MultiIndex.from_frame(items[keys]))
    ranked = written.assign(is_used=used, key=written["version"].map(version_key))
    ranked = ranked.sort_values(["assignment", "is_used", "key"], kind="stable")
    newest = ranked.drop_duplicates("assignment", keep="last").drop(columns=["is_used", "key"])
    return newest.reset_index(drop=True)


def _plain(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as it was agreed: its columns, texts as Python strings, rows numbered."""
    result = table[list(COLUMNS[name])].reset_index(drop=True)
    text = [one for one, kind in result.dtypes.items() if str(kind) in ("object", "str", "string")]
    return result.astype(dict.fromkeys(text, object))
