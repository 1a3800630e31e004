#!/usr/bin/env python3
"""Ends with 0 when the pages of this machine answer, with 1 and a sentence when they do not. `--wait 120` asks for two minutes.

For a HEALTHCHECK and for systemd. It stands on Python alone, and asks under a name that ENTREGENT_HOSTS holds.
"""

import http.client
import os
import sys
import time

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (compared, not bound)


def complaint() -> str:
    """Say why the pages do not answer; "" when they do."""
    bind = os.environ.get("ENTREGENT_BIND") or "127.0.0.1"
    port = int(os.environ.get("PORT") or "8000")
    name = (
        (os.environ.get("ENTREGENT_HOSTS") or "localhost").split(",")[0].strip().lstrip(".").replace("*", "localhost")
    )
    line = http.client.HTTPConnection(EVERYWHERE.get(bind, bind), port, timeout=4)
    try:
        line.request("GET", "/healthz", headers={"Host": name})
        status = line.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return f"The pages do not answer on port {port}: {error}"
    finally:
        line.close()
    return "" if status == 200 else f"/healthz answered {status} to the name {name}"


def main() -> None:
    """Ask, again each second while there is patience left."""
    patience = float(sys.argv[2]) if sys.argv[1:2] == ["--wait"] else 0.0
    end = time.monotonic() + patience
    while (said := complaint()) and time.monotonic() < end:
        time.sleep(1)
    sys.exit(said or 0)


if __name__ == "__main__":
    main()
