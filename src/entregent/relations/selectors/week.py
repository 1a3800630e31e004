"""What the team did of late, all together: nobody is counted alone."""

from dataclasses import dataclass
from datetime import datetime

from entregent.accounts.models import Workspace
from entregent.accounts.selectors import day_of
from entregent.core.lifecycle import UNREAL
from entregent.relations.models import Ask, Exchange, Idea, Promise
from entregent.relations.ours import of_ours


@dataclass(frozen=True, slots=True)
class Done:
    """Counts of the whole team since a moment."""

    exchanges: int
    promises: int
    thanks: int
    ideas: int

    def __bool__(self) -> bool:
        return any((self.exchanges, self.promises, self.thanks, self.ideas))


def done_since(workspace: Workspace, moment: datetime, now: datetime) -> Done:
    """What was done with and for people since a moment."""
    ours = of_ours(workspace)
    exchanges = Exchange.objects.filter(ours, removed_at=None, at__gte=moment, at__lte=now)
    exchanges = exchanges.exclude(manner__in=UNREAL)
    return Done(
        exchanges=exchanges.count(),
        promises=Promise.objects.filter(ours, side="us", kept_on__gte=day_of(moment, workspace)).count(),
        thanks=Ask.objects.filter(ours, removed_at=None, answer="yes", closed_at__gte=moment).count(),
        ideas=Idea.objects.filter(ours, removed_at=None, told_at__gte=moment).count(),
    )
