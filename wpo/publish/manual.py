"""The handleiding as one document: contents, chapters, two pages about each skill."""

from collections.abc import Sequence
from html import escape

from wpo.catalogue.loading import Catalogue
from wpo.catalogue.manual import Page, markdown
from wpo.publish.documents import contents_html, links_html


def manual_body(catalogue: Catalogue, links: Sequence[tuple[str, str]] = ()) -> str:
    """Return the whole manual; ``links`` are other documents, as (address, text)."""
    words = catalogue.staff
    pages = catalogue.manual
    return "".join(
        [
            f"<h1>{escape(words['manual_title'])}</h1>",
            f"<p>{escape(words['made_up'])}</p>",
            links_html(links),
            contents_html(words["manual_contents"], [(one.anchor, one.title) for one in pages]),
            *map(page_html, pages),
        ]
    )


def page_html(page: Page) -> str:
    """Return one page; its headings stand one step lower, below the title of the manual."""
    tokens = markdown().parse(page.text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1]) + 1}"
    html = str(markdown().renderer.render(tokens, markdown().options, {}))
    html = html.replace("<table>", '<div class="scroll" tabindex="0"><table>')
    html = html.replace("</table>", "</table></div>")
    return f'<section class="page" id="{page.anchor}">{html}</section>'
