"""Template filters: days as one says them."""

from django import template

from entregent.accounts import days

register = template.Library()
register.filter("day_words", days.day_words)
