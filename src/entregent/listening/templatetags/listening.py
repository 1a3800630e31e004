"""Words for what happens to sources."""

from django import template

from entregent.listening.wording import trouble_sentence

register = template.Library()
register.filter("trouble_sentence", trouble_sentence)
