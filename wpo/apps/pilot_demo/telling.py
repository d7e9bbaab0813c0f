"""What ``wpo demo`` says: what was made, what is hidden in it, and how to go on."""

from pathlib import Path

from wpo.apps.pilot_demo.make import Made


def told(made: Made, folder: Path, content: Path, extract: Path) -> str:
    """Return in Dutch what was made and what to type next."""
    sizes = [len(one.participants) for one in made.companies]
    problems = sum(one.is_problem for one in made.planted)
    harmless = sum(one.is_harmless for one in made.planted)
    with_it = f"WPO_DATA={folder} WPO_CONTENT={content}"
    return "\n".join(
        [
            f"Gemaakt in {folder}. Alles is verzonnen.",
            f"  {len(sizes)} organisaties met {min(sizes)} tot {max(sizes)} deelnemers,"
            f" samen {sum(sizes)}",
            f"  {made.n_answers} antwoorden, {made.n_floor} feiten van de werkvloer,"
            f" {made.n_pilot} meningen",
            f"  verstopt: {problems} echte problemen, en {harmless} dingen die alleen erg lijken",
            f"  de set voor onderzoekers: {extract}",
            "",
            "Verder:",
            f"  {with_it} wpo serve --demo   de server, met een link voor elke rol",
            f"  {with_it} wpo report rapport.pdf   het rapport van de hele pilot",
        ]
    )
