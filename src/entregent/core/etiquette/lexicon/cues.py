"""What words of a message may say to a rule."""

from enum import StrEnum


class Cue(StrEnum):
    """Each is looked for in the author's own sentences."""

    ASKS = "asks"  # something is asked of the reader
    WHY = "why"  # why this person rather than another
    CITES = "cites"  # something of theirs
    VAGUE = "vague"  # one does not know what is asked
    EFFORT = "effort"  # how long it takes them
    RETURNS = "returns"  # what they get, be it nothing
    CONDITION = "condition"  # a counterpart against a publication
    PUBLISHES = "publishes"  # a publication of theirs
    PAYS = "pays"
    DISCLOSES = "discloses"
    ASSURES = "assures"  # results nobody can promise
    FLATTERS = "flatters"
    PRESSES = "presses"
    NOBODY = "nobody"  # an office speaks
    FALSE_REPLY = "false_reply"
    MASS = "mass"  # to everybody at once
    LATER = "later"  # we shall do something for them
    SOON = "soon"  # at no time one could hold us to
    THANKS = "thanks"
    ENDS = "ends"
