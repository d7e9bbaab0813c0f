"""The company's own login, by a real provider: the good way in, and every way that is none."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import KeySet, RSAKey

from tests.running import Running
from tests.serving.making import (
    TRAINER,
    database_of,
    is_in,
    utc,
    visitor_at,
    with_account,
    with_second_step,
)
from tests.serving.provider import CLIENT, Claims, Provider
from wpo.errors import SetupError
from wpo.serving.openid import OpenId, OpenIdSettings, openid_settings
from wpo.store.access import reset_second_step


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """The company's login."""
    with Provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def company(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of a company that has it, at which the werkplekopleider is called carla."""
    running = Running(tmp_path_factory.mktemp("data"))
    running.env |= provider.settings() | {"WPO_OIDC_LABEL": "Met je <pas> van Groenwerk"}
    with running:
        with_account(running)
        yield running


@pytest.fixture
def visitor(company: Running, provider: Provider) -> Iterator[httpx.Client]:
    """A browser without a session, at a provider that tells the truth."""
    provider.tell, provider.sign = lambda claims: claims, provider.signed
    with visitor_at(company) as client:
        yield client


def at_the_company(client: httpx.Client) -> str:
    """Go to the company's login and log in there; return the address that leads back."""
    there = client.get("/wpo/openid")
    assert there.status_code == 302
    back = httpx.get(there.headers["Location"])
    return str(back.headers["Location"])


def test_the_button_says_what_the_company_says(visitor: httpx.Client) -> None:
    """The login page leads to the company's login, in its words, and nothing of them is HTML."""
    page = visitor.get("/wpo/inloggen").text

    assert 'href="/wpo/openid"' in page
    assert "Met je &lt;pas&gt; van Groenwerk" in page


def test_without_settings_there_is_no_such_login(shared_server: Running) -> None:
    """No button, and the addresses say so."""
    with visitor_at(shared_server) as client:
        assert "/wpo/openid" not in client.get("/wpo/inloggen").text
        assert client.get("/wpo/openid").status_code == 404
        assert client.get("/wpo/openid/terug?code=x&state=y").status_code == 404


def test_the_good_way(visitor: httpx.Client, provider: Provider) -> None:
    """Whom the company names comes in, by code, PKCE, state and nonce; each is new every time."""
    back = at_the_company(visitor)
    answer = visitor.get(back)

    assert 'location.replace("/")' in answer.text
    assert is_in(visitor)
    assert visitor.get("/").headers["Location"].startswith("/voila/render/werkplekopleider/")
    asked = provider.asked[-1]
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["client_id"] == CLIENT
    assert asked["tenant"] == "1"
    assert "openid" in asked["scope"]
    at_the_company(visitor)
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name]) >= 43
        assert provider.asked[-1][name] != asked[name]


def test_the_good_way_asks_the_second_step(company: Running, visitor: httpx.Client) -> None:
    """Who switched on codes is asked for one here too."""
    with_second_step(company)
    try:
        answer = visitor.get(at_the_company(visitor))
        assert 'location.replace("/wpo/code")' in answer.text
        assert not is_in(visitor)
    finally:
        without_second_step(company)


def without_second_step(company: Running) -> None:
    """Take the codes away again."""
    with database_of(company) as connection:
        reset_second_step(connection, TRAINER, utc())


def changed(**changes: object) -> dict[str, object]:
    """Return changes in the claims of a token."""
    return changes


NOW = int(time.time())


@pytest.mark.parametrize(
    "changes",
    [
        changed(nonce="een andere"),
        changed(nonce=None),
        changed(exp=NOW - 3600),
        changed(exp=None),
        changed(iat=NOW + 3600),
        changed(iat=None),
        changed(aud="een andere klant"),
        changed(aud=[]),
        changed(aud=None),
        changed(aud=[CLIENT, "een andere klant"]),
        changed(aud=[CLIENT, "een andere klant"], azp="een andere klant"),
        changed(azp="een andere klant"),
        changed(iss="https://kwaad.example"),
        changed(iss=None),
        changed(sub=None),
        changed(nbf=NOW + 3600),
        changed(preferred_username=None),
        changed(preferred_username=""),
        changed(preferred_username=["carla"]),
    ],
)
def test_a_token_that_says_something_else(
    visitor: httpx.Client, provider: Provider, changes: Claims
) -> None:
    """For another, of another, too old, too new, or without a name: nobody comes in."""

    def lie(claims: Claims) -> Claims:
        told = claims | changes
        return {name: value for name, value in told.items() if value is not None}

    provider.tell = lie
    answer = visitor.get(at_the_company(visitor))

    assert answer.status_code == 403
    assert "We kunnen niet zien wie je bent" in answer.text
    assert not is_in(visitor)


@pytest.mark.parametrize(
    "sign",
    ["unsigned", "signed_with_our_secret", "signed_with_the_public_key", "signed_by_another"],
)
def test_a_token_that_is_not_signed_by_the_company(
    visitor: httpx.Client, provider: Provider, sign: str
) -> None:
    """Not at all, with a shared secret, or with another key: nobody comes in."""
    provider.sign = getattr(provider, sign)
    answer = visitor.get(at_the_company(visitor))

    assert answer.status_code == 403
    assert not is_in(visitor)


def test_two_audiences_with_us_as_the_party_is_good(
    visitor: httpx.Client, provider: Provider
) -> None:
    """A token for more than one, that says it was made for us."""
    provider.tell = lambda claims: claims | {"aud": ["iets", CLIENT], "azp": CLIENT}
    visitor.get(at_the_company(visitor))

    assert is_in(visitor)


@pytest.mark.parametrize("name", ["niemand", "demo-coach-1", "carla ' OR 1=1"])
def test_nobody_makes_an_account_by_logging_in(
    visitor: httpx.Client, provider: Provider, name: str
) -> None:
    """Whom we do not know is told to ask the beheerder."""
    provider.tell = lambda claims: claims | {"preferred_username": name}
    answer = visitor.get(at_the_company(visitor))

    assert answer.status_code == 403
    assert "We kennen je hier nog niet" in answer.text
    assert not is_in(visitor)


def test_an_answer_is_good_once_and_in_one_browser(company: Running, visitor: httpx.Client) -> None:
    """Another browser, a second time, another state or none: begin again."""
    back = at_the_company(visitor)
    with visitor_at(company) as other:
        assert "te oud" in other.get(back).text
        at_the_company(other)
        assert "te oud" in other.get(back).text
        assert not is_in(other)
    for wrong in (back.replace("state=", "state=x"), back.split("&state=")[0]):
        at_the_company(visitor)
        assert "te oud" in visitor.get(wrong).text
        assert not is_in(visitor)
    back = at_the_company(visitor)
    visitor.get(back)
    assert is_in(visitor)
    visitor.post("/wpo/uit")
    assert "te oud" in visitor.get(back).text
    assert not is_in(visitor)


def test_somebody_stops_or_another_issuer_answers(visitor: httpx.Client) -> None:
    """An answer with an error, without a code or from elsewhere leads back to the login."""
    for more in ("error=access_denied", "code=verzonnen&iss=https://kwaad.example", "code="):
        state = parse_qs(urlsplit(at_the_company(visitor)).query)["state"][0]
        answer = visitor.get(f"/wpo/openid/terug?state={state}&{more}")
        assert "Begin nog een keer" in answer.text
        assert not is_in(visitor)


def test_a_code_that_the_company_never_gave(visitor: httpx.Client) -> None:
    """A made-up code opens nothing."""
    state = parse_qs(urlsplit(at_the_company(visitor)).query)["state"][0]
    answer = visitor.get(f"/wpo/openid/terug?state={state}&code=verzonnen")

    assert answer.status_code == 403
    assert not is_in(visitor)


def test_the_cookie_of_the_request(visitor: httpx.Client) -> None:
    """It is signed, unreadable to scripts, for these addresses only, and gone afterwards."""
    line = visitor.get("/wpo/openid").headers["set-cookie"]

    assert "HttpOnly" in line
    assert "SameSite=Lax" in line
    assert "Path=/wpo/openid" in line
    back = at_the_company(visitor)
    visitor.get(back)
    assert "wpo_openid" not in visitor.cookies


# The client alone, without our server


def client_of(provider: Provider) -> OpenId:
    """Return a client that knows nothing yet."""
    return OpenId(openid_settings(provider.settings()))  # type: ignore[arg-type]  # all are given


KEPT = {"state": "s" * 43, "nonce": "n" * 43, "verifier": "v" * 43}


def address_at(openid: OpenId) -> str:
    """Return where the browser goes to log in."""
    return asyncio.run(openid.address(**KEPT, back="http://127.0.0.1/terug"))


def come_back(openid: OpenId, verifier: str = KEPT["verifier"]) -> str:
    """Log in at the company and return whom it names."""
    back = httpx.get(address_at(openid)).headers["Location"]
    code = parse_qs(urlsplit(back).query)["code"][0]
    return asyncio.run(
        openid.user_name(
            code, nonce=KEPT["nonce"], verifier=verifier, back="http://127.0.0.1/terug"
        )
    )


def test_new_keys_of_the_company() -> None:
    """A key that was changed is asked for, but not again and again."""
    with Provider() as provider:
        openid = client_of(provider)
        assert come_back(openid) == "Carla"
        new = RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)
        provider.keys = KeySet([*provider.keys.keys, new])
        with pytest.raises(ValueError, match="InvalidKeyId"):
            come_back(openid)
        provider.published = provider.keys
        with pytest.raises(ValueError, match="InvalidKeyId"):
            come_back(openid)
        openid._asked_at -= 61

        assert come_back(openid) == "Carla"


def test_an_issuer_that_calls_itself_otherwise() -> None:
    """What another says about itself is not believed."""
    with Provider() as provider:
        provider.issuer_named = "https://kwaad.example"
        with pytest.raises(ValueError, match="another issuer"):
            address_at(client_of(provider))


def test_a_verifier_that_is_not_ours() -> None:
    """Whoever has the code alone gets no token for it."""
    with Provider() as provider, pytest.raises(ValueError, match="no ID token"):
        come_back(client_of(provider), verifier="x" * 43)


def test_a_company_out_of_reach_says_so(tmp_path: Path) -> None:
    """When the company's login does not answer, the page says what to do."""
    running = Running(tmp_path / "data")
    with Provider() as provider:
        running.env |= provider.settings()
    with running, visitor_at(running) as client:
        answer = client.get("/wpo/openid")

        assert answer.status_code == 502
        assert "over 5 minuten" in answer.text


@pytest.mark.parametrize(
    "given",
    [
        {"WPO_OIDC_ISSUER": "https://login.example"},
        {"WPO_OIDC_CLIENT_ID": "x", "WPO_OIDC_CLIENT_SECRET": "y"},
        {
            "WPO_OIDC_ISSUER": "http://login.example",
            "WPO_OIDC_CLIENT_ID": "x",
            "WPO_OIDC_CLIENT_SECRET": "y",
        },
    ],
)
def test_half_the_settings_stop_the_server(given: dict[str, str]) -> None:
    """Something missing, or a login that others could read along, is told at the start."""
    with pytest.raises(SetupError):
        openid_settings(given)


def test_settings() -> None:
    """Three are needed, two have defaults, none means no such login."""
    given = {
        "WPO_OIDC_ISSUER": "https://login.example",
        "WPO_OIDC_CLIENT_ID": "x",
        "WPO_OIDC_CLIENT_SECRET": "y",
    }

    assert openid_settings({}) is None
    assert openid_settings(given) == OpenIdSettings(
        issuer="https://login.example", client_id="x", client_secret="y"
    )
    found = openid_settings(given | {"WPO_OIDC_CLAIM": "email", "WPO_OIDC_LABEL": "Pas"})
    assert found is not None
    assert (found.claim, found.label) == ("email", "Pas")
