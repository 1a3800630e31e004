"""Single sign-on: the OpenID Connect provider that the environment names, and nothing it says taken on trust.

allauth keeps the exchange (state, PKCE). Here: answers bounded in size and time, a provider that is who it should be, a token that
is signed, fresh and for this exchange, and nonsense told from silence.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import jwt
import requests
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

ANSWER_SIZE = 1_000_000  # bytes; the largest key sets are a few tens of thousands
ANSWER_TIME = 10.0  # seconds for a whole answer, at most 5 of them without a byte
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
FAILURES = (requests.RequestException, OAuth2Error)  # no answer, and an answer that cannot be used
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
CLOCKS_APART = 60  # seconds that the provider's clock and ours may differ
UID_MAX_LENGTH = 191  # characters, as allauth's column; OpenID Connect Core allows 255, providers give 20 to 60
KEPT_CLAIMS = ("sub", "email", "email_verified", "name", "preferred_username")


class NonsenseError(OAuth2Error):  # type: ignore[misc]
    """The provider answered what no provider may answer."""


def provider() -> Any:
    """The provider of this installation (web.environment.SignOn); only where there is one is any of this reached."""
    if settings.SIGN_ON is None:
        raise SocialApp.DoesNotExist
    return settings.SIGN_ON


class BoundedSession(requests.Session):
    """A session whose answers end: neither endless nor slower than ANSWER_TIME."""

    def request(self, *args: Any, **options: Any) -> requests.Response:
        """Return an answer read whole. Raises requests.RequestException."""
        end = time.monotonic() + ANSWER_TIME
        answer = super().request(*args, **(options | {"stream": True, "timeout": 5}))
        read = bytearray()
        for part in answer.iter_content(65536):
            read += part
            if len(read) > ANSWER_SIZE or time.monotonic() > end:
                answer.close()
                raise requests.ConnectionError("an answer without end")
        answer._content = bytes(read)
        return answer


class SignOnEndpoint(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The exchange with the provider; whatever it answers, a NonsenseError or a requests.RequestException is the worst."""

    nonce: str | None = None  # what the token must repeat; None where nothing was asked

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's own description, checked: its issuer is the one we were given, its endpoints are safe addresses."""
        with _making_sense():
            config: dict[str, Any] = super().openid_config
            ours = provider().url
            if config["issuer"].rstrip("/") != ours:
                raise NonsenseError("another issuer")
            allowed = {"https", urlsplit(ours).scheme}
            if any(
                urlsplit(config[name]).scheme not in allowed or not urlsplit(config[name]).netloc for name in ENDPOINTS
            ):
                raise NonsenseError("an endpoint that is no safe address")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("accounts:sign_on_back"))

    def get_access_token_data(self, *args: Any, **options: Any) -> dict[str, Any]:
        with _making_sense():
            tokens: Any = super().get_access_token_data(*args, **options)
            if not isinstance(tokens, dict) or not isinstance(tokens.get("id_token"), str):
                raise NonsenseError("no identity")
            return tokens

    def parse_token(self, data: dict[str, Any]) -> Any:
        with _making_sense():
            return super().parse_token(data)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **options: Any) -> SocialLogin:
        """Return who came. What the token says and what the provider tells apart must be of one person."""
        with _making_sense():
            login = super().complete_login(request, app, token, **options)
            said = login.account.extra_data
            if said["userinfo"]["sub"] != said["id_token"]["sub"]:
                raise NonsenseError("two identities in one answer")
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Return what the token says: signed by the provider, for us, now, in answer to this very question.

        allauth would leave the signature out, since the token came over TLS, and asks for no nonce. A token without the name of a
        key is read where the provider has one key (OpenID Connect Core, 10.1).
        """
        with BoundedSession() as session:
            answer = session.get(self.openid_config["jwks_uri"])
        answer.raise_for_status()
        named = jwt.get_unverified_header(id_token).get("kid")
        (key,) = (key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if named is None or key.key_id == named)
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key.key,
            algorithms=SIGNATURES,
            audience=app.client_id,
            issuer=self.openid_config["issuer"],
            leeway=CLOCKS_APART,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )
        if claims.get("nonce") != self.nonce:
            raise NonsenseError("an answer to another question")
        if claims.get("azp", app.client_id) != app.client_id:
            raise NonsenseError("a token for another application")
        return claims


class SignOnProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The provider as Entregent reads its answers."""

    oauth2_adapter_class = SignOnEndpoint
    pkce_enabled_default = True

    def extract_uid(self, data: dict[str, Any]) -> str:
        uid: str = super().extract_uid(data)
        if not uid.strip() or not uid.isprintable() or len(uid) > UID_MAX_LENGTH:
            raise NonsenseError("an identity that cannot be kept")
        return uid

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep who it is, and no more of the person; what is neither text nor true or false is as if unsaid."""
        return {
            part: {name: _printable(said[name]) for name in KEPT_CLAIMS if isinstance(said.get(name), str | bool)}
            for part, said in data.items()
        }

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Name and address, from what is kept: a number for a name is as if unsaid."""
        fields: dict[str, Any] = super().extract_common_fields(self.extract_extra_data(data))
        return fields

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """The address is verified when the provider says so, as true or (Cognito) as the text "true": "false" is true to Python."""
        addresses = super().extract_email_addresses(data)
        for address in addresses:
            address.verified = data["userinfo"].get("email_verified") in (True, "true")
        return list(addresses)


def sign_on_app() -> SocialApp:
    """What allauth must know of the provider. Its identity is made of the issuer: numbers of one never pass for another's."""
    there = provider()
    return SocialApp(
        provider="openid_connect",
        provider_id="oidc-" + hashlib.sha256(there.url.encode()).hexdigest()[:16],
        name=there.name,
        client_id=there.client_id,
        secret=there.secret,
        settings={"server_url": f"{there.url}/.well-known/openid-configuration"},
    )


def _printable(claim: str | bool) -> str | bool:
    """Text without what no database keeps: spaces instead."""
    return "".join(one if one.isprintable() else " " for one in claim) if isinstance(claim, str) else claim


@contextmanager
def _making_sense() -> Iterator[None]:
    """Turn what a misshapen answer breaks in the reading of it into NonsenseError."""
    try:
        yield
    except FAILURES:
        raise
    except (jwt.PyJWTError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise NonsenseError(type(error).__name__) from error
