"""Real French posts served as feeds on loopback: `python -m tests.real ../shared/data` prints the OPML's address and path."""
