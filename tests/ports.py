"""Free ports for what tests start."""

import random
import socket

# Below those that systems give to outgoing connections: a port may be chosen long before what listens there has started.
PORTS = range(10_240, 32_000)
TRIES = 100
CHANCE = random.SystemRandom()  # no two workers, whatever seeds the others, draw alike


def free_port() -> int:
    for _ in range(TRIES):
        with socket.socket() as trial:
            try:
                trial.bind(("127.0.0.1", port := CHANCE.choice(PORTS)))
            except OSError:
                continue
            return port
    raise OSError(f"no port was free in {TRIES} tries")
