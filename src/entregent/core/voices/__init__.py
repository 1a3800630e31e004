"""Voices: who speaks of a theme, how steadily, and the posts that prove it."""

from entregent.core.voices.ranking import Activity, OnTopicPost, RankedVoice, rank_voices, topical_strength

__all__ = ["Activity", "OnTopicPost", "RankedVoice", "rank_voices", "topical_strength"]
