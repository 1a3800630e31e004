"""Where somebody is by what they say: declared, inferred, observed, and above all when it is not known."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.text.places import infer_region, observe_region
from entregent.core.text.places.gazetteer import gazetteer


@pytest.mark.parametrize(
    ("location", "region", "name"),
    [
        ("Rennes", "Bretagne", "Rennes"),
        ("rennes, france", "Bretagne", "Rennes"),
        ("RENNES", "Bretagne", "Rennes"),
        ("St Etienne", "Auvergne-Rhône-Alpes", "Saint-Étienne"),
        ("Le Mans", "Pays de la Loire", "Le Mans"),
        ("Nice", "Provence-Alpes-Côte d'Azur", "Nice"),
        ("Marseille 🇫🇷", "Provence-Alpes-Côte d'Azur", "Marseille"),
        ("Paris 18ème", "Île-de-France", "Paris"),
        ("75011", "Île-de-France", "Paris"),
        ("Saint-Denis (93)", "Île-de-France", "Saint-Denis"),
        ("Saint-Denis, La Réunion", "La Réunion", "Saint-Denis"),
        ("Vienne, Isère", "Auvergne-Rhône-Alpes", "Vienne"),
        ("Finistère, Bretagne", "Bretagne", "Finistère"),
        ("Loire", "Auvergne-Rhône-Alpes", "Loire"),
        ("Région parisienne", "Île-de-France", "Île-de-France"),
        ("Alsace", "Grand Est", "Grand Est"),
        ("Brittany, France", "Bretagne", "Bretagne"),
        ("Corsica", "Corse", "Corse"),
        ("La Guadeloupe 🇬🇵", "Guadeloupe", "Guadeloupe"),
        ("Nouméa", "Nouvelle-Calédonie", "Nouméa"),
        ("Eure & Loir", "Centre-Val de Loire", "Eure-et-Loir"),
        ("deputee de la correze", "Nouvelle-Aquitaine", "Corrèze"),
    ],
)
def test_the_location_field_declares_a_place(location, region, name):
    place = infer_region("", location)
    assert place is not None
    assert (place.region, place.name, place.how, place.evidence) == (region, name, "declared", location)


@pytest.mark.parametrize(
    ("bio", "region", "name", "evidence"),
    [
        ("J’écris. Blogueuse, basée à Rennes !", "Bretagne", "Rennes", "Blogueuse, basée à Rennes !"),
        ("J’habite près de Brest", "Bretagne", "Brest", "J’habite près de Brest"),
        ("Vit au Havre", "Normandie", "Le Havre", "Vit au Havre"),
        ("Potagère en Ardèche", "Auvergne-Rhône-Alpes", "Ardèche", "Potagère en Ardèche"),
        ("Vit dans le Nord", "Hauts-de-France", "Nord", "Vit dans le Nord"),
        ("Living in Lyon, love cheese", "Auvergne-Rhône-Alpes", "Lyon", "Living in Lyon, love cheese"),
        ("Prof à Tours", "Centre-Val de Loire", "Tours", "Prof à Tours"),
        ("Née à Brest, vit à Nantes", "Pays de la Loire", "Nantes", "Née à Brest, vit à Nantes"),
        ("Bretonne exilée à Paris", "Île-de-France", "Paris", "Bretonne exilée à Paris"),
        ("Ingénieure chez Orange à Lannion", "Bretagne", "Lannion", "Ingénieure chez Orange à Lannion"),
        ("Lyonnaise, cuisine et vélo", "Auvergne-Rhône-Alpes", "Lyon", "Lyonnaise, cuisine et vélo"),
        ("Perso | Toulouse | vélo", "Occitanie", "Toulouse", "Perso | Toulouse | vélo"),
        ("Ornithologue #FinistèreNord #Finistère", "Bretagne", "Finistère", "Ornithologue #FinistèreNord #Finistère"),
    ],
)
def test_a_sentence_about_oneself_lets_a_place_be_inferred(bio, region, name, evidence):
    place = infer_region(bio, "")
    assert place is not None
    assert (place.region, place.name, place.how, place.evidence) == (region, name, "inferred", evidence)


@pytest.mark.parametrize(
    ("bio", "region", "department"),
    [
        ("Députée de la 3e circonscription du Finistère", "Bretagne", "29"),
        ("Député de la 1ère circonscription du 93", "Île-de-France", "93"),
        ("Sénatrice (62)", "Hauts-de-France", "62"),
        ("Députée #circo5701", "Grand Est", "57"),
        ("Député de l’Isère #circo3803", "Auvergne-Rhône-Alpes", "38"),
        ("Députée de la Vienne", "Nouvelle-Aquitaine", "86"),
        ("Députée du Puy-de-Dôme", "Auvergne-Rhône-Alpes", "63"),
        ("Sénateur de la Marne", "Grand Est", "51"),
        ("Sénateur Bouches-du-Rhône", "Provence-Alpes-Côte d'Azur", "13"),
        ("Sénateur de Saint-Barthélemy", "Saint-Barthélemy", "977"),
        ("Maire #Alfortville", "Île-de-France", "94"),
        ("maire de luxeuil les bains", "Bourgogne-Franche-Comté", "70"),
        ("Présidente de la région Normandie", "Normandie", None),
        ("Conseillère régionale #IleDeFrance", "Île-de-France", None),
        ("Députée de Mayotte", "Mayotte", "976"),
    ],
)
def test_a_mandate_says_where(bio, region, department):
    place = infer_region(bio, "")
    assert place is not None
    assert (place.region, place.department_code) == (region, department)


@pytest.mark.parametrize(
    ("bio", "location"),
    [
        ("", ""),
        ("", "France"),
        ("", "dans ta tête"),
        ("", "Paris, Texas"),
        ("", "Paris, TX"),
        ("", "Bruxelles"),
        ("", "🇧🇪 Liège"),
        ("", "Québec"),
        ("", "Laval, Québec"),
        ("", "Valence, Espagne"),
        ("", "Vienne, Autriche"),
        ("", "Jura, Suisse"),
        ("", "Montréal"),
        ("", "Luxembourg"),
        ("", "Mars"),
        ("", "EU"),
        ("", "44"),
        ("", "Gap year everywhere"),
    ],
)
def test_nowhere_and_abroad_are_unknown(bio, location):
    assert infer_region(bio, location) is None


@pytest.mark.parametrize(
    "location", ["Saint-Denis", "Sainte-Colombe", "Sainte-Marie", "Vienne", "Paris / Nantes", "Toulouse - Berlin"]
)
def test_a_field_that_may_mean_several_regions_is_unknown(location):
    assert infer_region("", location) is None


@pytest.mark.parametrize(
    "bio",
    [
        "Nice to meet you",
        "A nice person",
        "Gap year everywhere",
        "Tours et détours en Europe",
        "Maman de Pierre et Hervé",
        "Pierre Martin, photographe",
        "Le Havre de paix des lecteurs",
        "Auteur de polars. Paris est une fête.",
        "Journaliste à Paris Match",
        "Bénévole à Paris 2024",
        "Développeur, Orange",
        "Amérique du Nord, voyages",
        "Née à Brest",
        "Je rêve de vivre à Biarritz",
        "J’ai quitté Paris pour la Creuse",
        "I moved from Lille to Berlin",
        "Ancienne Parisienne",
        "Voyageuse : Rome, Londres, Paris",
        "en réunion",
        "I am at Target",
        "LEAVE THEM IN PLACE",
        "Born and raised in the US",
        "Volunteers in Lyons, Colorado",
        "à Table !",
        "Fan de rugby du Sud-Ouest",
        "Sénatrice des Français établis hors de France",
        "Députée des Français de l’étranger, à Paris",
    ],
)
def test_words_that_look_like_places_are_unknown(bio):
    assert infer_region(bio, "") is None


@pytest.mark.parametrize(
    ("bio", "location", "region", "how"),
    [
        ("Maire de Saint-Malo", "Paris", "Bretagne", "inferred"),
        ("Maire de Saint-Malo", "Saint-Malo, Paris", "Bretagne", "declared"),
        ("Journaliste, à Lille", "Sainte-Marie", None, None),
        ("Journaliste, à Rennes", "Sainte-Marie", "Bretagne", "declared"),
        ("Martiniquaise", "Sainte-Marie", "Martinique", "declared"),
        ("Vit à Nantes", "Paris / Nantes", "Pays de la Loire", "declared"),
        ("Vit à Rennes", "Paris", None, None),
        ("Ancien maire de Brest", "Paris", None, None),
        ("Ancien maire de Brest", "", "Bretagne", "inferred"),
        ("Originaire de Brest", "Paris", "Île-de-France", "declared"),
    ],
)
def test_field_and_sentence_confirm_or_contradict_each_other(bio, location, region, how):
    place = infer_region(bio, location)
    assert (place and place.region, place and place.how) == (region, how)


def test_a_place_carries_codes_and_inhabitants():
    place = infer_region("", "Rennes")
    assert place is not None
    assert (place.region_code, place.department_code, place.department, place.commune_code) == (
        "53",
        "35",
        "Ille-et-Vilaine",
        "35238",
    )
    assert 200_000 < place.population < 300_000


def test_inhabitants_are_counted_once():
    regions = gazetteer().regions
    assert sum(region.population for region in regions.values()) == 68_952_941
    assert regions["11"].population == pytest.approx(0.181 * 68_952_941, rel=0.01)


@pytest.mark.parametrize(
    ("posts", "region"),
    [
        (
            ["J’habite à Rennes depuis dix ans. Il pleut.", "Chez nous à Rennes, on composte.", "Le vélo, c’est bien."],
            "Bretagne",
        ),
        (["J’habite à Rennes."], None),
        (["J’habite à Rennes.", "Elle habite à Brest."], None),
        (["J’habite à Rennes.", "J’habite à Lyon."], None),
        (["On habite à Berlin.", "Ici à Berlin il fait froid."], None),
        ([], None),
    ],
)
def test_posts_show_a_place_when_they_say_it_twice_in_the_first_person(posts, region):
    place = observe_region(posts)
    assert (place and place.region) == region
    assert place is None or (place.how == "observed" and place.evidence in posts[0])


FRAGMENTS = """
Paris Rennes Nice Vienne Saint-Denis à de la du maire député ancien vit né Texas (93) 35 & , . | #Bretagne @VilledeNice France 🇫🇷 🇧🇪
Présidente région
"""
words = st.sampled_from(FRAGMENTS.split())


@given(st.text() | st.lists(words).map(" ".join), st.text() | st.lists(words).map(" ".join))
def test_any_text_is_a_region_with_its_evidence_or_unknown(bio, location):
    place = infer_region(bio, location)
    if place is not None:
        assert place.region_code in gazetteer().regions
        assert place.evidence in (location if place.how == "declared" else bio)
        assert place.evidence.strip()


@given(st.lists(words).map(" ".join), st.lists(words).map(" ".join))
def test_composed_and_decomposed_accents_are_the_same_place(bio, location):
    composed, decomposed = (
        infer_region(unicodedata.normalize(form, bio), unicodedata.normalize(form, location)) for form in ("NFC", "NFD")
    )
    assert (composed and composed.region_code) == (decomposed and decomposed.region_code)
