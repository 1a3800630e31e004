"""Etiquette as a linter: the rules of the practice that can be checked, run before anything goes out. Pure.

Facts in, findings out: `check` for a message, `check_note` for what is written about a person. A rule is one function in the
module of its family (`families/`), its words are those of `lexicon/`, its page is in `pages/`.
"""

from entregent.core.etiquette.checking import Report, check, check_note
from entregent.core.etiquette.facts import (
    Brief,
    Contact,
    Exchange,
    Kind,
    Limits,
    Message,
    Post,
    Purpose,
)
from entregent.core.etiquette.findings import Evidence, Finding, Severity
from entregent.core.etiquette.profile import Profile
from entregent.core.etiquette.rules import Rule, all_rules
from entregent.core.text.tone import Sector

__all__ = [
    "Brief",
    "Contact",
    "Evidence",
    "Exchange",
    "Finding",
    "Kind",
    "Limits",
    "Message",
    "Post",
    "Profile",
    "Purpose",
    "Report",
    "Rule",
    "Sector",
    "Severity",
    "all_rules",
    "check",
    "check_note",
]
