"""The words by which people say where they are: cues around the name of a place, in French and in English.

Folded, as `fold` gives them. `Cue` says how much each kind is worth, strongest first.
"""

import re
from enum import IntEnum

from entregent.core.text.word_list import word_list


class Cue(IntEnum):
    """What ties the name of a place to the person, strongest first."""

    MANDATE = 1  # « maire de … »: somebody who answers for a territory
    RESIDENCE = 2  # « basée à … », "lives in …"
    PRESENCE = 3  # « à … », « en Bretagne »
    FORMER = 4  # « ancien maire de … »
    HINT = 5  # a hashtag, a gentilé, a name that stands alone


ROLES = word_list(
    """depute deputee deputes senateur senatrice maire mairesse elu elue elus conseiller conseillere
    circonscription circo canton prefet prefete adjoint adjointe mp mayor councillor
    federation parlementaire"""
)
# Elected by a department, not by the town of the same name.
PARLIAMENT = word_list("depute deputee deputes senateur senatrice circonscription circo parlementaire mp")
# A mandate only when a territory stands between the word and the name: « présidente de la région … ».
PRESIDENCIES = word_list(
    """president presidente pdt pdte vp secretaire referent referente delegue
    deleguee"""
)
TERRITORIES = word_list(
    """region departement agglomeration agglo metropole communaute pays territoire collectivite federation
    departemental departementale regional regionale ville commune canton circonscription"""
)
FORMER = word_list("ancien ancienne ex honoraire ancienn former retired")
# Words of a foreign mandate: a Frenchwoman elected by those who live abroad says nothing of a region.
ELECTED_ABROAD = re.compile(
    r"francai[sx]\S* (?:etablis hors de france|(?:vivant )?(?:de|a) l ?etranger)|hors de france"
)
RESIDE = word_list(
    """habite habitant habitante vis vit vivant vivons habitons base basee bases basees installe installee
    installes installees demeure reside residant domicilie domiciliee exile exilee expatrie expatriee adopte
    adoptee live lives living based located home"""
)
# Before a name these say that it is not, or no longer, where they are.
ELSEWHERE = word_list(
    """reve revons reverais quitte quittee quitter fui fuir loin partir parti partie dream left moved
    leaving ne nee nes originaire natif native origine born raised grew vient viens venu venue diplome
    diplomee etudes alumni alumnus ancien ancienne ex former coeur adieu"""
)
# « Bretonne exilée », « Breton de cœur »: the name of inhabitants who do not live there.
GONE = word_list("exil exile exilee expat expatrie expatriee coeur origine origines ancien ancienne ex")
AT = word_list("a au aux en in near at vers pres entre depuis dans autour cote")
ENGLISH_AT = word_list("in at near")  # villages named Place, Target, Four and Us ask for more than "at Target"
OF = word_list("de d du des from")
ARTICLES = word_list("le la les l the")
BETWEEN = word_list("et and ou or puis via")
# A region or a department, never a town, follows these.
AREA_ARTICLES = word_list("la l du des le les dans")
# « dans le Nord », « du Nord », but not after these.
FOREIGN_NORTH = word_list(
    """afrique amerique coree irlande mer gare europe macedoine atlantique pole grand banlieue quartiers
    italie dakota caroline"""
)
# Names that are words, first names or firms before they are towns: alone they are no place.
TRAPS = word_list(
    """orange sens die nice plaisir condom lens tours gap laval valence grasse royan albert beaune romans
    chatou florange cannes vichy saintes"""
)
# …and after which even « à » does not: nobody lives there who does not say so otherwise.
STRONG_TRAPS = word_list("orange sens mars bon rue mer plan eu us y don job vie rom cancer die vif")
# What makes something else of a name: « Paris Match ».
NOT_FOLLOWED_BY = {
    "paris": word_list("2024 match sportif sportifs saint dauphine"),
    "nice": word_list("matin guy people to"),
    "nord": word_list("sud est ouest"),
}
# Words of a location field that name no place: the field says nothing, and takes nothing away.
NOWHERE = word_list(
    """france francia frankreich french europe monde world earth terre planete web internet ici partout
    officiel assemblee senat nationale"""
)
