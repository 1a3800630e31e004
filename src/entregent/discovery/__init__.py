"""Voices: from what was heard on a theme to who speaks of it, each with its reasons and its proofs."""
