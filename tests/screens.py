"""Every screen of a workspace that needs no object in its address, for tests that walk them all."""

SCREENS = (
    "today/",
    "listen/",
    "listen/posts/",
    "listen/watches/",
    "listen/watches/new/",
    "listen/sources/",
    "listen/sources/follow/",
    "listen/sources/import/",
    "listen/sources/export/",
    "voices/",
    "people/",
    "people/new/",
    "people/ideas/",
    "find/?q=compost",
    "settings/hours/",
    "settings/history/",
    "settings/work/",
)
