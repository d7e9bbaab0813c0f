"""The report of a research set: of the whole pilot, of one opdracht, or of one organisation.

=============  ==============================================================
blocks         what a report is made of: headings, sentences, tables, strips
material       what it is made from: an evaluation, its set, and fixed texts
parts          the pieces that more than one report has
whole          the whole pilot: what to revise first, and how sure that is
single         one opdracht
organisation   one organisation, beside the mean of the others
html, pdf      the same blocks, as a page that stands on itself or as tagged PDF
=============  ==============================================================

There is no clock and no chance in it: the same set gives the same bytes.
"""

from wpo.catalogue.loading import Catalogue
from wpo.evaluation.results import Evaluation
from wpo.pilot.extract.reading import Extract
from wpo.publish.report.blocks import Report
from wpo.publish.report.html import html_of
from wpo.publish.report.material import Material
from wpo.publish.report.organisation import organisation_report
from wpo.publish.report.pdf import pdf_of
from wpo.publish.report.single import assignment_report
from wpo.publish.report.whole import whole_report

__all__ = ["html_of", "pdf_of", "report"]


def report(
    evaluation: Evaluation,
    extract: Extract,
    catalogue: Catalogue,
    *,
    assignment: str = "",
    organisation: str = "",
) -> Report:
    """Return a report; of the whole pilot where no opdracht and no organisation is named.

    Raises
    ------
    ContentError
        If the set holds nothing about that opdracht or organisation.
    """
    material = Material(evaluation=evaluation, extract=extract, catalogue=catalogue)
    if assignment:
        return assignment_report(material, assignment)
    if organisation:
        return organisation_report(material, organisation)
    return whole_report(material)
