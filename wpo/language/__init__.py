"""Dutch plain-language and pedagogy rules: text in, findings out.

``review`` lets every rule of :data:`~wpo.language.rules.RULES` speak about an assignment, and
``measure`` counts its words. How common a word is arrives as an argument (a
:class:`~wpo.language.lexicon.Lexicon`): this room reads no files.
"""

from wpo.language.findings import Finding, Place, Severity
from wpo.language.lexicon import Lexicon
from wpo.language.measures import Measures, measure
from wpo.language.review import review, review_texts
from wpo.language.rules import RULES, Rule

__all__ = [
    "RULES",
    "Finding",
    "Lexicon",
    "Measures",
    "Place",
    "Rule",
    "Severity",
    "measure",
    "review",
    "review_texts",
]
