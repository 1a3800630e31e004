"""What a list of people may not bring in: columns that rate, and cells that judge or tell what is sensitive (practice L5).

A line is taken without such words, and says so; the words themselves are written nowhere.
"""

import re
from collections.abc import Iterable, Iterator

from entregent.contacts.guard import Voice, refused
from entregent.contacts.lists.person import Person
from entregent.core.etiquette.notes import is_suspect
from entregent.core.text import fold

# Names of columns, folded: what they rate of a person, then what is sensitive of them.
RATES = re.compile(
    r"""(?:/|\bsur\b|\bout\sof\b)\s?(?:5|10|20|100)\b
      | \b(?:influence|influences|scores?|scoring|klout|rank(?:ing)?|rang|ratings?|notations?|cotation|classement|notoriete|
          appreciation|evaluation|avis|opinions?|sentiments?|tonalite|attitude|bienveillance|hostilite|hostility|favorabilite|
          sympathie|sympathy|affinites?|affinity|fiabilite|reliability|confiance|trust|loyalty|priorites?|priority|importance|
          potentiel|potential|etoiles?|stars?|tier)\b
      | \b(?:niveau|degre|level)\s(?:de|d'|of)\s?\w | \b(?:support|soutien)\s(?:level|score)\b | ^\W*(?:soutien|stance)\W*$
      | \bvip\s?(?:level|niveau|\+)
    """,
    re.VERBOSE,
)
TELLS = re.compile(
    r"""^\W*(?:religions?|confession|croyances?|beliefs?|faith|(?:etat\sde\s)?sante|health|maladies?|illness|handicaps?|disability
          |politique|politics|partis?(?:\spolitique)?|(?:political\s)?party|votes?|syndicats?|races?|ethni\w+|origines?\s(?:ethni\w+|sociales?)
          )\W*$
      | \b(?:sensibilites?|orientations?|opinions?|couleur|tendances?|bord|affiliation)\s(?:politiques?|sexuelles?|religieuses?)\b
      | \bpolitical\s(?:views?|leanings?|affiliation|opinions?)\b | \bsexual\sorientation\b | \bunion\smembership\b
      | \b(?:appartenance|engagement)\s(?:syndical|politique|religieu|ethnique)
    """,
    re.VERBOSE,
)
OF_TOPICS = re.compile(r"\b(?:rubriques?|themes?|thematiques?|sujets?|topics?|beat)\b")


def judges(head: str) -> bool:
    """Whether a column of that name rates people, or holds what is sensitive: nobody may have it read."""
    name = fold(head)
    return bool(RATES.search(name) or (TELLS.search(name) and not OF_TOPICS.search(name)))


def guarded(persons: Iterable[Person]) -> Iterator[Person]:
    """Persons without what may not be kept; `left_out` says what that was: kinds of facts, "tags", "role"."""
    for person in persons:
        if is_suspect("\n".join([person.role, *person.tags, *(value for _, value in person.facts)])):
            _leave_out(person)
        yield person


def _leave_out(person: Person) -> None:
    facts = [(kind, value) for kind, value in person.facts if not refused(value)]
    tags = [tag for tag in person.tags if not refused(tag)]
    gone = [kind for kind, value in person.facts if (kind, value) not in facts]
    if len(tags) < len(person.tags):
        gone.append("tags")
    if refused(person.role, voice=Voice.PUBLIC):  # what somebody is for whom they speak, a union too, is said in public
        gone.append("role")
        person.role = ""
    person.facts, person.tags, person.left_out = facts, tags, list(dict.fromkeys(gone))
