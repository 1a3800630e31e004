"""A text told again without being kept: by what it is known once it has been read."""

from hashlib import blake2b


def digest(text: str) -> bytes:
    """Return sixteen bytes that no other text has, and from which it cannot be read."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
