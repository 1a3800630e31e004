"""Secrets of links: given once to a person, kept as a hash."""

import hashlib
import secrets


def new_secret() -> str:
    """Return 256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """Return what the database keeps. No salt: a random secret cannot be guessed from a list."""
    return hashlib.sha256(secret.encode()).hexdigest()
