"""Who is meant when a letter is wrong: words a letter apart, in our own tables, the same on each database.

Symmetric deletes, at a distance of one: a word and what is left of it without each of its letters have a key in common with
any word that one letter more, less, changed or swapped would make of it. https://github.com/wolfgarbe/SymSpell
"""

import re
import zlib
from collections.abc import Iterable

from django.db.models import QuerySet

from entregent.accounts.models import Workspace
from entregent.contacts.letters import having
from entregent.contacts.models import Contact, Word, WordKey
from entregent.contacts.writing import insert_many
from entregent.core.text import fold
from entregent.jobs.rows import insert_missing

SHORTEST, LONGEST = 4, 40  # letters: of a shorter word, too many are a letter apart
MOST = 30  # words tried for one
AT_ONCE = 500  # words forgotten by one statement
WORDS = re.compile(r"[^\W_]+")  # letters and digits, as `str.isalnum` has them


def words_in(text: str) -> set[str]:
    """Words that may be looked for though a letter is wrong. text: folded."""
    return {word for word in WORDS.findall(text) if SHORTEST <= len(word) <= LONGEST and not word.isdecimal()}


def keys_of(word: str) -> set[int]:
    """Numbers of a word, and of what is left of it without each letter."""
    return {zlib.crc32(one.encode()) for one in (word, *(word[:at] + word[at + 1 :] for at in range(len(word))))}


def learn(workspace_id: int, words: Iterable[str]) -> None:
    """Have these words be found though a letter is wrong."""
    wanted = sorted(set(words))
    have = set(Word.objects.filter(workspace=workspace_id, word__in=wanted).values_list("word", flat=True))
    fresh = [word for word in wanted if word not in have]
    insert_missing(Word, [{"workspace_id": workspace_id, "word": word} for word in fresh])
    made = Word.objects.filter(workspace=workspace_id, word__in=fresh, keys=None).values_list("pk", "word")
    insert_many(WordKey, ("word_id", "key"), [(pk, key) for pk, word in made for key in keys_of(word)])


def forget(workspace_id: int) -> int:
    """Forget the words that no file of a workspace says any more, those put away among them; return how many."""
    known = dict(Word.objects.filter(workspace=workspace_id).values_list("word", "pk"))
    files = Contact.objects.filter(workspace=workspace_id).order_by().values_list("folded", flat=True)
    for folded in files.iterator(chunk_size=2000) if known else ():
        for word in words_in(folded):
            known.pop(word, None)
    orphans = sorted(known.values())
    for at in range(0, len(orphans), AT_ONCE):
        Word.objects.filter(pk__in=orphans[at : at + AT_ONCE]).delete()
    return len(orphans)


def near(workspace: Workspace, word: str) -> list[str]:
    """Known words that are this one, or a letter apart from it; the likeliest first."""
    found = (
        Word.objects.filter(workspace=workspace, keys__key__in=keys_of(word)).distinct().values_list("word", flat=True)
    )
    close = (one for one in found if one == word or one_letter_apart(*sorted((one, word), key=len)))
    return sorted(close, key=lambda one: (one != word, one[0] != word[0], one))[:MOST]


def resembling(workspace: Workspace, contacts: QuerySet[Contact], words: str) -> QuerySet[Contact] | None:
    """Those who have all these words, or words a letter apart; None where no word is near."""
    asked, is_other = [], False
    for word in fold(words).split():
        tried = [one for one in near(workspace, word) if one != word] if words_in(word) else []
        is_other = is_other or bool(tried)
        asked.append([word, *(f" {one} " for one in tried)])
    return contacts.filter(having(asked)) if is_other else None


def one_letter_apart(short: str, long: str) -> bool:
    """Whether a letter was put in, left out, changed, or two beside one another were swapped."""
    if len(long) - len(short) > 1 or short == long:
        return False
    at = next((at for at, (one, other) in enumerate(zip(short, long, strict=False)) if one != other), len(short))
    if len(long) > len(short):
        return short[at:] == long[at + 1 :]
    is_swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return is_swapped or short[at + 1 :] == long[at + 1 :]
