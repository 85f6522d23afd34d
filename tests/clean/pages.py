"""Small pages built by hand."""

LEAD = (
    "TUNIS, Thursday – The foreign ministers of Tunisia and Malta agreed on Thursday to reopen the ferry line between their "
    "ports, which both governments had shut during the fishing dispute of last spring."
)
SECOND = (
    "The Maltese minister, Carmen Zerafa, told reporters in Tunis that the ferries would sail again in June. “We have been "
    "neighbours for longer than we have been governments,” she said."
)
THIRD = (
    "Tunisia wants the fishing dispute to be settled by a joint commission, and Malta has accepted the proposal, according to "
    "a diplomat who took part in the talks between the two ministers."
)
TITLE = "Tunisia and Malta agree to reopen ferry line after fishing dispute"
BODY = (LEAD, SECOND, THIRD)


def page(inside: str, *, head: str = "", title: str = TITLE) -> str:
    """An HTML page with *inside* as its body."""
    return f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body>{inside}</body></html>'


def article(*extra: str, title: str = TITLE) -> str:
    """An article element: headline, three paragraphs, and *extra* markup after the second."""
    middle = "".join(extra)
    return f"<article><h1>{title}</h1><p>{LEAD}</p><p>{SECOND}</p>{middle}<p>{THIRD}</p></article>"


def whole(*paragraphs: str) -> str:
    """The text that an article of the headline and *paragraphs* has."""
    return "\n\n".join((TITLE, *paragraphs))
