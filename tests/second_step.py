"""Somebody's telephone: it shows the codes of RFC 6238, made without our code or allauth's."""

import base64
import hmac
import re
import struct
import time


def code_shown(secret: str, *, steps: int = 0) -> str:
    """The six digits that an application shows for a secret; steps: half minutes from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def turn_on(client) -> str:
    """Turn the second step of whoever is logged in on, by the pages; return the secret that the telephone keeps."""
    page = client.get("/account/second-step/on/").content.decode()
    secret = re.search(r'<code class="secret">([A-Z2-7]+)</code>', page).group(1)
    assert client.post("/account/second-step/on/", {"code": code_shown(secret)}).url == "/account/second-step/codes/"
    return secret
