"""Backups: one archive of everything an installation holds, taken while it runs, and the way back.

The archive knows neither SQLite nor PostgreSQL: rows are lists of plain values (see columns), so that what was saved
from one goes into the other. Tables are read as the applied migrations describe them, not as today's models do: a
database of a former version is saved as it stands. No table is named here; no page depends on this room.
"""
