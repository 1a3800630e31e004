"""Who did what to which object, and when. Written by actions, never changed.

entry (one deed) · event (its code, such as "watches.kept", for which the room that records it has a sentence). Knows no room: it
keeps numbers and names as they were, so that an entry outlives what it tells of.
"""
