"""The only way out: an HTTP client that connects to public addresses alone, within bounds of time and size."""

from entregent.connectors.http.client import Http
from entregent.connectors.http.manners import Manners
from entregent.connectors.http.vetting import Allowed, is_public

__all__ = ["Allowed", "Http", "Manners", "is_public"]
