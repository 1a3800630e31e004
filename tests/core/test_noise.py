"""What is proposed to cut noise."""

from entregent.core.matching import Document, compile, parse, to_text  # noqa: A004
from entregent.core.matching.noise import Caught, propose, without

ORANGE = parse("orange")


def caught(texts: list[tuple[str, bool | None]], **known: str) -> list[Caught]:
    documents = [Document(number, "", text, **known) for number, (text, _) in enumerate(texts)]
    hits = {hit.document: hit for hit in compile({1: ORANGE}).match(documents)}
    return [Caught(one, hits[one.id], judged) for one, (_, judged) in zip(documents, texts, strict=True)]


def proposed(found: list[Caught]) -> list[tuple[str, int, int]]:
    return [(to_text(one.clause), one.takes, one.noise) for one in propose(found)]


def test_what_people_marked_as_noise_is_cut_by_the_words_beside_it() -> None:
    juice = [(f"Un jus d’orange frais numéro {n}.", True) for n in range(5)]
    brand = [(f"La fibre Orange arrive rue {n}.", False) for n in range(5)]
    assert proposed(caught(juice + brand)) == [('"jus d orange"', 5, 5)]


def test_what_takes_away_good_posts_is_not_proposed() -> None:
    mixed = [("Le réseau Orange est en panne.", n % 2 == 0) for n in range(10)]
    assert proposed(caught(mixed)) == []


def test_without_marks_a_good_part_of_what_was_caught_is_asked_about() -> None:
    juice = [(f"Jus d’orange {n}", None) for n in range(4)]
    others = [
        (f"{word} Orange {n}", None)
        for n, word in enumerate(("réseau", "boutique", "stade", "agence", "fibre", "client"))
    ]
    assert ('"jus d orange"', 4, 0) in proposed(caught(juice + others))


def test_a_theme_is_not_noise() -> None:
    assert proposed(caught([("La fibre Orange arrive", None)] * 10)) == []


def test_a_source_or_a_language_may_be_what_is_cut() -> None:
    recipes = caught([(f"Orange {word}", True) for word in ("confite", "amère", "sanguine")], site="recettes.example")
    news = caught(
        [(f"Orange {word}", False) for word in ("recrute", "ouvre", "ferme", "investit")], site="actu.example"
    )
    assert ("site:recettes.example", 3, 3) in proposed(recipes + news)


def test_the_query_that_follows_catches_the_rest() -> None:
    found = caught([(f"Un jus d’orange frais {n}.", True) for n in range(5)] + [("Orange recrute", False)])
    better = without(ORANGE, propose(found)[0].clause)
    assert [hit.document for hit in compile({1: better}).match([one.document for one in found])] == [5]
    assert parse(to_text(better)) == better
