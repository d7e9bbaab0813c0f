"""Numbers made for one extract, and the letters of organisations.

A number is the place of somebody in an order by keyed hash. The salt is made for one extract and
thrown away: nobody, we neither, can find somebody of one extract in another or in the store, and
the order says nothing about who came first. Under ``*`` somebody has another number for each
opdracht and family of tables: else the rows under their letter would tell what the star hides.
"""

import hmac
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from string import ascii_uppercase

from wpo.errors import ExtractRefused

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pseudonyms:
    """What people and organisations are called in one extract.

    ``letters`` holds the letter of each organisation, and ``*`` of ``*``; ``names`` matches a name
    that is known here.
    """

    letters: Mapping[str, str]
    names: re.Pattern[str] | None = field(repr=False)
    salt: bytes = field(repr=False)

    def numbered(self, what: str, keys: Iterable[Key]) -> dict[Key, int]:
        """Return a number for each key, from 1, in an order that only the salt knows."""
        salt = self.salted(what)
        ordered = sorted(
            set(keys), key=lambda key: hmac.digest(salt, "\0".join(key).encode(), "sha256")
        )
        return {key: number for number, key in enumerate(ordered, start=1)}

    def salted(self, what: str) -> bytes:
        """Return 32 bytes for one use of the salt."""
        return hmac.digest(self.salt, what.encode(), "sha256")

    def unless_named(self, text: str | None) -> str | None:
        """Return a text, or None where a name that is known here stands in it."""
        return None if text and self.names and self.names.search(text) else text


def lettered(
    key: bytes, organisations: Collection[str], before: Mapping[str, str]
) -> dict[str, str]:
    """Return the letter of each organisation: as it was before, or the next by keyed hash.

    Parameters
    ----------
    key
        Of this installation; secret.
    before
        The letters that were given already.

    Raises
    ------
    ExtractRefused
        If there are more organisations than letters.
    """
    fresh = sorted(
        set(organisations) - before.keys(),
        key=lambda one: hmac.digest(key, b"wpo letter " + one.encode(), "sha256"),
    )
    free = [one for one in ascii_uppercase if one not in before.values()]
    if len(fresh) > len(free):
        raise ExtractRefused(
            f"Er zijn maar {len(ascii_uppercase)} letters voor organisaties, en het testplan heeft "
            "er meer. Haal er organisaties uit."
        )
    return dict(before) | dict(zip(fresh, free, strict=False))
