"""What ``wpo extract`` says: what is in a set, what was held back, what to do with older ones."""

from collections.abc import Iterable, Mapping
from typing import Any

from wpo.pilot.extract.making import Made
from wpo.pilot.extract.reading import Extract

_SHOWN = ("answers", "takings", "ratings", "remarks", "observations", "goals", "looked_back")
_NAMES = {
    "practice": "oefenen",
    "floor": "werkvloer",
    "ratings-deelnemer": "vragenlijsten van deelnemers",
    "ratings-begeleider": "vragenlijsten van begeleiders",
    "remarks": "opmerkingen",
    "people": "mensen",
    "takings": "opdrachten",
}


def told_made(made: Made) -> str:
    """Return in Dutch what would be shown, and what not."""
    lines = ["Dit zou in de set staan (er is niets geschreven):"]
    lines += _counts({name: len(frame) for name, frame in made.frames.items()})
    lines += _suppressed([one.as_json() for one in made.suppressed])
    return "\n".join(lines + _older(made.older))


def told_written(extract: Extract) -> str:
    """Return in Dutch what was written, and what to do with the sets before."""
    manifest = extract.manifest
    lines = [f"Geschreven: {extract.path}"]
    if extract.is_synthetic:
        lines.append("Let op: de organisaties zijn verzonnen.")
    lines += _counts(manifest["counts"]) + _suppressed(manifest["suppressed"])
    return "\n".join(lines + _older(manifest["older"]))


def _counts(counts: Mapping[str, int]) -> list[str]:
    return [f"  {name:<12} {counts[name]:>8} regels" for name in ("people", *_SHOWN)]


def _suppressed(rules: Iterable[Mapping[str, Any]]) -> list[str]:
    told = [
        f"  {_NAMES.get(one['tables'], one['tables'])}: {one['rule']}: "
        f"{one['people']} mensen, bij {one['assignments']} opdrachten"
        for one in rules
    ]
    return ["Wat de regels tegenhielden of samennamen:", *told] if told else []


def _older(names: Iterable[str]) -> list[str]:
    found = [f"  {name}" for name in names]
    if not found:
        return []
    why = "Gooi deze oudere sets overal weg, want wie er twee heeft ziet wie er is gewist:"
    return [why, *found]
