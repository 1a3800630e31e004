"""The screen of hours, as somebody changes it: what would follow is shown before it is kept."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_change_shows_in_the_year_before_it_is_kept(visit):
    page = visit("settings/hours/")
    days_off = page.locator(".year-list")
    expect(days_off).not_to_contain_text("Saint-Étienne")
    page.get_by_label("Région").select_option(label="Alsace")
    expect(days_off).to_contain_text("Saint-Étienne")
    expect(page.locator("#year")).to_contain_text("ils ne sont pas encore enregistrés")
    page.reload()
    expect(days_off).not_to_contain_text("Saint-Étienne")


def test_a_mistake_leaves_the_picture_as_it_was(visit):
    page = visit("settings/hours/")
    examples = page.locator("#hours-examples").inner_text()
    page.get_by_label("Une question").fill("0")
    with page.expect_response("**/preview/**") as answer:
        page.get_by_label("Une question").dispatch_event("change")
    assert answer.value.status == 204
    assert page.locator("#hours-examples").inner_text() == examples


def test_hours_are_kept_without_javascript(visit):
    page = visit("settings/hours/", java_script_enabled=False)
    page.get_by_role("textbox", name="Motif").fill("Pont")
    page.get_by_label("Premier jour").fill("2027-05-07")
    page.get_by_role("button", name="Noter ces jours").click()
    expect(page.locator(".hours-closures")).to_contain_text("7 mai 2027")
    page.get_by_role("button", name="Supprimer Pont").click()
    expect(page.locator(".hours-closures")).not_to_contain_text("7 mai 2027")
