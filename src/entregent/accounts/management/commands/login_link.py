"""`entregent manage login_link EMAIL`: a one-time link for somebody who cannot get in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from entregent.accounts.actions import make_login_link
from entregent.accounts.models import User


class Command(BaseCommand):
    help = "Print the path of a link that logs a user in, once, within a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> str:
        user = User.objects.filter(email=options["email"].strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(_("Nobody has the address %(email)s here.") % {"email": options["email"]})
        return reverse("accounts:log_in_by_link", args=[make_login_link(user, now=timezone.now())])
