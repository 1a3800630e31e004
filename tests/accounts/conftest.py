"""A mail server and a sign-on provider, real and on loopback; a clock that can be put forward."""

import time
from collections.abc import Callable, Iterator

import pytest

from tests.services import oidc
from tests.services.mail import Letterbox, mail_server


@pytest.fixture
def letterbox(settings) -> Iterator[Letterbox]:
    """Letters leave by a mail server of this test."""
    with mail_server() as box:
        mail = box.settings
        settings.MAIL = mail
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = mail.host, mail.port
        settings.DEFAULT_FROM_EMAIL = mail.sender
        yield box


@pytest.fixture(scope="session")
def running_provider() -> Iterator[oidc.Provider]:
    with oidc.provider() as provider:
        yield provider


@pytest.fixture
def provider(running_provider, settings) -> oidc.Provider:
    """A provider that is set up, and not trusted with addresses."""
    settings.SIGN_ON = oidc.sign_on(running_provider.url)
    return running_provider


@pytest.fixture
def minutes_pass(monkeypatch) -> Callable[[float], None]:
    """Put the clock of limits and codes forward."""
    now = time.time

    def pass_(minutes: float) -> None:
        monkeypatch.setattr(time, "time", lambda: now() + minutes * 60)

    return pass_
