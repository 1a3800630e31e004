"""What may harm, or wants a look now. Pure.

Unusual volume: `count_days` makes days out of moments, `judge_volume` compares today with them, `choose_examples` picks the posts
that show what it is about.
"""

from entregent.core.risk.bursts import ENOUGH, Verdict, Volume, judge_volume
from entregent.core.risk.days import Day, count_days, share_of_day
from entregent.core.risk.examples import Heard, choose_examples

__all__ = [
    "ENOUGH",
    "Day",
    "Heard",
    "Verdict",
    "Volume",
    "choose_examples",
    "count_days",
    "judge_volume",
    "share_of_day",
]
