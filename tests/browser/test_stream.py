"""Reading and searching posts, as people do it: with and without JavaScript, by keyboard."""

import pytest


@pytest.mark.parametrize("scripted", [True, False])
def test_words_are_looked_for_and_a_post_leads_back(visit, scripted):
    page = visit("listen/posts/", java_script_enabled=scripted)
    page.locator("main input[name=q]").fill("compost")
    page.locator("main form[role=search] button").click()
    assert page.locator(".entry mark").count() > 0
    assert page.locator(".chip").inner_text().startswith("«")
    page.locator(".entry-title").first.click()
    assert page.locator("main mark").count() > 0
    page.locator(".back a").click()
    assert page.locator("main input[name=q]").input_value() == "compost"


def test_a_choice_refreshes_the_list_and_its_address(visit):
    page = visit("listen/posts/?q=compost")
    page.locator("main select[name=period]").select_option("365")
    page.locator(".chip").nth(1).wait_for()
    page.wait_for_url("**/posts/?*period=365*")
    assert page.locator(".entry").count() > 0


def test_the_keys_walk_the_posts(visit):
    page = visit("listen/posts/?q=compost")
    page.keyboard.press("j")
    page.keyboard.press("j")
    title = page.locator("[data-current] .entry-title").inner_text()
    page.keyboard.press("Enter")
    page.locator("article.post").wait_for()
    assert page.locator("h1").inner_text() == title
