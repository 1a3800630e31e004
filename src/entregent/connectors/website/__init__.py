"""Websites: what a site publishes without a feed (sitemaps, listing pages, main text), and how the feed of a site is found.

`extract` gives the main text of any page, `discover` and `find_feeds` the feeds of one.
"""

from entregent.connectors.website.connector import WebsiteConnector, WebsiteSettings
from entregent.connectors.website.discover import Candidate, discover, find_feeds
from entregent.connectors.website.extract import Page, extract

__all__ = ["Candidate", "Page", "WebsiteConnector", "WebsiteSettings", "discover", "extract", "find_feeds"]
