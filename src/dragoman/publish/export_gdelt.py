"""GDELT 2.0: a row of 61 cells for each pair of an act, and one of 16 for each report of it. No header, no quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from dragoman.knowledge.gazetteer import Feature
from dragoman.model import Article, Event
from dragoman.publish.export_places import Spot, spot_of
from dragoman.publish.export_rows import Act, address, interval_text
from dragoman.publish.export_sides import Side
from dragoman.publish.export_values import cell, compact, moment, number, plain_cell

DAYS_IN_MONTH, DAYS_IN_YEAR = 30, 365
"""GDELT's round figures for a date as a fraction of its year."""
WEB, CITED = "1", "2"
LEAST_SURE = 10
"""GDELT's confidence goes from 10 to 100."""
COUNTRY, US_STATE, US_CITY, WORLD_CITY, WORLD_STATE = "12345"

SIDE = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"),
    *("Type1Code", "Type2Code", "Type3Code"),
)
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{one}{name}" for one in "12" for name in SIDE),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in GEO),
    *("DATEADDED", "SOURCEURL"),
)
MENTION_COLUMNS = (
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """By how many an act is told: mentions, sources that did not copy one another, articles."""

    mentions: int = 1
    sources: int = 1
    articles: int = 1


def once(article: Article, event: Event) -> Attested:
    """Where nobody has sought copies, each report stands for itself."""
    return Attested()


def gdelt_events(
    acts: Iterable[Act], attested: Callable[[Article, Event], Attested] = once
) -> Iterator[tuple[str, ...]]:
    """The rows of an events file."""
    for act in acts:
        told = attested(act.article, act.event)
        for actor, recipient in act.pairs:
            yield (
                str(act.number(actor, recipient)),
                *_date(act),
                *_side(actor),
                *_side(recipient),
                str(int(act.leading)),
                *(act.cameo.code, act.cameo.base, act.cameo.root, str(act.cameo.quad_class)),
                number(act.cameo.goldstein),
                *map(str, (told.mentions, told.sources, told.articles)),
                "0",
                *([""] * 2 * len(GEO)),
                *_geo(act),
                moment(act.seen),
                plain_cell(address(act.article)),
            )


def gdelt_mentions(acts: Iterable[Act]) -> Iterator[tuple[str, ...]]:
    """The rows of a mentions file: where in which article each pair's act is told."""
    for act in acts:
        article = act.article
        for actor, recipient in act.pairs:
            yield (
                str(act.number(actor, recipient)),
                moment(act.seen),
                moment(act.seen),
                WEB if article.url else CITED,
                plain_cell(source_name(article), "unknown"),
                plain_cell(address(article), "unknown"),
                str(act.sentence),
                *(str(side.at) if side and side.at is not None else "" for side in (actor, recipient)),
                str(act.event.trigger.start),
                "1",
                str(max(LEAST_SURE, round(100 * act.event.confidence))),
                str(len(article.text)),
                "0",
                "",
                extras(act),
            )


def source_name(article: Article) -> str:
    """The site that an article is on, else its outlet, else where it was read from."""
    return host(article) or article.outlet or article.source


def host(article: Article) -> str | None:
    try:
        found = urlsplit(article.url or "").hostname
    except ValueError:
        return None
    return found.removeprefix("www.") if found else None


def extras(act: Act) -> str:
    """What GDELT has no column for: the day of publication, and the days as told where they are several."""
    published = act.article.published
    told = [f"dates={interval_text(act.stretch)}"] if act.stretch else []
    return "; ".join([*told, *([f"published={interval_text(published)}"] if published else [])])


def lines(rows: Iterable[tuple[str, ...]]) -> Iterator[bytes]:
    """Rows as bytes, parted by tabs; nothing is quoted."""
    for row in rows:
        yield ("\t".join(row) + "\n").encode("utf-8")


def _date(act: Act) -> tuple[str, ...]:
    day = act.day
    fraction = day.year + ((day.month - 1) * DAYS_IN_MONTH + day.day) / DAYS_IN_YEAR
    written = compact(day)
    return written, written[:6], written[:4], f"{fraction:.4f}"


def _side(side: Side | None) -> tuple[str, ...]:
    if side is None:
        return ("",) * len(SIDE)
    country = (side.codes.cameo if side.codes else None) or ""
    group = side.body.group if side.body else ""
    return (side.cameo, plain_cell(side.name).upper(), country, group, "", "", "", side.cameo_type, "", "")


def _geo(act: Act) -> tuple[str, ...]:
    if act.event.place is None:
        return ("",) * len(GEO)
    spot = spot_of(act.event.place)
    country = spot.fips or ""
    division = country if spot.feature is Feature.COUNTRY else ""
    degrees = (number(spot.place.lat), number(spot.place.lon))
    return (_kind(spot), plain_cell(cell(spot.full_name)), country, division, "", *degrees, "")


def _kind(spot: Spot) -> str:
    """GDELT's number for what kind of place it is; empty where neither town nor division nor country is known."""
    american = spot.place.code == "USA"
    if spot.feature is Feature.COUNTRY:
        return COUNTRY
    if spot.feature in (Feature.ADMIN1, Feature.COUNTY):
        return US_STATE if american else WORLD_STATE
    if spot.feature in (Feature.CITY, Feature.CAPITAL):
        return US_CITY if american else WORLD_CITY
    return ""
