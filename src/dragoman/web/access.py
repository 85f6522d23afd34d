"""Who looks: everybody on loopback; with an account also to mark and to read whole articles from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks. *name* is an account's; *whole_text* says whether other people's articles are shown in full."""

    name: str | None = None
    whole_text: bool = True

    @property
    def may_mark(self) -> bool:
        """Only who has a name may say that a record is wrong."""
        return self.name is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How viewers are told apart. *public* is a site that others than this machine reach."""

    public: bool = False

    def viewer(self, request: Request) -> Viewer:
        return Viewer(whole_text=not self.public)
