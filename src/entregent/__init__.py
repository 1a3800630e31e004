"""Entregent: relations with people who are listened to, from the first listening to the last thanks."""

__version__ = "0.1.0"
