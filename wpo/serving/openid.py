"""OpenID Connect: staff come in by the login that their company has already.

::

    /wpo/openid ----> the company's login ----> /wpo/openid/terug ----> session
     state, nonce, PKCE in a signed cookie       code for an ID token, checked by the company's keys

Authorization code with PKCE. The ID token must be signed with a key of the issuer by a method of
the list, be meant for us, be in time and answer this very request. Its claim must be the user name
of an account: nobody makes an account by logging in.
"""

import hmac
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from wpo.errors import SetupError
from wpo.serving.calm import CalmHandler, refuse, text, way
from wpo.serving.doors import LOGIN, come_in, is_secure
from wpo.store.accounts import account_named
from wpo.store.database import reading

START, BACK = "/wpo/openid", "/wpo/openid/terug"
COOKIE = "wpo_openid"
_COOKIE_DAYS = 1 / 96  # a quarter of an hour to log in at the company

# Signed with a key pair only: with HMAC whoever knows our secret could make a token.
METHODS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_KEY_TYPES = frozenset({"RSA", "EC", "OKP"})
_LEEWAY_S = 60
_FRESH_S = 3600  # how long what the issuer says about itself is good
_ASK_AGAIN_S = 60  # at most this often for a key that we do not know
_TIMEOUT_S = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdSettings:
    """Which login a company has. ``label`` is what its button says; empty for a text of ours."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str = "preferred_username"
    label: str = ""


def openid_settings(environ: Mapping[str, str]) -> OpenIdSettings | None:
    """Return the settings of ``WPO_OIDC_*``, or None where the company has no such login.

    Raises
    ------
    SetupError
        If only some of them are given, or the issuer is not reached by https.
    """
    names = ("WPO_OIDC_ISSUER", "WPO_OIDC_CLIENT_ID", "WPO_OIDC_CLIENT_SECRET")
    given = {name: environ.get(name, "") for name in names}
    if not any(given.values()):
        return None
    missing = ", ".join(name for name, value in given.items() if not value)
    if missing:
        raise SetupError(f"Voor inloggen via het bedrijf ontbreekt nog: {missing}.")
    issuer, client_id, client_secret = given.values()
    _require_safe(issuer, "WPO_OIDC_ISSUER")
    return OpenIdSettings(
        issuer=issuer,
        client_id=client_id,
        client_secret=client_secret,
        claim=environ.get("WPO_OIDC_CLAIM") or "preferred_username",
        label=environ.get("WPO_OIDC_LABEL", ""),
    )


def _require_safe(address: object, name: str) -> None:
    """Refuse an address at which others could listen; this machine itself is safe."""
    parts = urlsplit(str(address))
    near = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    if not (parts.hostname and (parts.scheme == "https" or near)):
        raise SetupError(f"{name} is geen veilig adres: {address}. Begin met https://.")


class OpenId:
    """The company's login, as one worker knows it."""

    def __init__(self, settings: OpenIdSettings) -> None:
        self.settings = settings
        self.label = settings.label
        self._metadata: Mapping[str, Any] = {}
        self._keys = KeySet([])
        self._asked_at = -float(_FRESH_S)

    async def address(self, *, state: str, nonce: str, verifier: str, back: str) -> str:
        """Return where the browser goes to log in.

        Raises
        ------
        ValueError, httpx.HTTPError
            If the issuer is out of reach or says what makes no sense.
        """
        await self._learn(_FRESH_S)
        return str(
            prepare_grant_uri(
                self._metadata["authorization_endpoint"],
                client_id=self.settings.client_id,
                response_type="code",
                redirect_uri=back,
                scope="openid profile email",
                state=state,
                nonce=nonce,
                code_challenge=create_s256_code_challenge(verifier),
                code_challenge_method="S256",
            )
        )

    async def user_name(self, code: str, *, nonce: str, verifier: str, back: str) -> str:
        """Return whom the company says this is.

        Raises
        ------
        ValueError
            If the answer is no ID token for us now; the message holds nothing of a person.
        httpx.HTTPError
            If the issuer is out of reach.
        """
        await self._learn(_FRESH_S)
        token = await self._token(code, verifier, back)
        try:
            claims = await self._claims(token)
            self._judge(claims, nonce)
        except JoseError as error:
            raise ValueError(type(error).__name__) from None
        named = claims.get(self.settings.claim)
        unproven = self.settings.claim == "email" and claims.get("email_verified") is False
        if not isinstance(named, str) or not named or unproven:
            raise ValueError("no claim")
        return named

    async def _token(self, code: str, verifier: str, back: str) -> str:
        """Return the ID token that the code is good for."""
        address = self._metadata["token_endpoint"]
        body = prepare_token_request(
            "authorization_code", code=code, redirect_uri=back, code_verifier=verifier
        )
        auth = ClientAuth(self.settings.client_id, self.settings.client_secret, self._method())
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        address, headers, body = auth.prepare("POST", address, headers, body)
        async with httpx.AsyncClient(timeout=_TIMEOUT_S) as client:
            answer = await client.post(address, content=body, headers=headers)
        if answer.status_code >= 500:
            answer.raise_for_status()
        given = answer.json() if answer.status_code == 200 else {}
        token = str(given.get("id_token") or "") if isinstance(given, dict) else ""
        if not token:
            raise ValueError("no ID token")
        return token

    def _method(self) -> str:
        """Return how this client shows its secret: as OpenID Connect says, unless told else."""
        known = self._metadata.get("token_endpoint_auth_methods_supported")
        wants_post = isinstance(known, list) and "client_secret_basic" not in known
        return "client_secret_post" if wants_post else "client_secret_basic"

    async def _claims(self, token: str) -> dict[str, Any]:
        try:
            return dict(jwt.decode(token, self._keys, algorithms=METHODS).claims)
        except InvalidKeyIdError:  # the company has new keys perhaps
            await self._learn(_ASK_AGAIN_S)
            return dict(jwt.decode(token, self._keys, algorithms=METHODS).claims)

    def _judge(self, claims: dict[str, Any], nonce: str) -> None:
        mine = self.settings.client_id
        jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_S,
            iss={"essential": True, "value": self.settings.issuer},
            aud={"essential": True, "value": mine},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        ).validate(claims)
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if claims.get("azp", mine if len(audience) == 1 else None) != mine:
            raise ValueError("for another client")
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            raise ValueError("another nonce")

    async def _learn(self, at_most_s: float) -> None:
        """Ask the issuer about itself and its keys, unless that was asked just now."""
        if time.monotonic() - self._asked_at < at_most_s:
            return
        where = self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration"
        async with httpx.AsyncClient(timeout=_TIMEOUT_S) as client:
            metadata = (await client.get(where)).raise_for_status().json()
            if not isinstance(metadata, dict) or metadata.get("issuer") != self.settings.issuer:
                raise ValueError("another issuer")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                _require_safe(metadata.get(name), name)
            given = (await client.get(metadata["jwks_uri"])).raise_for_status().json()
        keys = [one for one in given["keys"] if one.get("kty") in _KEY_TYPES]
        signing = [one for one in keys if one.get("use", "sig") == "sig"]
        self._keys = KeySet.import_key_set({"keys": signing})
        self._metadata, self._asked_at = metadata, time.monotonic()


# What an issuer can do wrong: it is out of reach, or what it says makes no sense.
_TROUBLE = (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError, JoseError, SetupError)


class _OpenIdHandler(CalmHandler):
    @property
    def openid(self) -> OpenId | None:
        """The company's login, where it has one."""
        found: OpenId | None = self.settings["wpo_openid"]
        return found

    @property
    def back(self) -> str:
        """Where the company sends the browser back to; it knows this address beforehand."""
        return f"{'https' if is_secure(self) else 'http'}://{self.request.host}{BACK}"

    def say(self, key: str, status: int = 403) -> None:
        """Say what went wrong, and lead back to the login."""
        refuse(self, key, status, way(LOGIN, text(self, "login_again"), quiet=True))

    def out_of_reach(self, error: Exception) -> None:
        """Say so, and tell the log what kind of trouble it is."""
        self.settings["wpo_log"].error("OpenID Connect: %s", type(error).__name__)
        self.say("openid_away", 502)


class OpenIdStart(_OpenIdHandler):
    """The way to the company's login."""

    async def get(self) -> None:
        """Redirect there, with what the answer must fit in a cookie."""
        if self.openid is None:
            refuse(self, "openid_none", 404)
            return
        kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
        try:
            address = await self.openid.address(**kept, back=self.back)
        except _TROUBLE as error:
            self.out_of_reach(error)
            return
        self.set_signed_cookie(
            COOKIE,
            json.dumps(kept),
            expires_days=_COOKIE_DAYS,
            path=START,
            httponly=True,
            samesite="Lax",
            secure=is_secure(self),
        )
        self.set_header("Cache-Control", "no-store")
        self.redirect(address)


class OpenIdBack(_OpenIdHandler):
    """The way back: whoever the company names comes in, if there is an account of that name."""

    async def get(self) -> None:
        """Judge the answer; it is good once, in the browser that asked."""
        kept = self._kept()
        self.clear_cookie(COOKIE, path=START)
        if self.openid is None:
            refuse(self, "openid_none", 404)
            return
        state = self.get_query_argument("state", "")
        if not kept or not hmac.compare_digest(kept["state"].encode(), state.encode()):
            self.say("openid_old")
            return
        issuer = self.get_query_argument("iss", self.openid.settings.issuer)
        code = self.get_query_argument("code", "")
        if not code or issuer != self.openid.settings.issuer:
            self.say("openid_stopped")
            return
        await self._judge(self.openid, code, kept)

    async def _judge(self, openid: OpenId, code: str, kept: Mapping[str, str]) -> None:
        try:
            name = await openid.user_name(
                code, nonce=kept["nonce"], verifier=kept["verifier"], back=self.back
            )
        except httpx.HTTPError as error:
            self.out_of_reach(error)
            return
        except _TROUBLE as error:
            self.settings["wpo_log"].warning("OpenID Connect geweigerd: %s", error)
            self.say("openid_refused")
            return
        with reading(self.settings["wpo_engine"]) as connection:
            account = account_named(connection, name)
        if account is None:
            self.say("openid_unknown")
        else:
            await come_in(self, account.person)

    def _kept(self) -> dict[str, str]:
        cookie = self.get_signed_cookie(COOKIE, max_age_days=_COOKIE_DAYS)
        return json.loads(cookie) if cookie else {}
