"""What ``wpo demo`` says: what was made, what is hidden in it, and how to go on."""

from pathlib import Path

from wpo.apps.pilot_demo.make import Made


def told(made: Made, folder: Path, extract: Path) -> str:
    """Return in Dutch what was made and what to type next."""
    sizes = [len(one.participants) for one in made.companies]
    number = {False: 0, True: 0}
    for one in made.planted:
        if one.is_problem or one.is_harmless:
            number[one.is_problem] += 1
    return "\n".join(
        [
            f"Gemaakt in {folder}. Alles is verzonnen.",
            f"  {len(sizes)} organisaties met {min(sizes)} tot {max(sizes)} deelnemers,"
            f" samen {sum(sizes)}",
            f"  {made.n_answers} antwoorden, {made.n_floor} feiten van de werkvloer,"
            f" {made.n_pilot} meningen",
            f"  verstopt: {number[True]} echte problemen, en {number[False]} dingen die alleen"
            " erg lijken",
            f"  de set voor onderzoekers: {extract}",
            "",
            "Verder:",
            f"  WPO_DATA={folder} wpo serve --demo   de server, met een link voor elke rol",
            f"  wpo report {extract} rapport.html   het rapport van de hele pilot",
        ]
    )
