"""The report of a research set: of the whole pilot, of one opdracht, or of one organisation.

=============  ==============================================================
blocks         what a report is made of: headings, sentences, tables, strips
material       what it is made from: an evaluation, its set, and fixed texts
parts          the pieces that more than one report has
whole          the whole pilot: what to revise first, and how sure that is
verdicts       all opdrachten, by verdict and by why
single         one opdracht
organisation   one organisation, beside the mean of the others
html, pdf      the same blocks, as a page that stands on itself or as tagged PDF
=============  ==============================================================

There is no clock and no chance in it: the same set, judged by the same thresholds and decisions,
gives the same bytes.
"""

from wpo.catalogue.loading import Catalogue
from wpo.errors import ContentError
from wpo.evaluation.results import Evaluation
from wpo.pilot.extract.reading import Extract
from wpo.publish.report.blocks import Report
from wpo.publish.report.html import html_of
from wpo.publish.report.material import Material
from wpo.publish.report.organisation import TOGETHER, organisation_report
from wpo.publish.report.pdf import pdf_of
from wpo.publish.report.single import assignment_report
from wpo.publish.report.whole import whole_report

__all__ = ["report_html", "report_name", "report_pdf", "report_subjects"]


def report_html(
    evaluation: Evaluation,
    extract: Extract,
    catalogue: Catalogue,
    *,
    assignment: str = "",
    organisation: str = "",
) -> str:
    """Return a report as one HTML file that stands on itself: nothing to fetch, no script.

    Parameters
    ----------
    evaluation
        What ``evaluate`` made of ``extract``.
    extract
        The set: its name, its rules and the versions of its content stand in the report.
    catalogue
        The fixed texts, the questionnaires and the thresholds.
    assignment
        Id of an opdracht, for the report of that one.
    organisation
        Letter, for the report of that one. With neither it is the report of the whole pilot.

    Raises
    ------
    ContentError
        If the set holds nothing about that opdracht or organisation, both are named, or the content
        has no thresholds. The message is Dutch.
    """
    return html_of(_report(evaluation, extract, catalogue, assignment, organisation))


def report_pdf(
    evaluation: Evaluation,
    extract: Extract,
    catalogue: Catalogue,
    *,
    assignment: str = "",
    organisation: str = "",
) -> bytes:
    """Return the same report as tagged PDF (PDF/UA-1), A4; see :func:`report_html`."""
    return pdf_of(_report(evaluation, extract, catalogue, assignment, organisation))


def report_name(extract: Extract, *, assignment: str = "", organisation: str = "") -> str:
    """Return what the file of a report is called, without ``.html`` or ``.pdf``."""
    about = assignment or (f"organisatie-{organisation}" if organisation else "hele-pilot")
    return f"rapport-{about}-{extract.date.isoformat()}-{extract.hash[:8]}"


def report_subjects(evaluation: Evaluation) -> list[tuple[str, str]]:
    """Return what there are reports of, each as an opdracht and an organisation.

    First the whole pilot (both empty), then every opdracht, then every organisation.
    """
    letters = sorted(set(evaluation.organisations["org"]) - {TOGETHER})
    return [
        ("", ""),
        *((str(one), "") for one in evaluation.assignments["assignment"]),
        *(("", str(one)) for one in letters),
    ]


def _report(
    evaluation: Evaluation,
    extract: Extract,
    catalogue: Catalogue,
    assignment: str,
    organisation: str,
) -> Report:
    material = Material(evaluation=evaluation, extract=extract, catalogue=catalogue)
    if assignment and organisation:
        raise ContentError("Kies een opdracht of een organisatie, niet allebei.")
    if assignment:
        return assignment_report(material, assignment)
    if organisation:
        return organisation_report(material, organisation)
    return whole_report(material)
