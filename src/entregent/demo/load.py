"""The demonstration workspace: an imaginary association, what it watches, whom it listens to."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils import timezone

from entregent.accounts.actions import make_login_link, open_workspace
from entregent.accounts.models import User, Workspace
from entregent.accounts.permissions import SYSTEM
from entregent.connectors.http import Allowed
from entregent.listening.actions import SourceRead, follow, read_sources
from entregent.listening.models import Source
from entregent.watches.actions import keep_watch, match_all_watches, tend_inboxes

EMAIL = "camille@terreau-commun.example"
SLUG = "terreau-commun"
WATCHES = (
    ("Compost", 'compost* OU lombric* OU lombricompost* OU "les vers" OU épluchures'),
    (
        "Tri et biodéchets",
        '"tri des déchets" OU "tri sélectif" OU biodéchet* OU "trier ses déchets" OU "bac jaune"',
    ),
    ("Terreau commun", '"Terreau commun"'),
)


def demonstration() -> Workspace | None:
    """The demonstration workspace, or None where it was never loaded."""
    return Workspace.objects.filter(slug=SLUG).first()


def open_demonstration() -> Workspace:
    """Create the workspace, its member and its watches."""
    camille = User.objects.filter(email=EMAIL).first() or User.objects.create_user(EMAIL, name="Camille Ferrand")
    workspace = open_workspace("Terreau commun", owner=camille, slug=SLUG)
    for name, query in WATCHES:
        keep_watch(workspace, name=name, query=query, by=SYSTEM)
    return workspace


def follow_sites(workspace: Workspace, feeds: Iterable[tuple[str, str]]) -> list[Source]:
    """Follow the feeds (address, title) of the imaginary sites."""
    return [follow(workspace, address=address, title=title, by=SYSTEM)[0] for address, title in feeds]


def read_sites(
    sources: list[Source], *, user_agent: str, allowed: Allowed, on_read: Callable[[SourceRead], object]
) -> None:
    """Read the sites over HTTP, as the web would be, and match what they publish."""
    for read in read_sources(sources, user_agent=user_agent, allowed=allowed):
        on_read(read)
    match_all_watches()
    tend_inboxes(now=timezone.now())


def demonstration_link(*, now: datetime) -> str:
    """Return the secret of a one-time link that logs the demonstration's member in."""
    return make_login_link(User.objects.get(email=EMAIL), now=now)
