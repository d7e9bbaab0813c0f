"""The proof of a participant as a file to keep: signed badges, and the page they can read."""

import hmac
from datetime import datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Engine

from wpo.apps.own.skills import mastered_of
from wpo.catalogue.loading import Catalogue
from wpo.model.months import day_of
from wpo.model.people import Person
from wpo.publish.badges import SUFFIX, Issuer, read_key, signed_badge
from wpo.publish.documents import document
from wpo.publish.proof import Mastered, proof_body
from wpo.store.database import reading
from wpo.store.floor import trajectory_of
from wpo.store.names import first_names, organisation_label


def badge_file(
    engine: Engine,
    catalogue: Catalogue,
    person: Person,
    now: datetime,
    *,
    keys: Path,
    secret: bytes,
) -> bytes:
    """Return a ZIP with the proof as a page, and a signed badge for each mastered level.

    Parameters
    ----------
    now
        Aware UTC: when the badges are issued. The same badge made again keeps its id.
    keys
        Folder with the signing key of each organisation; a missing one is made.
    secret
        Of the server: ids in a badge are made of it, so none leads back to the person's code.
    """
    with reading(engine) as connection:
        lines = trajectory_of(connection, person.code).mastered
        name = first_names(connection, [person.code]).get(person.code, "")
        organisation = organisation_label(connection, person.organisation)
    mastered = mastered_of(catalogue, lines)
    key = read_key(keys / f"{person.organisation}.pem")
    page = proof_body(catalogue, name, organisation, mastered, day_of(now))
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr("mijn-groeibewijs.html", document(catalogue.interface["proof_title"], page))
        for number, one in enumerate(mastered, start=1):
            badge = signed_badge(
                catalogue,
                one,
                issuer=Issuer(name=organisation),
                key=key,
                badge_id=_id(secret, person, one),
                subject_id=_id(secret, person),
                issued_at=now,
            )
            file.writestr(f"badge-{number}{SUFFIX}", badge)
    return packed.getvalue()


def _id(secret: bytes, person: Person, one: Mastered | None = None) -> UUID:
    """Return the same random-looking id for the same badge, or for all badges of one person."""
    what = f"{one.sub_skill}-{one.level}" if one else "persoon"
    digest = hmac.digest(secret, f"badge:{person.code}:{what}".encode(), "sha256")
    return UUID(bytes=digest[:16], version=4)
