"""Who is no longer read in a source, because they were erased."""

from django.db import models
from django.utils.crypto import salted_hmac

from entregent.core.text import fold


class Unheard(models.Model):
    """That what somebody signs in a source is not kept. key: a keyed hash of both, which does not say who."""

    source = models.ForeignKey("listening.Source", models.CASCADE, related_name="unheard")
    key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="unheard_once")]

    def __str__(self) -> str:
        return self.key[:8]


def unheard_key(source: int, author: str) -> str:
    """The hash under which a signature is not read in a source, whatever its case and accents."""
    return salted_hmac("entregent.listening.unheard", f"{source}:{fold(author)}", algorithm="sha256").hexdigest()
