"""Feeds: RSS 0.9x to 2.0, RDF, Atom, JSON Feed, read with a conditional GET."""

from entregent.connectors.feed.connector import FeedConnector, FeedSettings
from entregent.connectors.feed.entries import ParsedFeed
from entregent.connectors.feed.parse import NotAFeedError, parse_feed

__all__ = ["FeedConnector", "FeedSettings", "NotAFeedError", "ParsedFeed", "parse_feed"]
