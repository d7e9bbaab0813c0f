"""Let the language rules speak about every assignment, and say at which line of which file.

``wpo check [part of an assignment id]`` prints :func:`report`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wordfreq import zipf_frequency

from wpo.catalogue.documents import Document, Problem, read_document, spell
from wpo.catalogue.loading import Catalogue, WordList, read
from wpo.catalogue.overlay import unused
from wpo.catalogue.shapes import shape
from wpo.catalogue.surroundings import surroundings
from wpo.language import Finding, Lexicon, Measures, Place, Severity, measure, review, review_texts
from wpo.language.blocks import blocks
from wpo.model.assignments import Assignment
from wpo.model.skills import LEVELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A finding, and where in the files of ``content/`` it is.

    ``assignment`` is empty for texts that belong to none.
    """

    assignment: str
    file: str
    line: int
    field: str
    finding: Finding

    @property
    def blocks(self) -> bool:
        """Whether the text may not be published with this."""
        return self.finding.blocks

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.finding}"


def lexicon(word_list: WordList) -> Lexicon:
    """Return how common Dutch words are, with the words of the word list as known."""
    known = {form for word in word_list.words for form in (word.word, *word.forms)}
    return Lexicon(
        zipf=_zipf, known=frozenset(word.lower() for word in known.union(word_list.known))
    )


def check(catalogue: Catalogue) -> tuple[Located, ...]:
    """Return what the language rules say about a whole catalogue.

    Parameters
    ----------
    catalogue
        The catalogue, as :func:`wpo.catalogue.loading.load` returns it.

    Returns
    -------
    tuple of Located
        By assignment in the order of the skill model, within one by line; then the texts around
        them. ``str`` of each is one line: ``file:line: field: rule: 'words': what and what to do``.
    """
    words = lexicon(catalogue.word_list)
    return tuple(
        located
        for assignment in catalogue.assignments.values()
        for located in locate(assignment, catalogue.places[assignment.id], words)
    ) + check_surroundings(catalogue, words)


def locate(assignment: Assignment, document: Document, words: Lexicon) -> tuple[Located, ...]:
    """Return what the language rules say about one assignment, by line."""
    return _located(review(assignment, words), document, assignment.id)


def check_surroundings(catalogue: Catalogue, words: Lexicon) -> tuple[Located, ...]:
    """Return what the language rules say about the texts around the assignments."""
    return tuple(
        located
        for file, blocks in surroundings(catalogue)
        for located in _located(review_texts(blocks, words), catalogue.places[file])
    )


def _located(
    found: Iterable[Finding], document: Document, assignment: str = ""
) -> tuple[Located, ...]:
    located = (
        Located(
            assignment=assignment,
            file=document.file,
            line=_line(document, one.place),
            field=_field(one.place),
            finding=one,
        )
        for one in found
    )
    return tuple(sorted(located, key=lambda one: (one.line, one.finding.rule, one.field)))


def _field(place: Place) -> str:
    return "tekst" if len(place) == 1 and isinstance(place[0], int) else spell(place)


def _line(document: Document, place: Place) -> int:
    """Return the line of a place; a page of the manual has no fields, there it is the place."""
    lone = place[0] if len(place) == 1 else None
    return lone if isinstance(lone, int) else document.line(place)


def overview(catalogue: Catalogue, findings: Iterable[Located]) -> str:
    """Return one page about the whole catalogue: the matrix, the totals and the measures.

    Each place of the matrix shows the status of the assignment and how many findings block (E)
    and warn (W); a dash where there is no assignment yet.
    """
    findings = tuple(findings)
    counts = Counter((one.assignment, one.finding.severity) for one in findings)
    by_cell = {(one.sub_skill, one.level): one for one in catalogue.assignments.values()}
    labels = {sub.id: f"{sub.id} {sub.label}" for _, sub, _ in catalogue.skills.cells()}
    width = max(map(len, labels.values()))
    lines = [" " * width + "".join(f"  {f'niveau {level}':<16}" for level in LEVELS).rstrip()]
    for sub_skill, label in labels.items():
        cells = (_cell(by_cell.get((sub_skill, level)), counts) for level in LEVELS)
        lines.append(label.ljust(width) + "".join(f"  {cell:<16}" for cell in cells).rstrip())
    rules = Counter(one.finding.rule for one in findings)
    lines += [
        "",
        f"{len(by_cell)} van {len(labels) * len(LEVELS)} opdrachten; "
        f"{sum(one.blocks for one in findings)} keer E (blokkeert), "
        f"{sum(not one.blocks for one in findings)} keer W (let op)",
        "Per regel: " + (", ".join(f"{rule} {n}" for rule, n in rules.most_common()) or "niets"),
        "",
        *_measures(catalogue),
    ]
    return "\n".join(lines) + "\n"


def report(root: Path, wanted: str = "") -> tuple[str, bool]:
    """Return all that an author must know, and whether any of it blocks publishing.

    Parameters
    ----------
    root
        The content folder. Good files are checked also while another is half written.
    wanted
        Part of an assignment's id or path; empty for all, with the overview at the end.
    """
    catalogue, problems = read(root)
    problems = tuple(problem for problem in problems if _matches(problem.file, wanted))
    located = [
        one
        for assignment, document, words in _readable(catalogue, root, wanted)
        for one in locate(assignment, document, words)
    ]
    if catalogue and not wanted:
        located += check_surroundings(catalogue, lexicon(catalogue.word_list))
    text = _listed(problems, located)
    if catalogue and not wanted:
        text += "".join(f"{line}\n" for line in unused_parts(catalogue))
        text += "\n" + overview(catalogue, located)
    return text, bool(problems) or any(one.blocks for one in located)


def unused_parts(catalogue: Catalogue) -> tuple[str, ...]:
    """Return a Dutch line for each own word and photo of the company that is never shown."""
    texts = [
        text.text
        for assignment in catalogue.assignments.values()
        for block in blocks(assignment)
        for text in block.texts
    ]
    return unused(catalogue.overlay, texts, catalogue.pictures)


def readable(root: Path, wanted: str = "") -> Iterable[tuple[Assignment, Document, Lexicon]]:
    """Yield every matching assignment that can be read, whatever is wrong with the others."""
    return _readable(read(root)[0], root, wanted)


def _readable(
    catalogue: Catalogue | None, root: Path, wanted: str
) -> Iterable[tuple[Assignment, Document, Lexicon]]:
    """Yield the matching assignments; also where a problem elsewhere keeps the catalogue shut."""
    if catalogue is not None:
        words = lexicon(catalogue.word_list)
        for assignment in catalogue.assignments.values():
            document = catalogue.places[assignment.id]
            if _matches(document.file, wanted):
                yield assignment, document, words
        return
    word_list = shape(read_document(root / "woordenlijst.yaml", "woordenlijst.yaml"), WordList)
    words = lexicon(word_list or WordList(words=()))
    for path in sorted((root / "opdrachten").glob("**/*.yaml")):
        document = read_document(path, path.relative_to(root).as_posix())
        if _matches(document.file, wanted):
            assignment_here = shape(document, Assignment)
            if assignment_here is not None:
                yield assignment_here, document, words


def _matches(file: str, wanted: str) -> bool:
    """Whether a file is asked for: by its path or by the id of its assignment."""
    if not file.startswith("opdrachten/"):
        return True
    as_id = file.removeprefix("opdrachten/").removesuffix(".yaml").replace("niveau-", "")
    return wanted in file or wanted in as_id.replace("/", "-")


def _listed(problems: Iterable[Problem], located: Iterable[Located]) -> str:
    groups = {
        "Vorm (blokkeert)": [str(problem) for problem in problems],
        "E (blokkeert)": [str(one) for one in located if one.blocks],
        "W (let op)": [str(one) for one in located if not one.blocks],
    }
    lines = [line for title, group in groups.items() if group for line in (f"{title}:", *group, "")]
    counts = "; ".join(f"{title}: {len(group)}" for title, group in groups.items())
    return "\n".join([*lines, counts, ""])


def _cell(assignment: Assignment | None, counts: Counter[tuple[str, Severity]]) -> str:
    if assignment is None:
        return "-"
    errors = counts[assignment.id, Severity.ERROR]
    warnings = counts[assignment.id, Severity.WARNING]
    return f"{assignment.status} {errors}E {warnings}W"


def _measures(catalogue: Catalogue) -> list[str]:
    words = lexicon(catalogue.word_list)
    measured = [(one.id, measure(one, words)) for one in catalogue.assignments.values()]
    width = max((len(name) for name, _ in measured), default=0)
    head = f"{'':<{width}}  woorden  zinnen  per zin  langste  zeldzaam  Flesch-Douma"
    return [head, *(f"{name:<{width}}  {_row(numbers)}" for name, numbers in measured)]


def _row(numbers: Measures) -> str:
    row = (
        f"{numbers.n_words:>7}  {numbers.n_sentences:>6}  {numbers.words_per_sentence:>7.1f}  "
        f"{numbers.longest_sentence:>7}  {numbers.share_rare:>8.1%}  {numbers.flesch_douma:>12.0f}"
    )
    return row.replace(".", ",")


@cache
def _zipf(word: str) -> float:
    return zipf_frequency(word, "nl")
