"""Words by which people are found though a letter is wrong: each with what is left of it when one letter is taken out."""

from django.db import models

from entregent.accounts.models import Workspace


class Word(models.Model):
    """A word of somebody's name, outlet or tag, folded."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "word"], name="word_once")]

    def __str__(self) -> str:
        return self.word


class WordKey(models.Model):
    """A number for a word without one of its letters: two words a letter apart have one in common."""

    word = models.ForeignKey(Word, models.CASCADE, related_name="keys")
    key = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return str(self.key)
