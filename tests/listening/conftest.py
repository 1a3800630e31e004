"""A database of their own for readers that are killed."""

from tests.jobs.conftest import crew, database, template

__all__ = ["crew", "database", "template"]
