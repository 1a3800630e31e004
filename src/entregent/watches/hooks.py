"""What a webhook says, and how it is signed: as Standard Webhooks has it (standardwebhooks.com), which receivers know."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from entregent.watches.models import Mention

PREFIX = "whsec_"
EXCERPT = 600  # characters


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def headers(secret: str, message: str, now: datetime, body: bytes) -> dict[str, str]:
    """Return the headers by which a receiver knows that it is us, and that it was not sent before. message: its name, once."""
    moment = str(int(now.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{message}.{moment}.".encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": moment,
        "webhook-signature": "v1," + base64.b64encode(signed).decode(),
    }


def body_of(kind: str, view: str, mentions: Sequence[Mention], inbox: str, now: datetime) -> bytes:
    """Return the JSON of a message. inbox: address of the inbox, "" where the pages have none that is known."""
    said = {
        "type": kind,
        "timestamp": now.isoformat(),
        "data": {"view": view, "mentions": [_mention(one, inbox) for one in mentions]},
    }
    return json.dumps(said, ensure_ascii=False).encode()


def _mention(one: Mention, inbox: str) -> dict[str, Any]:
    post = one.post
    return {
        "id": one.pk,
        "title": post.heading(),
        "author": post.author,
        "source": str(post.source),
        "address": post.address,
        "page": f"{inbox}mentions/{one.pk}/" if inbox else None,
        "language": one.language,
        "published": one.published_at.isoformat() if post.is_dated else None,
        "heard": one.heard_at.isoformat(),
        "state": one.state,
        "sort": one.sort or None,
        "watches": [watch.name for watch in one.watches],
        "words": " ".join(post.text[:EXCERPT].split()),
    }
