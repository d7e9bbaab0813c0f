"""The proof as an Open Badges 3.0 credential, signed with the key of the organisation.

A badge is a credential of the Verifiable Credentials Data Model 2.0, signed as a JSON Web Token
(Open Badges 3.0, section 8.2). Two choices, with their reasons:

- **RS256 with the public key in the header.** Section 8.2.3 asks RS256 as a minimum and warns that
  other algorithms limit who can check a badge; the validator of 1EdTech takes nothing else. The
  key in ``jwk`` makes a badge complete in itself: it can be checked without a network, also when
  the server or the company is gone.
- **The issuer is the did:key of that same key.** An https address would have to be kept alive, and
  anyone may claim it with a key of their own. A did:key is the key: what it names cannot be signed
  by another. The company may publish it on its site, and its site stands in the badge as ``url``.

Nothing in a badge leads back to the database: no name, no code, only random ids that the caller
gives.
"""

import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)
from joserfc import jws
from joserfc.jwk import RSAKey

from wpo.catalogue.loading import Catalogue
from wpo.errors import SetupError
from wpo.model.skills import EscoConcept
from wpo.publish.proof import Mastered, seen_sentence

ALGORITHM = "RS256"
KEY_BITS = 3072  # a badge is kept for years: NIST SP 800-57 part 1, 128 bits of security
LEAST_KEY_BITS = 2048  # RFC 7518, section 3.3
SUFFIX = ".jwt"  # section 5.1
CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)

_RSA_PUBLIC_KEY = b"\x85\x24"  # multicodec rsa-pub, 0x1205, as a varint
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_MARKUP = re.compile(r"([\\`*_\[\]<>&~|]|^[#+=-]|^\d+(?=[.)]))", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The organisation that signs: its name, and its https address where it has one."""

    name: str
    address: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("een badge noemt de organisatie die tekent")
        if self.address and not self.address.startswith("https://"):
            raise ValueError(f"het adres {self.address!r} begint niet met https://")


def signed_badge(
    catalogue: Catalogue,
    one: Mastered,
    *,
    issuer: Issuer,
    key: RSAKey,
    badge_id: UUID,
    subject_id: UUID,
    issued_at: datetime,
) -> str:
    """Return the badge as a compact JWS: the whole content of a file or a web resource.

    The same arguments give the same text. A later ``issued_at`` with the same ``badge_id``
    replaces the earlier badge (section 10).

    Parameters
    ----------
    badge_id, subject_id
        Which badge, and who masters it. Random, or derived in a way that nobody can follow back;
        badges with one ``subject_id`` show that they belong to one person.
    issued_at
        An aware time; the badge is valid from then on. Parts of a second are left off.
    """
    badge = credential(
        catalogue,
        one,
        issuer={"id": issuer_id(key), **_profile(issuer)},
        badge_id=badge_id,
        subject_id=subject_id,
        issued_at=issued_at,
    )
    claims = {
        **badge,
        "iss": badge["issuer"]["id"],
        "jti": badge["id"],
        "nbf": int(issued_at.timestamp()),
        "sub": badge["credentialSubject"]["id"],
    }
    header = {"alg": ALGORITHM, "typ": "JWT", "jwk": public_key(key)}
    payload = json.dumps(claims, ensure_ascii=False, separators=(",", ":"))
    return jws.serialize_compact(header, payload, key, algorithms=[ALGORITHM])


def credential(
    catalogue: Catalogue,
    one: Mastered,
    *,
    issuer: Mapping[str, Any],
    badge_id: UUID,
    subject_id: UUID,
    issued_at: datetime,
) -> dict[str, Any]:
    """Return the unsigned OpenBadgeCredential (Open Badges 3.0, appendix B.1.2).

    ``issuer`` is a Profile (B.1.14); for the rest see `signed_badge`.
    """
    if issued_at.tzinfo is None:
        raise ValueError("issued_at is een tijd met tijdzone")
    about = catalogue.interface["proof_badge_about"]
    concepts = catalogue.skills.skill_of(one.sub_skill).esco
    return {
        "@context": list(CONTEXTS),
        "id": badge_id.urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": one.title,
        "description": about,
        "issuer": dict(issuer),
        "validFrom": issued_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "awardedDate": f"{one.mastered_on.isoformat()}T00:00:00Z",
        "credentialSubject": {
            "id": subject_id.urn,
            "type": ["AchievementSubject"],
            "narrative": seen_sentence(catalogue, one),
            "achievement": {
                "id": _achievement_id(issuer["id"], one).urn,
                "type": ["Achievement"],
                "achievementType": "Competency",
                "name": one.title,
                "description": about,
                "inLanguage": "nl",
                "criteria": {"narrative": "\n".join(f"- {plain(text)}" for text in one.behaviour)},
                "alignment": [_alignment(concept) for concept in concepts],
            },
        },
        **_evidence(catalogue, one),
    }


def new_key() -> bytes:
    """Return a new private key as PEM (PKCS #8)."""
    return RSAKey.generate_key(KEY_BITS, auto_kid=False).as_pem(private=True)


def read_key(path: Path) -> RSAKey:
    """Return the key of the organisation; it is made where there is none yet.

    A new key file is there whole or not at all, for its owner only; when two workers start at
    once, both use the one that came first. Keep it with the backups: badges that it signed stay
    valid without it, but with another key the organisation is another issuer.

    Raises
    ------
    SetupError
        If the file is not a private RSA key of at least 2048 bits, or cannot be read.
    """
    try:
        if not path.exists():
            _keep_first(path, new_key())
        pem = path.read_bytes()
    except OSError as error:
        raise SetupError(
            f"De sleutel van de organisatie in {path} is niet te lezen of te maken "
            f"({error.strerror}). Geef de gebruiker van wpo rechten op dit bestand en deze map."
        ) from error
    key = _private_key(pem)
    if key is None:
        raise SetupError(
            f"{path} is geen sleutel waarmee wpo badges tekent (RSA, minstens {LEAST_KEY_BITS} "
            "bits, PEM zonder wachtwoord). Zet een reservekopie van dit bestand terug. Is die er "
            "niet, verplaats het bestand dan: wpo maakt een nieuwe sleutel."
        )
    return key


def public_key(key: RSAKey) -> dict[str, str]:
    """Return the public part of a key as JWK, and never more than that."""
    known = key.as_dict(private=False)
    return {part: str(known[part]) for part in ("kty", "n", "e")}


def issuer_id(key: RSAKey) -> str:
    """Return the did:key of a key: the issuer of every badge that it signs."""
    der = key.public_key.public_bytes(Encoding.DER, PublicFormat.PKCS1)
    return f"did:key:z{_base58(_RSA_PUBLIC_KEY + der)}"


def plain(text: str) -> str:
    """Return a text so that it reads the same as Markdown: nothing in it is markup."""
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    return _MARKUP.sub(_escaped, lines)


def _escaped(found: re.Match[str]) -> str:
    mark = found[0]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"  # 1\. is no list; \1 is no escape


def _profile(issuer: Issuer) -> dict[str, Any]:
    url = {"url": issuer.address} if issuer.address else {}
    return {"type": ["Profile"], "name": issuer.name, **url}


def _achievement_id(issuer: str, one: Mastered) -> UUID:
    """Return the same id for the same behaviour of one deelskill, of one issuer."""
    return uuid5(NAMESPACE_URL, "\n".join([issuer, one.sub_skill, *one.behaviour]))


def _alignment(concept: EscoConcept) -> dict[str, Any]:
    return {
        "type": ["Alignment"],
        "targetName": concept.label,
        "targetUrl": concept.uri,
        "targetFramework": "ESCO",
        "targetType": "ceasn:Competency",
    }


def _evidence(catalogue: Catalogue, one: Mastered) -> dict[str, Any]:
    """Return what both said; a list of nothing is left out (appendix A.1)."""
    said = {"proof_own": one.own_words, "proof_trainer": one.trainer_words}
    evidence = [
        {"type": ["Evidence"], "name": catalogue.interface[key], "narrative": plain(text)}
        for key, text in said.items()
        if text.strip()
    ]
    return {"evidence": evidence} if evidence else {}


def _keep_first(path: Path, pem: bytes) -> None:
    """Write a file that only its owner can read, unless somebody else was first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # made with mode 0600
    fresh = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(fresh)  # unlike a rename, this never replaces a key that signed already
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _private_key(pem: bytes) -> RSAKey | None:
    """Return the key in a PEM file, or None where it is not one to sign with."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    if not isinstance(key, RSAPrivateKey) or key.key_size < LEAST_KEY_BITS:
        return None
    return RSAKey.import_key(key)


def _base58(data: bytes) -> str:
    """Return bytes in the alphabet of Bitcoin; the first byte is not zero."""
    number, text = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        text = _BASE58[digit] + text
    return text
