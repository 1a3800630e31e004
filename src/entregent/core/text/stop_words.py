"""Words that say nothing of what a text is about, as written in small letters, by language.

Pronouns, determiners, prepositions, conjunctions, auxiliaries and what elision leaves of them. Neither list holds a noun, nor a
verb that somebody might search for.
"""

from entregent.core.text.word_list import word_list

FRENCH = word_list(
    """a à ai aie aient aies ait alors après as assez au aucun aucune aujourd auquel aura aurai auraient
    aurait auront aussi autre autres aux auxquelles auxquels avaient avais avait avant avec avez aviez
    avions avoir avons ayant ayez ayons c ça car ce ceci cela celle celles celui cent ces cet cette ceux
    chaque chez ci comme comment d dans de depuis des dès desquelles desquels deux donc dont du duquel
    durant e elle elles en encore entre envers es est et étaient étais était étant été êtes étiez étions
    être eu eue eues eurent eus eut eux furent fut hui ici il ils j je jusqu jusque l la là laquelle le
    lequel les lesquelles lesquels leur leurs lors lorsqu lorsque lui m ma mais me même mêmes mes mien
    mienne miens moi moins mon n ne ni non nos notre nôtre nous nul nulle on ont or ou où par parce pas
    pendant peu plus plusieurs plutôt pour pourquoi presqu presque puis puisqu puisque qu quand que quel
    quelle quelles quelqu quelque quelques quels qui quoi quoique s sa sans sauf se selon sera serai
    seraient serais serait seront ses si sien sienne siens sinon soi soient sois soit sommes son sont sous
    soyez suis sur t ta tandis te tel telle telles tels tes toi ton toujours tous tout toute toutes très
    trop tu un une uns vers voici voilà vos votre vôtre vous y"""
)
ENGLISH = word_list(
    """a about above after again against all also am an and any are aren as at be because been before being
    below between both but by can cannot could couldn d did didn do does doesn doing don down during each
    few for from further had hadn has hasn have haven having he her here hers herself him himself his how i
    if in into is isn it its itself just ll m may me might more most must my myself no nor not of off on
    once only or other our ours ourselves out over own re s same shall she should shouldn so some such t
    than that the their theirs them themselves then there these they this those through to too under until
    up upon us ve very was wasn we were weren what when where which while who whom whose why will with won
    would wouldn you your yours yourself yourselves"""
)
STOP_WORDS = {"fr": FRENCH, "en": ENGLISH}
