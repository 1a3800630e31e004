from django.template import Context, Template
from django.utils import translation


def render(counts: list[int]) -> str:
    with translation.override("en"):
        return Template("{% load ui %}{% weeks_chart counts %}").render(Context({"counts": counts}))


def test_a_chart_says_in_words_what_it_draws():
    drawn = render([0, 3, 12, 5])
    assert 'role="img"' in drawn
    assert "5 this week, at most 12 in one week" in drawn
    assert drawn.count("<rect") == 3


def test_bars_begin_at_zero():
    import re

    heights = [float(h) for h in re.findall(r'<rect[^>]* height="([\d.]+)"', render([0, 3, 6, 12]))]
    assert abs(heights[2] / heights[0] - 4) < 0.2


def test_one_week_is_not_a_history():
    assert "<svg" not in render([4])
