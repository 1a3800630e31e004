"""The year that ends today: dates, hours, addresses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.demo.calendar import PARIS, year_of_posts
from entregent.demo.content import read_sites

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31))
SITE = """+++
name = "Le Tas"
kind = "blog"
authors = ["Zoé"]
place = "Lens"
department = "62"
region = "Hauts-de-France"
about = "Un tas."
feed = "rss"
faults = []
+++
"""


def published(day: str, today: date):
    text = f"{SITE}# T\nslug: t\ndate: {day}\n\nTexte <b>brut</b>.\n"
    (post,) = year_of_posts(read_sites({"le-tas": text}), today=today, port=80).posts["le-tas"]
    return post


@given(day=st.dates(min_value=date(2024, 1, 1), max_value=date(2024, 12, 31)), today=DAYS)
def test_a_post_is_at_most_a_year_old_and_never_in_the_future(day, today):
    post = published(f"{day:%m-%d}", today)
    assert post.at.tzinfo == UTC
    assert post.at <= datetime.combine(today, datetime.min.time(), PARIS)
    assert today - post.day <= timedelta(days=366)
    assert post.at.astimezone(PARIS).date() == post.day
    assert post.path == f"{post.day:%Y/%m}/t/"


@pytest.mark.parametrize(
    ("day", "today", "on"),
    [
        ("02-29", date(2028, 2, 29), date(2028, 2, 29)),
        ("02-29", date(2028, 2, 28), date(2027, 2, 28)),
        ("02-29", date(2026, 11, 26), date(2026, 2, 28)),
        ("12-01", date(2026, 12, 1), date(2026, 12, 1)),
        ("12-02", date(2026, 12, 1), date(2025, 12, 2)),
    ],
)
def test_a_day_is_its_last_occurrence(day, today, on):
    assert published(day, today).day == on


def test_the_hour_of_a_post_is_the_same_every_day():
    hours = {published("03-14", date(2026, month, 20)).at.astimezone(PARIS).time() for month in range(3, 13)}
    assert len(hours) == 1
    assert 7 <= hours.pop().hour < 21


def test_html_in_a_post_is_shown_as_it_was_typed():
    assert "&lt;b&gt;brut" in published("03-14", date(2026, 4, 1)).html


def test_a_link_to_a_later_post_leads_to_the_site():
    text = SITE + "".join(
        f"\n# {slug}\nslug: {slug}\ndate: {day}\n\n[a](site:le-tas/{other}) [b](site:le-tas)\n"
        for slug, day, other in (("early", "03-01", "late"), ("late", "05-01", "early"))
    )
    posts = year_of_posts(read_sites({"le-tas": text}), today=date(2026, 6, 1), port=80).posts["le-tas"]
    late, early = (post.html for post in posts)
    home = "http://le-tas.localhost:80/"
    assert f'<a href="{home}2026/03/early/">a</a> <a href="{home}">b</a>' in late
    assert f'<a href="{home}">a</a> <a href="{home}">b</a>' in early
