"""A mail server for the letters of the inbox."""

from tests.accounts.conftest import letterbox

__all__ = ["letterbox"]
