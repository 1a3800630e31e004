"""English words of tone. Written by hand for Entregent; measured by evaluation/etiquette.py."""

from collections.abc import Sequence

from entregent.core.text.phrases import Phrases
from entregent.core.text.word_list import word_list

I = word_list("i im ive id ill me my mine")  # noqa: E741 (what it holds)
WE = word_list("we our us ours were weve wed")
FAMILIAR: frozenset[str] = frozenset()  # English says "you" to everybody
FORMAL: frozenset[str] = frozenset()
NOT = word_list("not no without never nor hardly isn't wasn't don't doesn't aren't nothing less")

# What to write instead, and the sectors where everybody says so.
JARGON = Phrases(
    {
        ("to", ""): "in order to, with a view to, for the purpose|purposes of, so as to",
        ("use", ""): "utilise|utilising|utilize|utilizing, leverage|leveraging|leverages",
        ("about", ""): "with regard to, in relation to, in respect of, pertaining to, as regards",
        ("people", ""): "stakeholder|stakeholders, end user|users, key players, key opinion leaders, kols",
        (
            "together",
            "",
        ): "synergy|synergies, synergistic, co creation, win win, mutually beneficial, strategic partnership",
        ("help", ""): "facilitate|facilitating|facilitation, enable|enabling … to unlock, empower|empowering|empowers",
        (
            "what it is, in a word",
            "b2b",
        ): """solution|solutions provider, innovative|holistic|end|turnkey|bespoke solution|solutions,
            ecosystem|ecosystems, best in class, cutting edge, state of the art, scalable, disruptive
            next generation, roadmap
            value proposition, thought leadership, paradigm, game changing, mission critical, seamless|seamlessly""",
        (
            "what we do",
            "",
        ): """holistic approach, strategic framework|vision|priorities|priority|objectives, core values, key messages,
            brand values, corporate social responsibility, sustainability strategy|agenda, drive engagement|awareness|impact""",
        (
            "raise, tell",
            "",
        ): "raise awareness, awareness raising, amplify|amplifying, maximise|maximize|maximising|maximizing",
        (
            "start",
            "",
        ): "roll|rolling|rolled out, implementation of, implement|implementing, deploy|deployment, operationalise",
        (
            "(say I or we)",
            "",
        ): """please find attached|enclosed, we are pleased to announce|inform, it has been decided, pursuant to,
            hereby, herewith, aforementioned, please be advised|informed, kindly be advised, further to our|your|the,
            we would be grateful if you, we respectfully, in accordance with, at your earliest convenience,
            i am writing to inform, we wish to inform, it is requested, you are requested|invited to, in receipt of,
            should you require, do not hesitate to, the undersigned, under the auspices of""",
        (
            "results",
            "b2b",
        ): "kpi|kpis, roi, deliverable|deliverables, actionable|insights, benchmark|benchmarking, metrics",
        (
            "talk",
            "",
        ): "touch base, reach out, circle back, deep dive, onboarding, moving forward, going forward, outreach programme",
        (
            "a name, a figure",
            "",
        ): "leading provider|player, industry leading, market leading, leading|major player, trusted partner",
    }
)
SUPERLATIVES = Phrases(
    {
        "": """revolutionary, revolutionise|revolutionising|revolutionize|revolutionizing, groundbreaking, ground breaking
            unmissable, unparalleled, unrivalled, unrivaled, unbeatable, unprecedented, incredible, amazing
            extraordinary
            exceptional, sensational, spectacular, phenomenal, unforgettable, mind blowing, breathtaking, stunning
            legendary
            truly|totally|absolutely|completely|utterly unique
            unique opportunity|experience|event|concept|product|chance|offer
            one of a kind, once in a lifetime, world class, world leading, world s first|best|leading|most|finest
            number one, no 1, our best|finest, the best|finest in|on|ever|experience|product|place|opportunity
            the best of its, the finest of, the greatest, the ultimate
            the most innovative|exciting|advanced|beautiful
            the most complete|important|amazing|eagerly|anticipated|powerful|talked|ambitious|loved|extraordinary
            game changer, game changing, second to none, like no other, never seen before, never before seen
            like nothing
            exclusive, must see, a must have, must read, not to be missed, do not miss, the leading, market leader
            awe inspiring
            perfect for your|everyone|all, miracle, magical, fabulous
            fantastic|superb|awesome product|event|opportunity|offer
            hottest, biggest ever, best ever, ultra modern, the only app|product|brand|company""",
    }
)

PLURAL = Phrases[str]({})


def is_noun(words: Sequence[str], at: int, following: str) -> bool:
    """English has no other way to say it."""
    return False
