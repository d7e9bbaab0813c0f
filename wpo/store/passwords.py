"""Passwords: made, judged and kept as argon2 hashes. Slow on purpose: call these in a thread."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 200
_TELLING = 4  # a shorter user name may stand in a word by chance

_hasher = PasswordHasher()
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike on paper
_ENDINGS = "0123456789!?.,@#$%&*-_+= "

# The most usual ones, as they are and without the figures that people put behind them.
_LIST = """
123456789 1234567890 12345678910 0123456789 0987654321 9876543210 1111111111 0000000000
1234512345 1122334455 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5
qwerty qwertyuiop qwertyui qwerty123456 azerty azertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm
qazwsx qazwsxedc qwaszx a1b2c3d4e5 abc abcd abcdef abcdefgh abcdefghij aaaaaaaaaa abcabcabc
password passw0rd p@ssword p@ssw0rd mypassword newpassword password1password passwort motdepasse
wachtwoord wachtw00rd mijnwachtwoord nieuwwachtwoord welkom welkom01welkom welkomwelkom
welcome welcomewelcome geheim geheimpje geheimgeheim supergeheim letmein letmeinnow openup
sesam sesamopenu sesamopen inloggen inlog login loginlogin toegang admin administrator
administrateur beheer beheerder gebruiker hallo hallohallo hallowereld helloworld
iloveyou ikhouvanjou ikhouvanje liefje schatje schatjes lieverd sunshine princess prinses
football voetbal feyenoord amsterdam rotterdam utrecht eindhoven nederland holland
dragon monkey superman batman pokemon starwars whatever trustnoone
lente zomer herfst winter voorjaar maandag dinsdag woensdag donderdag vrijdag
januari februari september oktober november december
werkplek werkplekopleider werkenaangroei leermeester begeleider
"""
_USUAL = frozenset(_LIST.split())


def new_start_password() -> str:
    """Return a password to begin with: fourteen letters and figures, to be read from paper."""
    return "".join(secrets.choice(_LETTERS) for _ in range(14))


def hash_password(password: str) -> str:
    """Return what is kept of a password. Takes a good part of a tenth of a second, on purpose."""
    return _hasher.hash(_plain(password))


def fits(password_hash: str, password: str) -> bool:
    """Tell whether a password is the one; as slow where there is no hash at all.

    Parameters
    ----------
    password_hash
        What :func:`hash_password` returned; empty for nobody, whom no password fits.
    """
    nobody = _nobody()  # the first login of a worker pays for it, whoever that is
    try:
        _hasher.verify(password_hash or nobody, _plain(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)


def outdated(password_hash: str) -> bool:
    """Tell whether a hash was made in a weaker way than is usual now."""
    return _hasher.check_needs_rehash(password_hash)


def problem_with(password: str, user_name: str) -> str:
    """Return the key of the text that says why this password cannot be, or an empty string.

    The keys are ``password_short``, ``password_long``, ``password_name`` and ``password_usual``.
    """
    plain = _plain(password)
    stem = plain.casefold().strip(_ENDINGS)
    if len(plain) < SHORTEST:
        return "password_short"
    if len(plain) > LONGEST:
        return "password_long"
    name = user_name.casefold().split("@")[0].strip(_ENDINGS)
    if name and (stem == name or (len(name) >= _TELLING and name in plain.casefold())):
        return "password_name"
    if plain.casefold() in _USUAL or stem in _USUAL or len(set(plain)) < 4:
        return "password_usual"
    return ""


def _plain(password: str) -> str:
    """Return one spelling for what looks the same, however a keyboard composes it."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_urlsafe())
