"""A list of sources, as people bring it in: a file, a look, a tick less, and undone."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import DESKTOP, PHONE, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WORDS = {
    "fr": {"look": "Regarder la liste", "listen": "Écouter 1 source", "done": "1 source est maintenant écoutée.",
           "undo": "Annuler", "undone": "Cet import a été annulé"},
    "en": {"look": "Look at the list", "listen": "Listen to 1 source", "done": "1 source is now listened to.",
           "undo": "Undo", "undone": "This import was undone"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "size", "scripted"),
    [("fr", DESKTOP, True), ("en", PHONE, True), ("fr", PHONE, False)],
    ids=["fr-desktop", "en-phone", "fr-phone-without-scripts"],
)
def test_a_list_is_brought_in_and_undone(visit, axe, language, size, scripted):
    said, name = WORDS[language], f"{language}-{size['width']}-{scripted}"
    outlines = "".join(f'<outline text="Sel & {n}" xmlUrl="https://{name.lower()}-{n}.example/feed"/>' for n in "ab")
    page = visit("listen/sources/import/", language=language, viewport=size, java_script_enabled=scripted)
    file = {
        "name": f"{name}.opml",
        "mimeType": "text/x-opml",
        "buffer": f"<opml><body>{outlines}</body></opml>".encode(),
    }
    page.locator("main input[type=file]").set_input_files(file)
    page.get_by_role("button", name=said["look"]).click()
    expect(page.locator("main .tick")).to_have_count(2)
    if scripted:
        assert violations(page, axe) == []
    page.locator("main .tick").first.uncheck()
    if scripted:
        page.get_by_role("button", name=said["listen"]).click()  # its count follows the ticks
    else:
        page.locator("#import-confirm button").first.click()
    expect(page.locator("main .note")).to_contain_text(said["done"])
    page.reload()
    page.locator("main .note").get_by_role("button", name=said["undo"]).click()
    expect(page.locator("main .note")).to_contain_text(said["undone"])
