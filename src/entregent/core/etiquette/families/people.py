"""P: the person, and what may be written of them, in a message as in a note, a field, an import."""

import re
from collections.abc import Iterator
from itertools import chain

from entregent.core.etiquette.findings import Evidence, Severity
from entregent.core.etiquette.lexicon import Cue
from entregent.core.etiquette.rules import Needs, rule
from entregent.core.etiquette.situation import Situation, Spot

LINE = re.compile(r"[^\n]+")
OWN_LINE = re.compile(r"^(?![ \t]*>)[^\n]+", re.MULTILINE)
# A note of one word or two, a tag: no sentence says whom it is about, and in either language it is about a person. Without
# accents and capitals. Names of topics (religion, union, far right) are none: somebody may write about them.
LABELS = re.compile(
    r"""^\W*(?:tres\s|plutot\s|assez\s|peu\s|pas\s|trop\s|top\s|very\s|rather\s|quite\s|not\s)?(?:
          hostiles? | influente?s? | influential | alliee?s? | opposante?s? | opponents? | detracteurs? | detractrices?
        | detractors? | ennemie?s? | enemy | adversaires? | neutres? | neutral | supportive | unsupportive | unfriendly
        | sympas? | penibles? | ingerables? | incontrolables? | black\s?-?listee?s? | black\s?-?list(?:ed)? | liste\snoire
        | \d(?:[.,]\d)?\s?/\s?(?:5|10|20|100) | a\seviter | a\sfuir | a\ssurveiller | a\scajoler | influenceu(?:rs?|ses?)\stop
        | influenceu(?:rs?|ses?)\s(?:majeure?s?|mineure?s?) | [abc]-list(?:er)?s? | tier\s[1-4]
        )\W*$
      | \bvip\s?\++ | [★☆⭐]\ufe0f?[★☆⭐] | \d\s?[★⭐] | (?<![*\w])\*{3,5}(?![*\w])
      | \b(?:influence|soutien|support|hostilite|hostility|fiabilite|reliability|sympathie|sympathy|affinite|affinity|
          bienveillance|loyalty|favorabilite|potentiel|potential|score|ranking|sentiment)\s?(?:[:=]|est|is)\s?
        (?:\d|[abc]\b|forte?|faible|moyen(?:ne)?|elevee?|haute?|nulle?|positi|negati|neutr|high|low|medium|strong|weak|poor)
      | \b(?:influence|hostilite|fiabilite|sympathie)\s(?:tres\s|plutot\s)?(?:forte|faible|moyenne|elevee|nulle)\b
      | \b(?:high|low|medium)\s(?:influence|reliability|hostility)\b | \b(?:influence|soutien|support)\s[1-5]\b(?!\s?\w)
    """,
    re.VERBOSE | re.MULTILINE,
)
TELLS = re.compile(
    r"""^\W*(?:musulmane?s? | muslims? | juifs? | juives? | jewish | cathos? | catholiques? | chretien(?:ne)?s? | bouddhistes?
        | athees? | homosexuel(?:le)?s? | lesbiennes? | lesbians? | gays? | seropositi(?:f|ve)s? | handicapee?s? | disabled
        | depressi(?:f|ve)s? | depressed | alcooliques? | alcoholics? | enceintes? | pregnant | gauchistes? | leftists? | gauchos?
        | fachos? | de\s(?:gauche|droite) | macronistes? | melenchonistes? | lepenistes? | zemmouristes? | syndiquee?s?
        | cegetistes? | (?:sympathisante?|electeur|electrice|adherente?|militante?|encartee?)\s(?:\w+\s){0,2}
          (?:rn|lfi|lr|ps|pcf|eelv|npa|modem|renaissance|reconquete|cgt|cfdt|fo|sud|unsa|fsu)
        )\W*?(?=[,.;:!]|$)
      | \bvot(?:e|ait|ent|es?|ed)\s(?:rn|lfi|lr|ps|pcf|eelv|npa|macron|le\spen|a\s(?:gauche|droite)|tory|labour|snp|ukip)\b
      | \b(?:a|avait|ont|a\seu|eu)\s(?:un\s|une\s|le\s)?(?:cancer|depression|burn-?out|tumeur|sida|vih|avc|sclerose)\b
      | \b(?:has|had|got)\s(?:a\s)?(?:cancer|depression|hiv|aids|burnout|stroke|breakdown|miscarriage|tumour)\b
    """,
    re.VERBOSE | re.MULTILINE,
)


@rule("P101", Severity.BLOCK, "L4", needs=Needs.FACTS)
def do_not_contact(s: Situation) -> Iterator[Evidence]:
    if s.facts.contact.do_not_contact:
        yield Evidence(words=s.facts.contact.name)


@rule("P102", Severity.BLOCK, "L5", needs=Needs.NOTE, anywhere=True)
def sensitive(s: Situation) -> Iterator[Evidence]:
    yield from s.by_ear("P102", _matches(s, s.words.sensitive, *([TELLS] if s.is_note else ())))


@rule("P103", Severity.BLOCK, "L5", needs=Needs.NOTE)
def rating(s: Situation) -> Iterator[Evidence]:
    of_notes = (s.words.rates_in_a_note, LABELS) if s.is_note else ()
    said = [] if s.is_note else s.said(Cue.RATES)  # a note is looked at before it is read, by `notes`
    yield from s.by_ear("P103", chain(_matches(s, s.words.rates, *of_notes), said))


def _matches(s: Situation, *patterns: re.Pattern[str]) -> Iterator[Spot]:
    """Between quotes as well: whoever said it first, it is written down here. Mail quoted in a message is theirs."""
    lines = LINE if s.is_note else OWN_LINE
    for pattern in patterns:
        for line in lines.finditer(s.plain):
            for found in pattern.finditer(line[0]):
                start, end = line.start() + found.start(), line.start() + found.end()
                if s.seen.text[end - 1] not in "àÀ":  # « contact à Rennes » is no « contact A »
                    yield Spot(start, end)
