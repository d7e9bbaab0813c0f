"""What somebody looks at. All of it stands in the address, so a link opens the same view again."""

from dataclasses import dataclass, fields, replace
from typing import Self
from urllib.parse import parse_qsl, urlencode

# What a choice is called in an address.
IN_ADDRESS = {
    "extract": "set",
    "skill": "vaardigheid",
    "level": "niveau",
    "assignment": "opdracht",
    "version": "versie",
    "item": "vraag",
    "role": "rol",
}
_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is chosen, in words as they stand in the tables; empty: everything, or the newest."""

    extract: str = ""
    skill: str = ""
    level: str = ""
    assignment: str = ""
    version: str = ""
    item: str = ""
    role: str = ""

    @classmethod
    def from_query(cls, query: str) -> Self:
        """Return what an address asks; what is not known there is left out."""
        asked = dict(parse_qsl(query))
        known = {name: asked.get(called, "")[:_LONGEST] for name, called in IN_ADDRESS.items()}
        return cls(**known)

    @property
    def query(self) -> str:
        """What stands behind the question mark; the same for the same choice."""
        return urlencode(
            [
                (IN_ADDRESS[one.name], getattr(self, one.name))
                for one in fields(self)
                if getattr(self, one.name)
            ]
        )

    def with_(self, name: str, value: str) -> Self:
        """Return this choice with another value; what hung on the old one is let go."""
        hanging = {
            "extract": {"version": "", "item": ""},
            "skill": {"assignment": "", "version": "", "item": ""},
            "level": {"assignment": "", "version": "", "item": ""},
            "assignment": {"version": "", "item": ""},
            "version": {"item": ""},
        }
        return replace(self, **{name: value}, **hanging.get(name, {}))
