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
    BARGAIN = "bargain"  # the same, said in one with the publication
    COMPELS = "compels"  # a publication, in so many words
    PROVIDED = "provided"  # a condition, where a publication stands beside it
    SHOWS = "shows"  # a publication, where a condition stands beside it
    PUBLISHES = "publishes"  # a publication of theirs
    PAYS = "pays"
    DISCLOSES = "discloses"
    ASSURES = "assures"  # results nobody can promise
    BOASTS = "boasts"  # a superlative in a whole clause
    FLATTERS = "flatters"
    PRESSES = "presses"
    NOBODY = "nobody"  # an office speaks
    FALSE_REPLY = "false_reply"
    MASS = "mass"  # to everybody at once
    LATER = "later"  # we shall do something for them
    SOON = "soon"  # at no time one could hold us to
    WHENEVER = "whenever"  # after something that has no date
    MAY_ASK = "may_ask"  # they said that they may be asked again
    RATES = "rates"  # of somebody
    THANKS = "thanks"
    ENDS = "ends"
