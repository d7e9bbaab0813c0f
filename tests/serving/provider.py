"""A little OpenID provider on this machine: real HTTP, real keys, and lies where a test asks."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT, SECRET = "wpo-client", "een geheim van de klant: +/%"

Claims = dict[str, Any]


class Provider:
    """The company's login. ``tell`` changes the claims of a token, ``sign`` how it is signed."""

    def __init__(self) -> None:
        self.keys = KeySet([RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)])
        self.published = self.keys
        self.tell: Callable[[Claims], Claims] = lambda claims: claims
        self.sign: Callable[[Claims], str] = self.signed
        self.asked: list[dict[str, str]] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.issuer_named = ""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self.issuer = f"http://127.0.0.1:{self._server.server_port}/bedrijf"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def settings(self) -> dict[str, str]:
        """Return what our server must know."""
        return {
            "WPO_OIDC_ISSUER": self.issuer,
            "WPO_OIDC_CLIENT_ID": CLIENT,
            "WPO_OIDC_CLIENT_SECRET": SECRET,
        }

    def signed(self, claims: Claims, alg: str = "RS256") -> str:
        """Sign as a provider should, with the newest key."""
        key = self.keys.keys[-1]
        return jwt.encode({"alg": alg, "kid": key.kid}, claims, key)

    def signed_with_our_secret(self, claims: Claims) -> str:
        """Sign with what the client knows too."""
        return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET * 2))

    def signed_with_the_public_key(self, claims: Claims) -> str:
        """Use the public key as if it were a shared secret: the old trick."""
        key = self.keys.keys[0]
        public = OctKey.import_key(base64.b64encode(key.as_pem(private=False)))
        return jwt.encode({"alg": "HS256", "kid": key.kid}, claims, public)

    def signed_by_another(self, claims: Claims) -> str:
        """Sign with a key that is not published, under the name of one that is."""
        other = RSAKey.generate_key(2048)
        return jwt.encode({"alg": "RS256", "kid": self.keys.keys[0].kid}, claims, other)

    def unsigned(self, claims: Claims) -> str:
        """Do not sign at all."""
        parts = ({"alg": "none", "typ": "JWT"}, claims)
        return ".".join(_url64(json.dumps(one).encode()) for one in parts) + "."

    # What is asked over HTTP

    def metadata(self) -> dict[str, Any]:
        """Say where everything is."""
        return {
            "issuer": self.issuer_named or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize?tenant=1",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Log somebody in at once, and return where the browser goes."""
        self.asked.append(asked)
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Give a token for a code, once, to who can show the secret and the verifier."""
        asked = self.codes.pop(form.get("code", ""), None)
        wanted = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if (
            asked is None
            or authorization != f"Basic {wanted}"
            or form["redirect_uri"] != asked["redirect_uri"]
            or asked["code_challenge"] != _url64(digest)
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "12345",
            "exp": now + 300,
            "iat": now,
            "nonce": asked["nonce"],
            "preferred_username": "Carla",
        }
        token = self.sign(self.tell(claims))
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": token}


def _url64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _flat(query: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(query).items()}


def _handler_of(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Metadata, keys, or the login."""
            parts = urlsplit(self.path)
            match parts.path.removeprefix("/bedrijf"):
                case "/.well-known/openid-configuration":
                    self._answer(200, provider.metadata())
                case "/jwks":
                    self._answer(200, dict(provider.published.as_dict(private=False)))
                case "/authorize":
                    self.send_response(302)
                    self.send_header("Location", provider.authorize(_flat(parts.query)))
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                case _:
                    self._answer(404, {})

        def do_POST(self) -> None:
            """A code for a token."""
            length = int(self.headers["Content-Length"])
            form = _flat(self.rfile.read(length).decode())
            self._answer(*provider.token(form, self.headers.get("Authorization", "")))

        def _answer(self, status: int, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name
            """Keep the tests quiet."""

    return Handler
