"""Full-text search behind one face: the same posts in the same order on SQLite and PostgreSQL.

question (what was typed, read) · term (a word as it is indexed, `core.text.terms`) · key (a post's place in the stream).
docs/decisions/0021-search.md
"""

from entregent.listening.search.finding import Found, search
from entregent.listening.search.keys import key_of
from entregent.listening.search.marking import Highlight, highlights
from entregent.listening.search.question import Question, read_question

__all__ = ["Found", "Highlight", "Question", "highlights", "key_of", "read_question", "search"]
