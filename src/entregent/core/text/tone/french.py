"""French words of tone. Written by hand for Entregent; measured by evaluation/etiquette.py."""

from collections.abc import Sequence

from entregent.core.text.phrases import Phrases
from entregent.core.text.word_list import word_list

I = word_list("je j moi mon ma mes me m")  # noqa: E741 (what it holds)
WE = word_list("nous notre nos on")
FAMILIAR = word_list("tu toi ton ta tes te t")
FORMAL = word_list("vous votre vos vôtre")
NOT = word_list("pas sans ni jamais aucun aucune rien ne n moins")

# What to write instead, and the sectors where everybody says so.
JARGON = Phrases(
    {
        ("pour", ""): "afin de|d, afin que, en vue de|d, a cet effet, a destination de|des|du, a l attention des",
        ("dans, pour", ""): "dans le cadre de|d|du|des, au sein de|d|du|des, au niveau de|du|des, en matiere de|d",
        (
            "faire, monter",
            "",
        ): "mettre en œuvre, mise en œuvre, mettre en place, mise en place de|d|du|des, mis en place",
        ("montrer, faire connaître", ""): "valoriser, valorisation, mettre en lumiere, mise en lumiere, promouvoir",
        ("expliquer, faire découvrir", ""): "sensibiliser, sensibilisation",
        ("à plusieurs", ""): "synergie|synergies, co construction, coconstruire, co construire, partenariat gagnant",
        (
            "ceux qui y travaillent, qui y vivent",
            "",
        ): """parties prenantes, acteurs du territoire|territoires, forces vives,
            acteurs locaux, acteurs institutionnels, acteurs economiques""",
        ("questions", ""): "problematique|problematiques, enjeux",
        ("aide, projet", "institution association"): "dispositif|dispositifs",
        (
            "ce que c’est, en un mot",
            "b2b",
        ): """solution innovante, solutions innovantes, ecosysteme, ecosystemes, levier|leviers,
            roadmap, time to market, disruptif|disruptive|disruptifs, scalable, best in class, feuille de route""",
        (
            "ce que nous faisons",
            "",
        ): """demarche globale, approche holistique, politique volontariste, demarche volontariste,
            politique de developpement durable, demarche d excellence, strategie globale, ambition commune, vision partagee""",
        ("changer", ""): "impacter, impacte, impactent, impactant|impactante",
        ("parler de", ""): "relayer l|le|la|les|cette|ce|notre|nos|aupres, communiquer autour",
        ("aider", ""): "accompagner dans, accompagnement personnalise",
        ("lancer, ouvrir", ""): "deployer, deploiement",
        (
            "(à la première personne)",
            "",
        ): """nous vous prions, nous avons l honneur, j ai l honneur, veuillez agreer, veuillez trouver,
            a toutes fins utiles, nous vous saurions gre, nous nous permettons, je me permets de vous solliciter,
            il convient de|d, il a ete decide, vous trouverez ci joint|jointe, ci apres
            susvise|susvisee|susmentionne
            conformement a|aux|au, suite a|au|aux notre|votre|nos|la|l|ma, par la presente, la presente vise,
            dans le prolongement de|du|des, au titre de|du|des, bien vouloir, dans l attente de vous lire""",
        (
            "qui fait autorité ? un nom, un chiffre",
            "",
        ): "acteur majeur, acteur incontournable, acteur de reference, reference du secteur",
        (
            "montée en gamme de quoi ?",
            "",
        ): "montee en competence|competences, montee en puissance, monter en competence",
        ("gouverner, décider", "institution association b2b"): "gouvernance",
        ("argent, personnes", "institution b2b"): "mobilisation des ressources, optimiser, optimisation",
        ("résultats", "b2b"): "kpi|kpis, roi, reporting, livrables|livrable, benchmark",
    }
)
SUPERLATIVES = Phrases(
    {
        "": """incontournable|incontournables, exceptionnel|exceptionnelle|exceptionnels|exceptionnelles, incroyable|incroyables
            produit|concept|solution|technologie|application|appli|approche|methode revolutionnaire|revolutionnaires
            gamme|outil|invention|systeme|formule revolutionnaire|revolutionnaires
            veritable|vraie|petite revolution, revolutionner, revolutionne, va|vont revolutionner
            incomparable|incomparables, ultime, reference absolue, du siecle, pure merveille
            de loin le|la|les plus|meilleur|meilleure, le|la|les meilleur|meilleure … jamais
            le|la plus grand|grande … jamais|generation|epoque, bijou de technologie|technique
            extraordinaire|extraordinaires, inegale|inegalee
            totalement|absolument|vraiment|concept|experience|format|offre inedit|inedite|inedits|inedites
            dispositif|evenement|operation|initiative|moment inedit|inedite|inedits|inedites
            unique au monde|en|sur, absolument unique, vraiment unique
            experience|moment|occasion|opportunite|concept|produit|evenement|offre|lieu|projet|application|outil unique|uniques
            numero un|1, n 1, leader|leaders, notre|nos meilleur|meilleure|meilleurs|meilleures
            l un|une des meilleurs|meilleures
            le|la|les meilleur|meilleure|meilleurs|meilleures … du monde|marche|pays
            le|la|les meilleur|meilleure|meilleurs|meilleures … de france|la
            les meilleurs|meilleures produits|chefs|prix|conditions|experts|artistes|specialistes, le meilleur de|du
            le|la|les plus grand|grande|grands|grandes|beau|belle|beaux|innovant|innovante|innovants|innovantes
            le|la|les plus complet|complete|attendu|attendue|performant|performante|important|importante|avance|avancee|rapide
            sans equivalent, sans precedent, hors du commun, jamais vu|vue, a ne pas|surtout manquer|rater
            immanquable
            exclusif|exclusive|exclusifs|exclusives, en exclusivite, d exception, spectaculaire|spectaculaires
            magique|magiques
            inoubliable|inoubliables, un|une|notre|cette|ce formidable|formidables, fabuleux|fabuleuse
            fantastique|fantastiques, imbattable|imbattables
            ultra innovant|innovante|performant|moderne, game changer, premiere mondiale, du jamais vu
            hors norme|normes
            parfait pour votre|vos|tous, revolution du|de, ideal|ideale pour tous, le nec plus ultra
            inimitable|inimitables
            tout simplement bluffant|genial, bluffant|bluffante, epoustouflant|epoustouflante, sublime|sublimes
            prestigieux|prestigieuse, top niveau, phenomenal|phenomenale""",
    }
)


def is_noun(words: Sequence[str], at: int, following: str) -> bool:
    """Whether the word speaks to nobody: « le ton », « un rendez-vous », « viendra-t-il »."""
    word, before = words[at], words[at - 1] if at else ""
    if word == "vous":
        return before == "rendez"
    if word == "ton":
        return before in DETERMINERS
    return word == "t" and following not in ("'", "’")


PLURAL = Phrases(
    {
        "": """toi et, et toi, vous deux|trois|quatre|tous|toutes, ton|ta|tes equipe|collectif|groupe|asso|association|bande
            ton|ta|tes troupe|classe|copains|copines|amis|collegues|eleves|benevoles"""
    }
)  # « toi et ton équipe, vous… »: more than one person
DETERMINERS = word_list("le un du ce de au quel bon meme autre son mon votre notre leur d")
