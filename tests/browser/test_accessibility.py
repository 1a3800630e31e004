"""Every screen, in both languages, light and dark, on a desktop and a phone: axe finds nothing."""

import pytest

from tests import screens
from tests.browser.conftest import press

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SCREENS = (*screens.SCREENS, "/log-in/", "/account/", "/account/second-step/on/")
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
RUN = "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"


def violations(page, axe) -> list[str]:
    page.wait_for_load_state()  # a page that is still coming in has buttons without their words
    page.evaluate(axe)
    found = page.evaluate(RUN)["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def opened(visit, screen, **options):
    stranger = screen == "/log-in/"
    return visit(screen, stranger=stranger, **options)


@pytest.mark.parametrize("look", [("fr", "light", DESKTOP), ("en", "dark", DESKTOP), ("fr", "dark", PHONE), ("en", "light", PHONE)],
                         ids=["fr-light-desktop", "en-dark-desktop", "fr-dark-phone", "en-light-phone"])  # fmt: skip
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(visit, axe, screen, look):
    language, theme, size = look
    page = opened(visit, screen, language=language, color_scheme=theme, viewport=size)
    assert violations(page, axe) == []
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
@pytest.mark.parametrize("screen", ["today/", "listen/", "listen/sources/", "listen/watches/", "voices/"])
def test_nothing_overflows_sideways(visit, screen, width):
    page = visit(screen, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_detail_pages_and_open_dialogs_are_accessible_too(visit, axe):
    page = visit("voices/")
    page.locator(".voice .entry-title").first.click()
    assert violations(page, axe) == []
    page.goto("/w/terreau-commun/listen/")
    page.locator(".entry-title").first.click()
    assert violations(page, axe) == []
    press(page, "Control+k")
    assert violations(page, axe) == []
