"""What is handed out on paper when somebody is let in, and never again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wpo.errors import SetupError
from wpo.model.people import ENTRANCE, Person
from wpo.publish.door_cards import DoorCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card to come in with. What it says stands nowhere else.

    Attributes
    ----------
    secret
        Of the link in the square; empty for staff.
    user_name, password
        Of staff; the password is one to begin with, and empty where the company's own login
        opens the account.
    """

    person: Person
    first_name: str = ""
    secret: str = ""
    user_name: str = ""
    password: str = ""


Hand = Callable[[Sequence[Card]], None]


def later(_cards: Sequence[Card]) -> None:
    """Hand nothing out yet: whoever asked gets the cards when everybody is kept."""


def safe_address(address: str) -> str:
    """Return the address of the server as it stands on cards.

    Raises
    ------
    SetupError
        If what is on a card would travel in the open.
    """
    address = address.strip().rstrip("/")
    host = address.partition("://")[2]
    here = address.startswith("http://") and host.partition(":")[0] in ("127.0.0.1", "localhost")
    if not (address.startswith("https://") or here) or not host or not _plain(host):
        raise SetupError(f"{address} is geen veilig adres: begin met https://.")
    return address


def printed(cards: Sequence[Card], address: str, *, with_names: bool) -> tuple[DoorCard, ...]:
    """Return what stands on these cards.

    Parameters
    ----------
    address
        See :func:`safe_address`.
    with_names
        Print first names; else there is a line to write one on.
    """
    here = safe_address(address)
    return tuple(
        DoorCard(
            address=here,
            role=one.person.role.value,
            code=one.person.code,
            name=one.first_name if with_names else "",
            link=f"{here}{ENTRANCE}{one.secret}" if one.secret else "",
            user_name=one.user_name,
            password=one.password,
        )
        for one in cards
    )


def _plain(host: str) -> bool:
    return len(host) <= 200 and all(one.isalnum() or one in ".:-/_[]" for one in host)
