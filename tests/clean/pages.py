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


LONG = (
    *BODY,
    "The two sides also spoke of the wrecks that lie between the islands. Divers from both navies are to map them before "
    "the autumn storms, and whatever they find will belong to the country whose flag the ship had flown.",
    "Malta had closed its port to Tunisian trawlers in March, after a collision in which nobody was hurt. Tunisia answered "
    "by stopping the ferry, on which some nine hundred workers depend every week.",
    "Neither minister would say who had given way first. The joint commission is to meet in Sfax within two months and to "
    "report to both parliaments before the end of the year.",
)
"""A body long enough for two readers to agree about it."""


def long_article(*below: str, middle: str = "") -> str:
    """An article of six paragraphs, with *middle* after the third and *below* right after the last."""
    marked = [f"<p>{paragraph}</p>" for paragraph in LONG]
    return f"<article><h1>{TITLE}</h1>{''.join(marked[:3])}{middle}{''.join(marked[3:])}{''.join(below)}</article>"
