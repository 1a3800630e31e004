"""The passive: « le centre a été inauguré », "it was decided". By rules on words; figures: docs/evaluation.md."""

import re
from collections.abc import Iterator, Sequence

from entregent.core.text.word_list import word_list

BE = {
    "fr": word_list(
        "est sont sera seront etait etaient fut furent etre soit soient serait seraient ete etant sommes etes suis"
    ),
    "en": word_list("is are was were be been being"),
}
BETWEEN = {
    "fr": word_list(
        "pas plus aussi bien tres deja ainsi egalement donc alors ensuite toujours encore souvent entierement enfin"
    ),
    "en": word_list("not also already then being always often never now still fully just soon hereby kindly"),
}
PARTICIPLE = {
    "fr": re.compile(r"[a-z]{2,}(?:ee?s?|ise?s?|it(?:e?s?)|u(?:e?s?)|ert(?:e?s?)|eint(?:e?s?))"),
    "en": re.compile(
        r"[a-z]{2,}ed|made|done|given|taken|held|sent|set|chosen|written|drawn|shown|known|kept|built|brought|put|led|seen"
    ),
}
# What follows « être » without a passive: verbs of movement, adjectives, adverbs that end as participles do.
NEVER = {
    "fr": word_list(
        """alle allee alles allees venu venue venus venues parti partie partis parties arrive arrivee arrives arrivees sorti sortie
        entre entree ne nee nes nees mort morte reste restee restes tombe tombee devenu devenue devenus devenues revenu revenue
        passe passee monte montee descendu retourne rentre rentree aussi puis mais depuis plus la ici tres apres pres des les
        bonne belle jeune libre simple utile facile difficile possible disponible jolie proche prete prets prete interesse
        interessee ravi ravie ravis ravies desole desolee enchante enchantee heureux emu emue touche touchee sur sous plutot gratuit
        gratuite vrai connu petite petit grande grand ouverte ouvert ouvertes ouverts seule seules fermee ferme situe situee nu
        eu lu bienvenue bienvenus curieuse curieuses libres prets pretes nombreuses nombreuse cette une tous toutes toute
        convaincu convaincue convaincus persuade persuadee fatigue fatiguee oblige obligee passionne passionnee decu decue
        satisfait invite invitee invites invitees honore honoree installe installee base basee gene genee jeudi lundi mardi
        mercredi vendredi samedi midi ainsi parmi merci depuis jusqu du nous vous les mes ses tes"""
    ),
    "en": word_list(
        """interested excited delighted pleased tired worried based located used supposed need indeed red bed embed
        thrilled honoured honored concerned retired surprised amazed married scared committed"""
    ),
}
FURTHEST = 2  # words between the two


def passives(words: Sequence[str], language: str) -> Iterator[tuple[int, int]]:
    """Yield (first, last excluded) of each passive among the words of a sentence, without accents or capitals."""
    if language not in BE:
        return
    be, between, participle, never = BE[language], BETWEEN[language], PARTICIPLE[language], NEVER[language]
    for at, word in enumerate(words):
        if word not in be or (word == "ete" and words[at - 1 : at] in (["l"], ["cet"], ["un"], ["d"])):
            continue
        end = at + 1
        while end < len(words) and words[end] in between and end - at <= FURTHEST:
            end += 1
        if end < len(words) and words[end] not in never and words[end] not in be and participle.fullmatch(words[end]):
            yield at, end + 1
