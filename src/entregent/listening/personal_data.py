"""What this room keeps of a person, in words they may read, and how it lets go of it. docs/decisions/0041-their-side.md"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Model

from entregent.contacts.models import Contact
from entregent.core.rights import Held
from entregent.listening.actions.forget import forget_posts
from entregent.listening.models import Fingerprint, Post, PostVersion, Source, Terms
from entregent.listening.posts_held import posts_held
from entregent.listening.signed import signed_by

COVERS: tuple[type[Model], ...] = (Source, Post, PostVersion, Terms, Fingerprint)


def held(files: Sequence[Contact], *, most: int | None = None) -> Iterator[Held]:
    """Their posts that are kept, by what says that they are theirs without the team: what it says, watches know."""
    yield from posts_held(signed_by(files).posts(), most=most)


def erase(files: Sequence[Contact], *, now: datetime) -> Mapping[str, int]:
    """Their posts go with versions, terms, marks and mentions, unless another workspace heard them too."""
    return forget_posts(files[0].workspace, signed_by(files))
