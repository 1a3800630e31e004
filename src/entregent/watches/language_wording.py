"""Doubts about a watch, and what a translated query lost, in words."""

from django.utils.translation import gettext_lazy as _

from entregent.core.matching import Caution, Note

CAUTIONS = {
    "only not": _("This watch only says what must not be there: it catches every other post."),
    "common word": _("“%(about)s” is too common to be watched alone. Add a word that must stand beside it."),
    "common word, share": _("“%(about)s” is in %(share)d%% of what is heard. Add a word that must stand beside it."),
    "small operator": _(
        "“%(about)s” in small letters is an ordinary word. If it joins what stands around it, write it in capitals."
    ),
    "capital operator": _(
        "“%(about)s” in capitals joins what stands around it. If it is a word of a name, put quotation marks."
    ),
    "odd minus": _(
        "“%(about)s” is read as plain words. A minus that excludes is a hyphen with a space before it and none after."
    ),
    "mixed scripts": _("“%(about)s” holds letters of another alphabet that look like Latin ones."),
    "or with and": _("Words side by side bind before OR: “%(about)s” is read as one group. Brackets would say so."),
    "short prefix": _("“%(about)s” catches very many words."),
    "unknown field": _("“%(about)s” looks like a field, and is read as words."),
    "near without steps": _("“%(about)s” without a number is an ordinary word. Write how many steps, as in NEAR/5."),
    "tilde after phrase": _(
        "“%(about)s” is read as a phrase and a number. Words near one another are written with NEAR."
    ),
}
LOSSES = {
    "wildcard widened": _(
        "“%(about)s”: a star only ends a word here; the beginning of the word is kept, and catches more."
    ),
    "wildcard dropped": _("“%(about)s”: this wildcard could not be kept."),
    "field dropped": _("“%(about)s” asks for something that watches do not know; it was left out."),
    "field widened": _("“%(about)s” is asked of the whole post."),
    "unknown value": _("“%(about)s” names nothing that is known here; it was left out."),
    "fuzzy": _("“%(about)s”: spellings that are nearly the same are not looked for."),
    "weight": _("“%(about)s”: a watch has no weights."),
    "order": _("“%(about)s”: the order of the words is not asked."),
    "near widened": _("“%(about)s”: this distance could not be kept; both must be there."),
    "pairwise": _("“%(about)s”: each word is near the next one, rather than all within one stretch."),
    "steps": _("“%(about)s”: distances go from 1 to 100 steps."),
    "sign dropped": _("“%(about)s” stood where it joins nothing; it was left out."),
    "optional dropped": _("“%(about)s” was a wish beside what is required; it was left out."),
    "range dropped": _("“%(about)s”: ranges could not be kept."),
    "bracket": _("A bracket “%(about)s” has no partner."),
    "no word": _("“%(about)s” holds no word; it was left out."),
    "unreadable": _("“%(about)s” could not be read as it stands."),
    "small operator": _("“%(about)s” in small letters was kept as an ordinary word."),
}


def caution_sentence(caution: Caution) -> str:
    """Say a doubt about a watch in the reader's language."""
    if caution.doubt == "common word" and caution.share is not None:
        return str(CAUTIONS["common word, share"]) % {"about": caution.about, "share": round(caution.share * 100)}
    return str(CAUTIONS[caution.doubt]) % {"about": caution.about}


def note_sentence(note: Note) -> str:
    """Say in the reader's language what a translated query lost."""
    return str(LOSSES[note.loss]) % {"about": note.about}
