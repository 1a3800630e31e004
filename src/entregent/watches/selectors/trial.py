"""What a watch would have caught: asked of the last thirty days before it is kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from entregent.accounts.models import Workspace
from entregent.core.matching import Hit, parse, to_text
from entregent.core.matching.kernel import compile  # noqa: A004 (the door's name, as in `re`)
from entregent.core.matching.noise import Caught, Proposal, propose, without
from entregent.listening.models import Post
from entregent.listening.selectors import heard_posts
from entregent.watches.documents import documents, readable
from entregent.watches.models import Mention, State

DAYS = 30
MOST = 10_000  # posts: what is asked while somebody waits
EXAMPLES = 8
BATCH = 500


@dataclass(frozen=True, slots=True)
class Example:
    """A post that would have been caught, with where."""

    post: Post
    hit: Hit

    @property
    def title_marks(self) -> list[object]:
        return [span for span in self.hit.spans if span.field == "title"]

    @property
    def body_marks(self) -> list[object]:
        return [span for span in self.hit.spans if span.field == "body"]


@dataclass(frozen=True, slots=True)
class Cut:
    """A proposal, and the query that would follow from it."""

    proposal: Proposal
    clause: str
    query: str
    example: str


@dataclass(frozen=True, slots=True)
class Trial:
    """asked: posts looked at, the newest. caught: of these. by_day: caught on each day, oldest first; sources: those with most."""

    asked: int
    is_whole: bool
    caught: int
    by_day: list[int]
    sources: list[tuple[str, int]]
    examples: list[Example]
    cuts: list[Cut]

    @property
    def share(self) -> float:
        return self.caught / self.asked if self.asked else 0.0


def try_watch(workspace: Workspace, query: str, *, now: datetime) -> Trial:
    """Ask a query about the last thirty days of what the workspace hears. Raises WatchSyntaxError. Writes nothing."""
    tree = parse(query)
    watches = compile({0: tree}, engine="plain")  # one question, asked once: the other engine takes longer to wake
    since = now - timedelta(days=DAYS)
    posts = list(readable(heard_posts(workspace).filter(published_at__gte=since, published_at__lte=now))[: MOST + 1])
    asked = posts[:MOST]
    examples: list[Example] = []
    for begin in range(0, len(asked), BATCH):
        by_number = {post.pk: post for post in asked[begin : begin + BATCH]}
        examples += [Example(by_number[hit.document], hit) for hit in watches.match(documents(by_number.values()))]
    return Trial(
        asked=len(asked),
        is_whole=len(posts) <= MOST,
        caught=len(examples),
        by_day=_by_day(examples, since),
        sources=Counter(str(one.post.source) for one in examples).most_common(5),
        examples=examples[:EXAMPLES],
        cuts=[_cut(proposal, tree, examples) for proposal in propose(_judged(workspace, examples))],
    )


def _by_day(examples: Sequence[Example], since: datetime) -> list[int]:
    counts = [0] * DAYS
    for one in examples:
        counts[min((one.post.published_at - since).days, DAYS - 1)] += 1
    return counts


def _judged(workspace: Workspace, examples: Sequence[Example]) -> list[Caught]:
    """With what people said of each: noise, or worth something; most were never judged."""
    judged = Mention.objects.filter(workspace=workspace, post__in=[one.post.pk for one in examples[:2000]])
    said = {
        post: state == State.NOISE
        for post, state, touched in judged.values_list("post_id", "state", "touched_at")
        if touched
    }
    found = documents(one.post for one in examples)
    return [Caught(document, one.hit, said.get(one.post.pk)) for document, one in zip(found, examples, strict=True)]


def _cut(proposal: Proposal, tree: object, examples: Sequence[Example]) -> Cut:
    example = next(one.post for one in examples if one.post.pk == proposal.example)
    return Cut(proposal, to_text(proposal.clause), to_text(without(tree, proposal.clause)), example.heading())  # type: ignore[arg-type]
