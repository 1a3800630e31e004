import pytest

from tests.services import REQUIRE_VARIABLE, require


def test_it_gives_back_what_was_found(tmp_path):
    assert require("a folder", tmp_path) == tmp_path


def test_it_skips_with_a_sentence_where_services_are_not_required(monkeypatch):
    monkeypatch.delenv(REQUIRE_VARIABLE, raising=False)

    with pytest.raises(pytest.skip.Exception, match="Chromium is not on this machine"):
        require("Chromium", None)


def test_it_fails_where_services_are_required(monkeypatch):
    monkeypatch.setenv(REQUIRE_VARIABLE, "1")

    with pytest.raises(pytest.fail.Exception, match="ENTREGENT_REQUIRE_SERVICES=1 and Chromium is not"):
        require("Chromium", None)


def test_it_says_the_advice_it_was_given(monkeypatch):
    monkeypatch.delenv(REQUIRE_VARIABLE, raising=False)

    with pytest.raises(pytest.skip.Exception, match="bring your own"):
        require("the real data", None, advice="bring your own")
