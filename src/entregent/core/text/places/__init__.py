"""Places: the region somebody is in, with the words that say so. Unknown is an answer.

    place = infer_region("Blogueuse, basée à Rennes", "")
    place.region, place.how, place.evidence     # Bretagne, inferred, « Blogueuse, basée à Rennes »

Names come from the official registers (`gazetteer`), cues from `words`; `reading` and `location` find claims, `judgement` believes
or refuses them.
"""

from entregent.core.text.places.judgement import infer_region
from entregent.core.text.places.observed import observe_region
from entregent.core.text.places.place import How, Place

__all__ = ["How", "Place", "infer_region", "observe_region"]
