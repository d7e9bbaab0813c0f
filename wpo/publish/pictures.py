"""Every picture on one sheet, with its name: to look at, and to know which photo replaces what."""

import base64
from html import escape

from wpo.catalogue.art import WHEELCHAIR
from wpo.catalogue.loading import Catalogue
from wpo.drawing.scenes import draw, portrait


def pictures_body(catalogue: Catalogue) -> str:
    """Return the cast, their faces and hands, and the pictures of every opdracht, all drawn."""
    art, words = catalogue.art, catalogue.staff
    moods, poses = sorted(art.names["mood"]), sorted(art.names["pose"])
    model = next(one for one in art.cast.values() if one.looks.body != WHEELCHAIR)
    parts = [f"<h1>{escape(words['pictures_title'])}</h1>", f"<p>{escape(words['made_up'])}</p>"]
    parts.append(f'<h2>{escape(words["pictures_cast"])}</h2><ul class="sheet cast">')
    parts += [
        f"<li>{_image(portrait(one, art), one.name)}"
        f"<small><b>{escape(one.name)}</b>, {one.age}. {escape(one.about)}</small></li>"
        for one in art.cast.values()
    ]
    parts.append(f'</ul><h2>{escape(words["pictures_moods"])}</h2><ul class="sheet cast">')
    parts += [f"<li>{_named(portrait(model, art, mood=mood), mood)}</li>" for mood in moods]
    parts.append(f'</ul><h2>{escape(words["pictures_poses"])}</h2><ul class="sheet cast">')
    parts += [f"<li>{_named(portrait(model, art, does=pose), pose)}</li>" for pose in poses]
    parts.append("</ul>")
    for assignment in catalogue.assignments.values():
        parts.append(f'<h2>{escape(assignment.title)}</h2><ul class="sheet">')
        parts += [
            f"<li>{_image(draw(one, art), one.scene.alt)}"
            f"<small><b>{one.name}</b><br>{escape(one.scene.alt)}</small></li>"
            for one in assignment.pictures()
        ]
        parts.append("</ul>")
    return "".join(parts)


def _named(svg: str, name: str) -> str:
    return f"{_image(svg, name)}<small><b>{escape(name)}</b></small>"


def _image(svg: str, alt: str) -> str:
    data = base64.b64encode(svg.encode()).decode()
    return f'<img alt="{escape(alt)}" src="data:image/svg+xml;base64,{data}">'
