"""Chances of counts: the upper tail of the negative binomial, without a table or a library.

Source: the tail is a regularised incomplete beta function (Abramowitz and Stegun 26.5.26), here by its continued fraction (26.5.8)
in Lentz's form.
"""

import math

TINY = 1e-300
PRECISE = 1e-12
STEPS = 20_000  # the fraction needs about the square root of the counts
PLAIN = 1.02  # below this dispersion, a negative binomial cannot be told from a Poisson


def chance_of_at_least(count: float, *, mean: float, dispersion: float) -> float:
    """Return how likely a day has that many or more. Falls as the count grows.

    mean > 0; dispersion: variance over mean, 1 for a Poisson.
    """
    if count <= 0:
        return 1.0
    spread = max(dispersion, PLAIN)
    return _beta(count, mean / (spread - 1), (spread - 1) / spread)


def quantile(chance: float, *, mean: float, dispersion: float) -> int:
    """Return the smallest count that is passed with at most this chance."""
    high = 1
    while chance_of_at_least(high + 1, mean=mean, dispersion=dispersion) > chance:
        high *= 2
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        if chance_of_at_least(middle + 1, mean=mean, dispersion=dispersion) > chance:
            low = middle
        else:
            high = middle
    return high


def _beta(a: float, b: float, x: float) -> float:
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return min(front * _fraction(a, b, x) / a, 1.0)
    return max(1 - front * _fraction(b, a, 1 - x) / b, 0.0)


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _off_zero(1 + term * d)
            c = _off_zero(1 + term / c)
            value *= d * c
        if abs(d * c - 1) < PRECISE:
            break
    return value


def _off_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
