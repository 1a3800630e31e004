"""What day it is for a team."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from entregent.accounts.models import Workspace


def today_in(workspace: Workspace) -> date:
    """The date of the workspace's calendar."""
    return timezone.now().astimezone(ZoneInfo(workspace.time_zone)).date()
