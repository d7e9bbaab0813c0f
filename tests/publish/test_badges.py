"""A badge is what Open Badges 3.0 says, and others than us can check who signed it."""

import base64
import json
import multiprocessing
import re
import stat
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import RSAKey
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS, InvalidJWSSignature
from markdown_it import MarkdownIt

from tests.publish.test_proof import FORMAL, LISTENS, everything
from wpo.catalogue.loading import Catalogue
from wpo.errors import SetupError
from wpo.publish.badges import Issuer, issuer_id, new_key, plain, read_key, signed_badge
from wpo.publish.proof import Mastered

BADGE = UUID("5f0c8a8e-4c0b-4b0e-9f5e-0d6f3f1f8a11")
SUBJECT = UUID("a3c1d5d2-90f7-4f3c-8d0c-6a1f0f3f7b22")
ISSUED = datetime(2026, 11, 24, 9, 30, 15, tzinfo=UTC)
ISSUER = Issuer(name="De Linde (verzonnen)", address="https://delinde.example")

Badge = dict[str, Any]


@pytest.fixture(scope="module")
def key() -> RSAKey:
    """The key of one organisation."""
    return RSAKey.import_key(new_key())


@pytest.fixture(scope="module")
def token(catalogue: Catalogue, key: RSAKey) -> str:
    """One badge as it is taken along."""
    return signed(catalogue, key)


def signed(catalogue: Catalogue, key: RSAKey, one: Mastered = LISTENS, **change: Any) -> str:
    """A badge, with other arguments where a test names them."""
    usual = {"issuer": ISSUER, "badge_id": BADGE, "subject_id": SUBJECT, "issued_at": ISSUED}
    return signed_badge(catalogue, one, key=key, **{**usual, **change})


def part(token: str, place: int) -> Any:
    """The header (0) or the payload (1), read without our own code."""
    return json.loads(base64.urlsafe_b64decode(token.split(".")[place] + "=="))


def changed(token: str, place: int, change: Callable[[Badge], None]) -> str:
    """The same badge with one part changed and the old signature."""
    parts, value = token.split("."), part(token, place)
    change(value)
    parts[place] = base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
    return ".".join(parts)


def checked(token: str) -> Any:
    """The badge as a stranger reads it, with the key in it (section 8.2.6), by jwcrypto."""
    seal = JWS()
    seal.deserialize(token)
    seal.allowed_algs = ["RS256"]
    seal.verify(JWK(**part(token, 0)["jwk"]))
    return json.loads(seal.payload)


def key_named(did: str) -> bytes:
    """The public key that a did:key names, as DER (W3C did:key method, section 3.1)."""
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = 0
    for letter in did.removeprefix("did:key:z"):
        number = number * 58 + alphabet.index(letter)
    data = number.to_bytes((number.bit_length() + 7) // 8)
    assert data[:2] == b"\x85\x24"  # 0x1205, rsa-pub in the table of multicodec
    return data[2:]


def below(value: Any) -> Iterable[Any]:
    """Every value in a tree of JSON."""
    yield value
    for one in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from below(one)


def test_a_stranger_can_check(token: str) -> None:
    """Another library takes the badge with the key that stands in it, and reads the same."""
    assert checked(token) == part(token, 1)


@pytest.mark.parametrize(
    ("place", "change"),
    [
        (1, lambda badge: badge.update(name="Lassen")),
        (1, lambda badge: badge["evidence"][0].update(narrative="Ik kan alles.")),
        (1, lambda badge: badge.update(sub="urn:uuid:" + str(UUID(int=9)))),
        (0, lambda header: header.pop("typ")),
    ],
    ids=["name", "words", "subject", "header"],
)
def test_tampered(token: str, place: int, change: Callable[[Badge], None]) -> None:
    """Who changes one word has no valid badge any more."""
    with pytest.raises(InvalidJWSSignature):
        checked(changed(token, place, change))


def test_signed_by_another(catalogue: Catalogue, token: str) -> None:
    """Another key makes another issuer: it cannot sign as this one, by its key or by its name."""
    other = RSAKey.import_key(new_key())
    theirs = signed(catalogue, other)

    with pytest.raises(InvalidJWSSignature):
        checked(changed(theirs, 0, lambda header: header.update(part(token, 0))))
    assert checked(theirs)["iss"] == issuer_id(other) != part(token, 1)["iss"]


def test_the_issuer_is_the_key(token: str) -> None:
    """The did:key in the badge is the key in its header: neither can be swapped alone."""
    pem = JWK(**part(token, 0)["jwk"]).export_to_pem()
    der = base64.b64decode(b"".join(pem.splitlines()[1:-1]))

    assert der.endswith(key_named(part(token, 1)["iss"]))


def test_as_a_2048_bit_example() -> None:
    """A did:key of 2048 bits begins as in the W3C did:key method, section 3.1.6."""
    small = RSAKey.import_key(rsa.generate_private_key(65537, 2048))

    assert issuer_id(small).startswith("did:key:z4MX")


def has(found: Any, *wanted: str) -> bool:
    """Whether each stands among the types; a type is an array (appendix A.1)."""
    return isinstance(found, list) and set(wanted) <= set(found)


URI = re.compile(r"(did:key:z[1-9A-HJ-NP-Za-km-z]+|urn:uuid:[0-9a-f-]{36}|https?://\S+)")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

MUSTS: list[tuple[str, Callable[[Badge, Badge], bool]]] = [
    ("8.2.3 alg is RS256 as a minimum", lambda h, _: h["alg"] == "RS256"),
    ("8.2.3 typ, if present, is JWT", lambda h, _: h["typ"] == "JWT"),
    ("8.2.3 no other headers", lambda h, _: set(h) <= {"alg", "kid", "jwk", "typ"}),
    ("8.2.3 jwk where there is no kid", lambda h, _: "jwk" in h and "kid" not in h),
    ("8.2.3 jwk holds nothing private", lambda h, _: set(h["jwk"]) == {"kty", "n", "e"}),
    ("8.2.4.1 the payload is the credential", lambda _, b: "vc" not in b),
    ("8.2.6.1 iss is issuer.id", lambda _, b: b["iss"] == b["issuer"]["id"]),
    ("8.2.6.1 sub is credentialSubject.id", lambda _, b: b["sub"] == b["credentialSubject"]["id"]),
    ("8.2.6.1 jti is id", lambda _, b: b["jti"] == b["id"]),
    (
        "8.2.6.1 nbf is validFrom",
        lambda _, b: (
            datetime.fromtimestamp(b["nbf"], UTC) == datetime.fromisoformat(b["validFrom"])
        ),
    ),
    ("8.2.4.1 exp only with validUntil", lambda _, b: "exp" not in b and "validUntil" not in b),
    ("A.1 nothing empty", lambda _, b: all(one not in (None, [], "", {}) for one in below(b))),
    (
        "B.1.2 @context in this order",
        lambda _, b: (
            b["@context"][:2]
            == [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ]
        ),
    ),
    (
        "B.1.2 type",
        lambda _, b: has(b["type"], "VerifiableCredential", "OpenBadgeCredential"),
    ),
    ("B.1.2 id is a URI", lambda _, b: bool(URI.fullmatch(b["id"]))),
    ("B.1.2 validFrom", lambda _, b: bool(TIME.fullmatch(b["validFrom"]))),
    ("B.1.2 awardedDate", lambda _, b: bool(TIME.fullmatch(b["awardedDate"]))),
    ("B.1.3 type", lambda _, b: has(b["credentialSubject"]["type"], "AchievementSubject")),
    ("B.1.3 id", lambda _, b: bool(URI.fullmatch(b["credentialSubject"]["id"]))),
    ("B.1.1 type", lambda _, b: has(b["credentialSubject"]["achievement"]["type"], "Achievement")),
    ("B.1.1 id", lambda _, b: bool(URI.fullmatch(b["credentialSubject"]["achievement"]["id"]))),
    (
        "B.1.1 name, description and criteria",
        lambda _, b: (
            {"name", "description", "criteria"} <= set(b["credentialSubject"]["achievement"])
        ),
    ),
    (
        "B.1.6 criteria has a narrative",
        lambda _, b: set(b["credentialSubject"]["achievement"]["criteria"]) == {"narrative"},
    ),
    (
        "B.1.5 alignments have type, name and address",
        lambda _, b: all(
            has(one["type"], "Alignment") and one["targetName"] and URI.fullmatch(one["targetUrl"])
            for one in b["credentialSubject"]["achievement"]["alignment"]
        ),
    ),
    ("B.1.9 evidence type", lambda _, b: all(has(e["type"], "Evidence") for e in b["evidence"])),
    ("B.1.14 issuer type", lambda _, b: has(b["issuer"]["type"], "Profile")),
    ("B.1.14 issuer id", lambda _, b: bool(URI.fullmatch(b["issuer"]["id"]))),
]


@pytest.mark.parametrize("must", [must for _, must in MUSTS], ids=[name for name, _ in MUSTS])
def test_what_the_standard_asks(token: str, must: Callable[[Badge, Badge], bool]) -> None:
    """Each MUST of Open Badges 3.0 (final) that a signed badge can break, by section."""
    assert must(part(token, 0), part(token, 1))


def test_what_it_tells(catalogue: Catalogue, token: str) -> None:
    """Criteria are the behaviour, evidence is what both said, and the skill is an ESCO concept."""
    badge = part(token, 1)
    achievement = badge["credentialSubject"]["achievement"]

    assert badge["name"] == achievement["name"] == "Luisteren en vragen"
    assert achievement["criteria"]["narrative"] == "- Ik luister tot mijn collega klaar is."
    assert [one["narrative"] for one in badge["evidence"]] == [
        "Nu wacht ik even.",
        "Ik zag je rustig luisteren.",
    ]
    assert badge["credentialSubject"]["narrative"] == "Het lukte op 3 dagen."
    assert [one["targetUrl"] for one in achievement["alignment"]] == [
        one.uri for one in catalogue.skills.skill_of("s1a").esco
    ]
    assert badge["issuer"]["url"] == ISSUER.address
    assert (badge["validFrom"], badge["awardedDate"]) == (
        "2026-11-24T09:30:15Z",
        "2026-11-03T00:00:00Z",
    )


def test_nothing_formal(catalogue: Catalogue, key: RSAKey) -> None:
    """No badge of all that is taught names a level, a grade or formal education."""
    for one in everything(catalogue):
        badge = part(signed(catalogue, key, one), 1)
        assert not any(FORMAL.search(text) for text in below(badge) if isinstance(text, str))
        assert not {"level", "result", "humanCode"} & {
            name for value in below(badge) if isinstance(value, dict) for name in value
        }


def test_no_words_no_evidence(catalogue: Catalogue, key: RSAKey) -> None:
    """Where nobody said anything there is no evidence at all, not an empty list."""
    silent = replace(LISTENS, own_words=" ", trainer_words="")

    assert "evidence" not in part(signed(catalogue, key, silent), 1)


def test_same_again(catalogue: Catalogue, key: RSAKey, token: str) -> None:
    """The same arguments give the same badge, whatever the time zone and the part of a second."""
    here = ISSUED.astimezone(timezone(timedelta(hours=1))) + timedelta(microseconds=999_999)

    assert signed(catalogue, key, issued_at=here) == token


def test_same_achievement(catalogue: Catalogue, key: RSAKey) -> None:
    """Two people with the same behaviour have one achievement; other behaviour is another."""

    def achievement(one: Mastered, subject: UUID) -> str:
        badge = part(signed(catalogue, key, one, subject_id=subject), 1)
        return str(badge["credentialSubject"]["achievement"]["id"])

    first = achievement(LISTENS, SUBJECT)
    assert achievement(replace(LISTENS, own_words="Anders."), UUID(int=4)) == first
    assert achievement(replace(LISTENS, behaviour=("Ik vraag door.",)), SUBJECT) != first


def test_no_time_zone(catalogue: Catalogue, key: RSAKey) -> None:
    """A time without a zone is refused: nobody could say when the badge is valid."""
    with pytest.raises(ValueError, match="tijdzone"):
        signed(catalogue, key, issued_at=ISSUED.replace(tzinfo=None))


@pytest.mark.parametrize("change", [{"name": " "}, {"address": "http://delinde.example"}])
def test_not_an_issuer(change: dict[str, str]) -> None:
    """An organisation that signs has a name, and an address that is safe to open."""
    with pytest.raises(ValueError, match=r"organisatie|https"):
        replace(ISSUER, **change)


def test_no_address(catalogue: Catalogue, key: RSAKey) -> None:
    """An organisation without a site signs as well."""
    badge = part(signed(catalogue, key, issuer=Issuer(name="De Linde")), 1)

    assert set(badge["issuer"]) == {"id", "type", "name"}


@given(st.text(alphabet=st.sampled_from("ab1 .#*_`[]<>&~|+=-\\()!\n"), max_size=30))
def test_markdown_reads_the_same(text: str) -> None:
    """In a field that may be Markdown, the words of people are words."""
    html = MarkdownIt("commonmark").render(plain(text))
    read = re.sub(r"</?p>|<br ?/?>|\s", "", html)

    assert not re.search(r"<(?!/?p>|br ?/?>)", html), html
    assert read.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == re.sub(
        r"\s", "", text
    )


def test_no_markup_anywhere(catalogue: Catalogue, key: RSAKey) -> None:
    """Every field that may be Markdown shows what people wrote as they wrote it."""
    wrote = "<b>Ik</b> *luister*"
    one = replace(LISTENS, behaviour=(wrote,), own_words=wrote, trainer_words=wrote)
    badge = part(signed(catalogue, key, one), 1)
    fields = [value["narrative"] for value in below(badge) if has_narrative(value)]

    assert sum("luister" in MarkdownIt("commonmark").render(text) for text in fields) == 3
    assert not any("<b>" in text or " *l" in text for text in fields)


def has_narrative(value: object) -> bool:
    """Whether this part of a badge holds a field that may be Markdown."""
    return isinstance(value, dict) and "narrative" in value


def test_a_key_is_made_once(tmp_path: Path) -> None:
    """The first time there is a new key, for its owner only; after that it is the same one."""
    path = tmp_path / "keys" / "organisation.pem"
    first = read_key(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().startswith(b"-----BEGIN PRIVATE KEY-----")
    assert issuer_id(read_key(path)) == issuer_id(first)
    assert list(path.parent.iterdir()) == [path]


def _name_of_key(path: Path) -> str:
    return issuer_id(read_key(path))


def test_two_at_once(tmp_path: Path) -> None:
    """Workers that start at the same time sign with one key."""
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        names = pool.map(_name_of_key, [tmp_path / "organisation.pem"] * 8, chunksize=1)

    assert len(set(names)) == 1
    assert len(list(tmp_path.iterdir())) == 1


def _pem(private: Any, secret: bytes | None = None) -> bytes:
    lock = BestAvailableEncryption(secret) if secret else NoEncryption()
    return bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))


_STRONG = rsa.generate_private_key(65537, 2048)


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"geen sleutel",
        _pem(_STRONG)[:400],
        _STRONG.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        _pem(_STRONG, b"geheim"),
        _pem(rsa.generate_private_key(65537, 1024)),
        _pem(ec.generate_private_key(ec.SECP256R1())),
    ],
    ids=["empty", "text", "half", "public", "locked", "short", "curve"],
)
def test_a_damaged_key(tmp_path: Path, damaged: bytes) -> None:
    """A file that cannot sign is named with what to do, and is never replaced."""
    path = tmp_path / "organisation.pem"
    path.write_bytes(damaged)

    with pytest.raises(SetupError, match="reservekopie") as found:
        read_key(path)
    assert str(path) in str(found.value)
    assert path.read_bytes() == damaged


def test_no_room_for_a_key(tmp_path: Path) -> None:
    """A place where no file can be made is named."""
    (tmp_path / "file").touch()

    with pytest.raises(SetupError, match="rechten"):
        read_key(tmp_path / "file" / "organisation.pem")
