"""The room `collect`: what arrived from the world → items and pages. Its parsers open no socket and read no clock."""

from dragoman.collect.feeds import feed
from dragoman.collect.items import MOST_ITEMS, Feed, FeedKind, Item, Skipped
from dragoman.collect.mailboxes import messages
from dragoman.collect.opml import Outline, opml, outlines
from dragoman.collect.robots import AGENT, Robots, robots
from dragoman.collect.warcs import WarcPage, pages

__all__ = [
    "AGENT",
    "MOST_ITEMS",
    "Feed",
    "FeedKind",
    "Item",
    "Outline",
    "Robots",
    "Skipped",
    "WarcPage",
    "feed",
    "messages",
    "opml",
    "outlines",
    "pages",
    "robots",
]
