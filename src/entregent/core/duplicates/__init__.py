"""Texts that repeat other texts: press releases taken up, reposts, excerpts. Pure.

`containment` compares two texts; `fingerprints` are what an index keeps of each, and `overlap` compares those.
"""

from entregent.core.duplicates.winnowing import TAKEN_UP, containment, fingerprints, overlap

__all__ = ["TAKEN_UP", "containment", "fingerprints", "overlap"]
