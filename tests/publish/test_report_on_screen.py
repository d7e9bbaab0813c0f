"""The report in a browser: on a phone, on a desk, and printed."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.test_screens import assert_sound
from tests.figures import made
from tests.publish.reporting import the_extract
from wpo.catalogue.loading import Catalogue
from wpo.publish.report import report_html

pytestmark = pytest.mark.browser


def test_reports_are_sound(browser: Browser, catalogue: Catalogue) -> None:
    """Each kind of report passes axe and the direct checks, fits a phone, and prints."""
    says = made.evaluation()
    extract, page = the_extract(says), browser.new_page()
    for about in ({}, {"assignment": made.ASSIGNMENTS[0][0]}, {"organisation": "A"}):
        page.set_content(report_html(says, extract, catalogue, **about))
        for viewport in (PHONE, DESKTOP):
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            assert_sound(page)
        printed = page.pdf(prefer_css_page_size=True)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 12
    page.close()
