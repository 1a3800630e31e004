"""Every rule by itself: a message of which it speaks, and a near one of which it does not, in each language that it reads.

By words alone, without an encoder.
"""

from dataclasses import dataclass, field
from datetime import date

import pytest

from entregent.core.etiquette import (
    Brief,
    Contact,
    Exchange,
    Kind,
    Message,
    Post,
    Purpose,
    Severity,
    all_rules,
    check,
    check_note,
)
from entregent.core.etiquette.rules import Needs

TODAY = date(2026, 6, 15)
SPOKEN_TO = {"W110", "W111"}  # of « tu » and « vous »: French alone


@dataclass(frozen=True)
class Written:
    """A message, or a note, with what is known when it is judged."""

    text: str
    purpose: Purpose | None = Purpose.ASK
    subject: str = ""
    to: tuple[str, ...] = ()
    brief: dict[str, object] = field(default_factory=dict)
    contact: Contact = field(default_factory=Contact)
    history: tuple[Exchange, ...] = ()
    is_note: bool = False
    language: str | None = "as the case"

    def findings(self, language):
        language = language if self.language == "as the case" else self.language
        if self.is_note:
            return check_note(self.text, language=language).findings
        brief = Brief(purpose=self.purpose, **self.brief)
        message = Message(self.text, self.subject, self.to)
        return check(message, brief, self.contact, self.history, language=language, today=TODAY).findings


def asked(*days, kind=Kind.ASK, **more):
    return tuple(Exchange(date(2026, *day), kind, **more) for day in days)


def note(text):
    return Written(text, is_note=True)


def news(text, **more):
    return Written(text, Purpose.NEWS, **more)


def closing(text):
    return Written(text, Purpose.CLOSING)


def follow_up(text, **more):
    return Written(text, Purpose.FOLLOW_UP, **more)


LONG = "et le moulin tourne encore pour qui veut bien venir le voir " * 5
LONG_EN = "and the mill still turns for whoever would like to come and see it " * 5
SHORT = "Le moulin tourne encore. Venez le voir. Il est ouvert."
SHORT_EN = "The mill still turns. Come and see it. It is open."
WOOL = Contact(posts=(Post("Tricoter des chaussettes"), Post("Une pelote de laine bleue")))
WOOL_EN = Contact(posts=(Post("Knitting socks"), Post("A ball of blue wool")))
POST = Contact(posts=(Post("Trois vers dans ma cuisine"),))
POST_EN = Contact(posts=(Post("Three worms in my kitchen"),))
TWO = ("lea@example.org", "karim@example.org")
THREE_ASKS = asked((1, 10), (3, 10), (5, 10))
TWO_FOLLOW_UPS = asked((5, 1)) + asked((5, 9), (5, 20), kind=Kind.FOLLOW_UP)
NO = asked((5, 1)) + asked((5, 2), kind=Kind.NO, who="them")
DRIFT = asked((1, 10), topic="mode") + asked((3, 10), topic="football")
DRIFT_EN = asked((1, 10), topic="fashion") + asked((3, 10), topic="football")
INVITES, INVITES_EN = "Viendriez-vous mardi, une heure ?", "Would you come on Tuesday, for an hour?"

# code, language, of what it speaks, of what it does not
CASES = [
    ("W101", "fr", news("On vous garantit des retombées énormes."), news("Rien ne vous garantit de retombées.")),
    ("W101", "en", news("We guarantee you national coverage."), news("Nobody guarantees you coverage.")),
    ("W102", "fr", news("Un lieu incontournable ouvre à Rennes."), news("Ce n’est pas un lieu incontournable.")),
    ("W102", "en", news("An unmissable place opens in Leeds."), news("It is not an unmissable place.")),
    ("W103", "fr", news("La montre est offerte en échange d’un article."), news("Un échange avec l’équipe, sans contrepartie.")),
    ("W103", "en", news("The watch is yours in exchange for a post."), news("Write or not, nothing is asked in exchange.")),
    ("W104", "fr", news("Nous vous versons 200 euros pour un article."),
     news("Nous remboursons le train, 60 euros ; l’article reste le vôtre.")),
    ("W104", "en", news("We pay £200 for an article."), news("We refund your train, £60; the article is yours.")),
    ("W105", "fr",
     news("Dans le cadre de sa démarche, la direction a été mandatée afin de déployer un dispositif de sensibilisation."),
     news("Dans le cadre de mon métier je m’occupe du tri, et je cherche comment en parler sans ennuyer personne.")),
    ("W105", "en",
     news("With a view to its strategic vision, the management has been mandated to implement a holistic approach."),
     news("I look after recycling, and with a view to boring nobody I would like to tell it in plain words.")),
    ("W106", "fr", news("Venez, CE SERA UNE SOIRÉE ÉNORME."), news("L’ADEME et le SMICTOM seront là.")),
    ("W106", "en", news("Come, THIS WILL BE AN ENORMOUS EVENING."), news("The BBC and UNESCO will be there.")),
    ("W106", "fr", news("On ouvre !!"), news("On ouvre !")),
    ("W106", "en", news("Come, THIS WILL BE HUGE FOR US."), news("The BBC and the WHO will be there.")),
    ("W107", "fr", news("Nous adorons votre univers !"), news("Nous adorons votre billet sur les haies.")),
    ("W107", "en", news("We love your amazing blog!"), news("We love your post on hedges.")),
    ("W108", "fr", news("Répondez vite, dernières places !"), news("Répondez vite, car l’imprimeur attend.")),
    ("W108", "en", news("Reply now, last chance!"), news("Reply now, because the printer is waiting.")),
    ("W109", "fr", news("Suite à notre échange, voici le programme."),
     news("Suite à notre échange, voici le programme.", history=asked((6, 1), kind=Kind.MEETING))),
    ("W109", "en", news("Following our conversation, here is the programme."),
     news("Following our conversation, here is the programme.", history=asked((6, 1), kind=Kind.MEETING))),
    ("W109", "fr", news("Le moulin ouvre.", subject="Re: le moulin"), news("Le moulin ouvre.", subject="Le moulin : re-départ")),
    ("W109", "en", news("It was good to talk to you."), news("It would be good to have you there.")),
    ("W109", "en", news("Great to meet you last week."), news("Great to see a mill turn again.")),
    ("W110", "fr", news("J’ai lu ton billet, et je vous écris."), news("Toi et ton équipe, vous verrez le moulin.")),
    ("W111", "fr", news("Je t’écris du moulin.", contact=Contact(address_form="vous")),
     news("Je t’écris du moulin.", contact=Contact(address_form="tu"))),
    ("W112", "fr", news("Voir https://example.org/visite?utm_source=mail ici."),
     news("Voir https://example.org/visite?jour=3 ici.")),
    ("W112", "en", news('<p>See it here.</p><img src="https://example.org/a.png" width="1">'),
     news('<p>See it <a href="https://example.org/a">here</a>.</p>')),
    ("W113", "fr", news(LONG), news(SHORT)),
    ("W113", "en", news(LONG_EN), news(SHORT_EN)),
    ("W114", "fr", news("Un bоn d’achat vous attend."), news("Un bon d’achat vous attend.")),
    ("W114", "en", news("A vou\u200bcher for you."), news("A voucher\u200b for you.")),
    ("W115", None, news("Estimado bloguero, le invitamos a visitar el taller el sábado."),
     news("Cher blogueur, nous vous invitons à visiter l’atelier samedi.")),
    ("W116", "fr", news("Nous vous offrons deux nuits à Rome.", brief={"offers": ("un café",)}),
     news("Nous vous offrons un bon café.", brief={"offers": ("un café",)})),
    ("W116", "en", news("Two nights in Rome are our gift.", brief={"in_return": "a coffee"}),
     news("A good coffee is our gift.", brief={"in_return": "a coffee"})),
    ("B101", "fr", Written("Nous lançons une gourde."), Written("Vous écriviez que les gourdes fuient : voici la nôtre.")),
    ("B101", "en", Written("We are launching a flask."), Written("You wrote that flasks leak: here is ours.")),
    ("B101", "fr", Written("Nous lançons une gourde."), news("Nous lançons une gourde.")),
    ("B102", "fr", Written("Nous suivons votre travail.", contact=POST),
     Written("Dans « Trois vers dans ma cuisine », une question.", contact=POST)),
    ("B102", "en", Written("We follow what you do.", contact=POST_EN),
     Written("In “Three worms in my kitchen”, a question.", contact=POST_EN)),
    ("B103", "fr", Written("Venez goûter.", brief={"theme": "la bière"}, contact=Contact(refused=("bière",))),
     Written("Venez goûter.", brief={"theme": "la limonade"}, contact=Contact(refused=("bière",)))),
    ("B103", "en", Written("Would you taste our beers?", contact=Contact(refused=("beer",))),
     Written("Would you taste our lemonade?", contact=Contact(refused=("beer",)))),
    ("B104", "fr", Written(INVITES, brief={"theme": "perceuse à percussion"}, contact=WOOL),
     Written(INVITES, brief={"theme": "laine de Roubaix"}, contact=WOOL)),
    ("B104", "en", Written(INVITES_EN, brief={"theme": "hammer drill"}, contact=WOOL_EN),
     Written(INVITES_EN, brief={"theme": "wool of Bradford"}, contact=WOOL_EN)),
    ("B105", "fr", Written("Notre client aimerait faire quelque chose avec vous."),
     Written("J’aimerais faire quelque chose avec vous : une visite d’une heure, le 3 mars.")),
    ("B105", "en", Written("Our client would love to work with you."),
     Written("I would love to work with you for an hour, on 3 March.")),
    ("B105", "fr", Written("Nous vous proposons une collaboration."),
     Written("Nous vous proposons une collaboration commerciale ; le billet portera cette mention.")),
    ("B106", "fr", Written("Viendriez-vous voir le moulin ?"), Written("Viendriez-vous voir le moulin mardi ?")),
    ("B106", "en", Written("Would you come and see the mill?"), Written("Would you come and see the mill on Tuesday?")),
    ("B107", "fr", Written("Accepteriez-vous de participer ?"), Written("Répondriez-vous à trois questions ?")),
    ("B107", "en", Written("Would you take part?"), Written("Would you answer three questions?")),
    ("B108", "fr", Written("Nous comptons sur votre présence."), Written("Je n’ai rien à vous offrir.")),
    ("B108", "en", Written("We count on your presence."), Written("I have nothing to offer.")),
    ("B109", "fr", news("Chère blogueuse,\nle moulin ouvre."), news("Chère Léa,\nle moulin ouvre.")),
    ("B109", "en", news("Dear blogger,\nthe mill opens."), news("Dear Lea,\nthe mill opens.")),
    ("B109", "fr", news("Bonjour {{prénom}},\nle moulin ouvre."), news("Bonjour Prune,\nle moulin ouvre.")),
    ("B110", "fr", news("Le moulin ouvre.", to=TWO), news("Le moulin ouvre.", to=TWO[:1])),
    ("B110", "fr", news("À tous les blogueurs : le moulin ouvre."), news("Léa, le moulin ouvre à tous.")),
    ("B110", "en", news("To all our bloggers: the mill opens."), news("Lea, the mill opens to all.")),
    ("M101", "fr", Written(INVITES, history=asked((6, 10), kind=Kind.MESSAGE, by="Alice")),
     Written(INVITES, history=asked((6, 1), kind=Kind.MESSAGE, by="Alice") + asked((6, 10), kind=Kind.MESSAGE))),
    ("M102", "fr", follow_up(INVITES, history=TWO_FOLLOW_UPS), follow_up(INVITES, history=TWO_FOLLOW_UPS[:2])),
    ("M103", "fr", Written(INVITES, history=THREE_ASKS), news("Voici la photo de l’affiche.", history=THREE_ASKS)),
    ("M104", "fr", Written(INVITES, brief={"theme": "compost"}, history=DRIFT),
     Written(INVITES, brief={"theme": "football féminin"}, history=DRIFT)),
    ("M104", "en", Written(INVITES_EN, brief={"theme": "compost"}, history=DRIFT_EN),
     Written(INVITES_EN, brief={"theme": "women’s football"}, history=DRIFT_EN)),
    ("M105", "fr", news("Je vous enverrai le dossier bientôt."), news("Je vous enverrai le dossier mardi.")),
    ("M105", "en", news("I will send you the file soon."), news("I will send you the file on Tuesday.")),
    ("M106", "fr", follow_up(INVITES, history=NO), follow_up(INVITES, history=NO + asked((5, 3), kind=Kind.ANSWER, who="them"))),
    ("E101", "fr", closing("L’opération est terminée. Merci d’avance de le faire savoir."),
     closing("L’opération est terminée. Merci pour votre question.")),
    ("E101", "en", closing("The campaign is over. Thanks in advance for understanding."),
     closing("The campaign is over. Thank you for your question.")),
    ("E102", "fr", closing("Merci pour tout !"), closing("La série se termine mardi. Merci pour tout !")),
    ("E102", "en", closing("Thanks for everything!"), closing("The series ends on Tuesday. Thanks for everything!")),
    ("P101", "fr", news("Le moulin ouvre.", contact=Contact(do_not_contact=True)), news("Le moulin ouvre.")),
    ("P102", "fr", note("Elle est en dépression depuis mars."), note("Tient un blog sur la santé au travail.")),
    ("P102", "en", note("He is openly gay."), note("Writes on gay rights.")),
    ("P102", "fr", news("Elle suit un traitement pour son cancer."), news("Elle anime la ligue contre le cancer.")),
    ("P103", "fr", note("Influence 4/5, plutôt hostile."), note("A critiqué le tracé le 3 mai.")),
    ("P103", "en", note("Support: 3/5, easily flattered."), note("Criticised the route on 3 May.")),
]  # fmt: skip


DOUBTED_BY_WORDS = {"B104": Severity.HINT}  # only the encoder is sure


def codes(written, language):
    return {one.code for one in written.findings(language)}


@pytest.mark.parametrize(("code", "language", "faulty", "near"), CASES)
def test_a_rule_speaks_of_a_fault_and_not_of_what_resembles_it(code, language, faulty, near):
    found = {one.code: one.severity for one in faulty.findings(language)}

    assert found.get(code) is DOUBTED_BY_WORDS.get(code, all_rules()[code].severity)
    assert code not in codes(near, language)


CODE = """Léa, voici comment le formulaire répond :

```
texte = séjour offert en échange d’un article
```

Le moulin ouvre mardi."""


def test_code_is_not_what_the_author_says():
    assert "W103" in codes(news(CODE.replace("```", "")), "fr")
    assert codes(news(CODE), "fr") == set()
    assert "W103" not in codes(news("Le champ `offert en échange d’un article` est vide."), "fr")


def test_every_rule_is_in_the_table_in_each_language_that_it_reads():
    told = {(code, language) for code, language, *_ in CASES}
    read = {(code, "en") for code, one in all_rules().items() if one.needs is not Needs.FACTS and code not in SPOKEN_TO}

    assert {code for code, _ in told} == set(all_rules())
    assert read <= told
    assert {(code, "fr") for code, _ in read} <= told
