"""Whose a URL is: its host, and the site that one publisher registers."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
REGISTRIES = frozenset("ac co com edu gen go gob gouv gov gub id in info judiciary ltd me mil mod ne net nhs nom or org "
                       "parliament plc police press sch school web".split())  # fmt: skip
"""Second labels under which a state registers names: `example.co.uk` is a site, `co.uk` is none."""
SHARED = frozenset(
    """
    appspot.com azurewebsites.net beehiiv.com blogspot.com buttondown.email cloudfront.net fly.dev ghost.io github.io
    gitlab.io herokuapp.com hubpages.com livejournal.com medium.com netlify.app pages.dev posthaven.com rssing.com
    s3.amazonaws.com sites.google.com squarespace.com substack.com svbtle.com tumblr.com typepad.com vercel.app
    web.app weebly.com wixsite.com wordpress.com workers.dev write.as
    """.split()
)
"""Hosts under which strangers have names of their own."""


def host_of(url: str) -> str:
    """The host that *url* is asked of, with its port where that is an odd one; empty where it names none."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if not host or port is None or port == DEFAULT_PORTS.get(parts.scheme):
        return host
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def site_of(url: str) -> str:
    """The site that *url* belongs to: its registrable name, or the whole address where it has no name."""
    host = host_of(url)
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() and "]" not in host else host
    if _is_address(name) or "[" in host or "." not in name:
        return host
    labels = name.split(".")
    for shared in SHARED:
        if name.endswith(f".{shared}"):
            return ".".join(labels[-shared.count(".") - 2 :])
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in REGISTRIES
    return ".".join(labels[-3:] if deep else labels[-2:])


def root_of(url: str) -> str:
    """Scheme and host of *url*, where its robots.txt is."""
    return f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
