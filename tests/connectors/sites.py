"""The pages of an imaginary site without a feed."""

from tests.real.server import Answer

SITE = "Le blog de Zoé"
SENTENCES = (
    "Un composteur de quartier ouvre ce matin derrière l’école, entre le jardin partagé et la place du marché. ",
    "Les habitants y portent leurs restes de cuisine, sans viande ni poisson, et repartent au printemps avec du terreau. ",
    "Trois voisins s’en occupent à tour de rôle : ils remuent, ils arrosent, et ils expliquent à ceux qui passent. ",
)
MENU = '<nav><a href="/">Accueil du site de Zoé</a> <a href="/tag/compost">compost</a> <a href="/a-propos">À propos</a></nav>'
FOOTER = '<footer><a href="/mentions-legales">Mentions légales</a><p>Tous droits réservés, 2019.</p></footer>'


def html(title: str, body: str, head: str = "") -> Answer:
    page = (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f'<meta property="og:site_name" content="{SITE}"></head><body>{MENU}{body}{FOOTER}<script>track()</script></body></html>'
    )
    return Answer(page.encode(), "text/html; charset=utf-8")


def front_page(count: int) -> Answer:
    """The page that lists the articles, the newest first."""
    listed = "".join(
        f'<article><h2><a href="/le-compost-de-{n}">Le compost, épisode {n}</a></h2></article>'
        for n in range(count, 0, -1)
    )
    return html(SITE, f"<main><h1>Actualités</h1>{listed}</main>")


def blog_page(number: int, *, dated: bool = True, head: str = "") -> Answer:
    date = f'<meta property="article:published_time" content="2026-06-0{number}T10:00:00+02:00">' if dated else ""
    text = "".join(f"<p>{SENTENCES[at % 3]}Épisode {number}, partie {at}.</p>" for at in range(6))
    body = f'<article><h1>Le compost, épisode {number}</h1>{text}<p>Voir <a href="/le-terreau">le terreau</a>.</p></article>'
    return html(
        f"Le compost, épisode {number} - {SITE}", body, f'{date}<meta name="author" content="Zoé Martin">{head}'
    )
