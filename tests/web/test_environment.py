"""What the environment says of letters, single sign-on and proxies; each mistake is named, no secret is shown."""

import os
import subprocess
import sys

import pytest

from entregent import __version__
from entregent.cli.errors import configuration_sentence
from entregent.web import environment
from entregent.web.environment import ConfigurationError

SENDER = {"ENTREGENT_MAIL_FROM": "Entregent <entregent@example.org>"}
PROVIDER = {
    "ENTREGENT_OIDC_URL": "https://sso.example.org/realms/amis/",
    "ENTREGENT_OIDC_CLIENT_ID": "entregent",
    "ENTREGENT_OIDC_SECRET": "hush hush",
}


def read(tmp_path, variables):
    return environment.read({"ENTREGENT_HOME": str(tmp_path)} | variables)


def refused(tmp_path, variables) -> str:
    """The sentence that stops the start."""
    with pytest.raises(ConfigurationError) as caught:
        read(tmp_path, variables)
    return configuration_sentence(caught.value.problem, caught.value.detail)


@pytest.mark.parametrize(
    ("url", "host", "port", "starts_tls", "tls"),
    [
        ("smtp://localhost", "localhost", 25, False, False),
        ("smtp://mail.example.org:2525", "mail.example.org", 2525, False, False),
        ("submission://u:p%40ss@mail.example.org", "mail.example.org", 587, True, False),
        ("smtps://u:p%40ss@mail.example.org", "mail.example.org", 465, False, True),
    ],
)
def test_a_mail_server_is_read_with_the_usual_port_of_its_kind(tmp_path, url, host, port, starts_tls, tls):
    mail = read(tmp_path, SENDER | {"ENTREGENT_MAIL_URL": url}).mail
    assert (mail.host, mail.port, mail.starts_tls, mail.tls) == (host, port, starts_tls, tls)
    assert mail.password == ("p@ss" if "@mail" in url else "")
    assert mail.password == "" or mail.password not in repr(mail)


@pytest.mark.parametrize(
    "url", ["http://mail.example.org", "mail.example.org", "submission://", "smtp://u:hush@h:99999"]
)
def test_what_is_no_mail_server_is_refused_without_its_password(tmp_path, url):
    said = refused(tmp_path, SENDER | {"ENTREGENT_MAIL_URL": url})
    assert "ENTREGENT_MAIL_URL" in said
    assert "hush" not in said


@pytest.mark.parametrize("sender", ["", "Entregent", "nobody at all"])
def test_letters_need_a_sender(tmp_path, sender):
    assert "ENTREGENT_MAIL_FROM" in refused(
        tmp_path, {"ENTREGENT_MAIL_URL": "smtp://localhost", "ENTREGENT_MAIL_FROM": sender}
    )


def test_letters_need_hosts_with_names(tmp_path):
    said = refused(tmp_path, SENDER | {"ENTREGENT_MAIL_URL": "smtp://localhost", "ENTREGENT_HOSTS": "*"})
    assert "ENTREGENT_HOSTS" in said


@pytest.mark.parametrize(
    "url",
    [
        "https://sso.example.org/realms/amis",
        "https://sso.example.org/realms/amis/",
        "https://sso.example.org/realms/amis/.well-known/openid-configuration",
    ],
)
def test_a_provider_is_one_however_its_address_is_written(tmp_path, url):
    there = read(tmp_path, PROVIDER | {"ENTREGENT_OIDC_URL": url}).sign_on
    assert (there.url, there.name, there.trusted) == ("https://sso.example.org/realms/amis", "sso.example.org", False)
    assert "hush" not in repr(there)


def test_a_provider_may_be_named_and_trusted(tmp_path):
    there = read(tmp_path, PROVIDER | {"ENTREGENT_OIDC_NAME": "Keycloak", "ENTREGENT_OIDC_TRUSTED": "1"}).sign_on
    assert (there.name, there.trusted) == ("Keycloak", True)


@pytest.mark.parametrize("url", ["http://sso.example.org", "sso.example.org", "ftp://sso.example.org", "https://"])
def test_a_provider_without_https_is_refused(tmp_path, url):
    assert "https://" in refused(tmp_path, PROVIDER | {"ENTREGENT_OIDC_URL": url})


def test_a_provider_on_this_machine_needs_none(tmp_path):
    assert read(tmp_path, PROVIDER | {"ENTREGENT_OIDC_URL": "http://localhost:8080"}).sign_on


@pytest.mark.parametrize("name", ["ENTREGENT_OIDC_CLIENT_ID", "ENTREGENT_OIDC_SECRET"])
def test_a_provider_without_what_it_gave_is_refused(tmp_path, name):
    assert name in refused(tmp_path, PROVIDER | {name: ""})


@pytest.mark.parametrize(
    ("variables", "proxies"),
    [({}, 0), ({"ENTREGENT_HTTPS": "1"}, 1), ({"ENTREGENT_HTTPS": "1", "ENTREGENT_PROXIES": "2"}, 2)],
)
def test_one_proxy_speaks_https_unless_told_otherwise(tmp_path, variables, proxies):
    assert read(tmp_path, variables).proxies == proxies


@pytest.mark.parametrize("count", ["many", "-1", "11"])
def test_proxies_are_a_small_number(tmp_path, count):
    assert "0" in refused(tmp_path, {"ENTREGENT_PROXIES": count})


def test_nothing_of_it_is_needed(tmp_path):
    here = read(tmp_path, {})
    assert (here.mail, here.sign_on) == (None, None)


@pytest.mark.parametrize(
    ("hosts", "https", "expected"),
    [
        ("localhost,entregent.example.org", "1", "https://entregent.example.org"),
        ("entregent.example.org", "0", ""),
        ("localhost,127.0.0.1,[::1]", "1", ""),
        ("*", "1", ""),
        (".example.org", "1", ""),
        ("pages.local,192.168.1.5,93.184.216.34,[2001:db8::1],intranet", "1", ""),
        ("pages.local,.example.org,pr.example.org,www.example.org", "1", "https://pr.example.org"),
    ],
)
def test_hubs_call_at_the_first_name_of_the_internet_and_only_by_https(tmp_path, hosts, https, expected):
    assert read(tmp_path, {"ENTREGENT_HOSTS": hosts, "ENTREGENT_HTTPS": https}).public_address == expected


def test_the_contact_is_one_line_of_the_header_that_says_who_reads(tmp_path):
    assert read(tmp_path, {"ENTREGENT_CONTACT": " pr@example.org\r\nX-Evil: 1 "}).contact == "pr@example.org X-Evil: 1"


@pytest.mark.parametrize(("contact", "said"), [("pr@example.org", "pr@example.org"), ("", "contact not given")])
def test_sites_are_told_who_reads_them_and_how_to_write_to_them(tmp_path, contact, said):
    show = "from entregent.web.settings import USER_AGENT; print(USER_AGENT)"
    home = {"ENTREGENT_HOME": str(tmp_path), "ENTREGENT_CONTACT": contact}
    printed = subprocess.check_output([sys.executable, "-c", show], env=os.environ | home, text=True)
    assert printed.strip() == f"Entregent/{__version__} (feed reader; {said})"
