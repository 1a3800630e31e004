"""What is kept of a failure holds no secret."""

import pytest

from entregent.jobs.troubles import is_worth_another_try, places, reason, scrubbed, trouble_of


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("could not open postgresql://bob:hunter2@db/x", "could not open postgresql://…@db/x"),
        ("GET https://example.org/feed?key=abc&x=1 failed", "GET https://example.org/feed?… failed"),
        ("Authorization: Bearer abc.def", "Authorization: …"),
        ("sent bearer abc.def to it", "sent bearer … to it"),
        ("{'password': 'hunter2'}", "{'password': …"),
        ("API_KEY=abc", "API_KEY=…"),
        ("token ghp_0123456789abcdefghijABCDEFGHIJ012345 refused", "token … refused"),
        ("key 'title' is missing", "key 'title' is missing"),
        ("test_a_name_that_is_long_but_no_secret_at_all", "test_a_name_that_is_long_but_no_secret_at_all"),
        ("Le fichier /srv/entregent/posts/2026-06-01/part-0001.parquet manque", None),
    ],
)
def test_secrets_are_struck_out_and_the_rest_stays(said, kept):
    assert scrubbed(said) == (kept or said)


def test_the_secret_key_of_the_installation_is_struck_out(settings):
    assert settings.SECRET_KEY not in scrubbed(f"bad signature with {settings.SECRET_KEY}.")


def test_a_reason_is_one_short_line():
    assert reason(ValueError("first\n  second")) == "ValueError: first second"
    assert reason(KeyError()) == "KeyError"
    assert len(reason(ValueError("long " * 1000))) == 300


def test_places_hold_functions_and_no_values():
    def fail(secret: str) -> None:
        raise ValueError(f"password: {secret}")

    with pytest.raises(ValueError, match="hunter2") as caught:
        fail("hunter2")
    told = places(caught.value)
    assert "fail" in told
    assert "hunter2" not in told


def test_kinds_of_trouble():
    assert trouble_of(ConnectionResetError()) == "network"
    assert trouble_of(TimeoutError()) == "network"
    assert trouble_of(FileNotFoundError()) == "error"
    assert is_worth_another_try(ValueError())
