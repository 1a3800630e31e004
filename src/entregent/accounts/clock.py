"""What day it is for a team."""

from datetime import date

from django.utils import timezone

from entregent.accounts.models import Workspace
from entregent.accounts.selectors import day_of


def today_in(workspace: Workspace) -> date:
    """The date of the workspace's calendar."""
    return day_of(timezone.now(), workspace)
