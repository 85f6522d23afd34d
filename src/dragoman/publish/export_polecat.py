"""POLECAT: an act a row, 40 cells parted by tabs under a header; what is missing is `None`, lists are joined by `; `."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.knowledge.ontology import types
from dragoman.model import EntityKind, Reading
from dragoman.publish.export_gdelt import source_name
from dragoman.publish.export_places import spot_of
from dragoman.publish.export_rows import Act, ends_of
from dragoman.publish.export_sides import Side
from dragoman.publish.export_values import compact, listed, number, plain_cell

NONE = "None"
SIDE = (
    *("{0} Name", "{0} Country", "{0} COW", "Primary {0} Sector", "{0} Sectors", "{0} Title", "{0} Name Raw"),
    "Wikipedia {0} ID",
)
PLACE = (
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type"),
)
POLECAT_COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *(name.format(side) for side in ("Actor", "Recipient") for name in SIDE),
    *PLACE,
    *("Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
PEOPLE = (EntityKind.PERSON,)
BODIES = (EntityKind.IGO, EntityKind.ORGANIZATION, EntityKind.GROUP)
LOCATIONS = (EntityKind.STATE, EntityKind.PLACE)


def polecat(acts: Iterable[Act]) -> Iterator[tuple[str, ...]]:
    """The header, and a row for each act."""
    yield POLECAT_COLUMNS
    for act in acts:
        yield (
            f"{compact(act.day)}-{plain_cell(act.article.id)}_{act.event.type}_{act.number(None, None):015x}",
            act.day.isoformat(),
            act.event.type,
            plain_cell(act.event.mode, NONE),
            number(act.event.score, NONE),
            types()[act.event.type].quad_class.upper(),
            listed(act.event.contexts, NONE),
            *_sides(act.actors),
            *_sides(act.recipients),
            *_place(act),
            *_story(act.reading),
        )


def _sides(sides: tuple[Side, ...]) -> tuple[str, ...]:
    """Everybody on one side of an act; the n-th name, country and words belong together where all are known."""
    numbers = [side.codes.cow for side in sides if side.codes and side.codes.cow]
    sectors = list(dict.fromkeys(side.sector for side in sides if side.sector))
    return (
        listed((side.name for side in sides), NONE),
        listed((side.state for side in sides if side.state), NONE),
        listed(numbers, NONE),
        sectors[0] if sectors else NONE,
        listed(sectors, NONE),
        NONE,
        listed((side.raw for side in sides if side.raw), NONE),
        NONE,
    )


def _place(act: Act) -> tuple[str, ...]:
    if act.event.place is None:
        return (NONE,) * len(PLACE)
    spot = spot_of(act.event.place)
    names = (spot.place.name, spot.city, spot.district, spot.province, spot.place.code)
    return (
        *(plain_cell(name, NONE) for name in names),
        number(spot.place.lat, NONE),
        number(spot.place.lon, NONE),
        str(spot.geonameid or NONE),
        plain_cell(spot.place.name, NONE),
        spot.feature or NONE,
    )


def _story(reading: Reading) -> tuple[str, ...]:
    """The article, and who and what is named in it."""
    article = reading.article
    published = ends_of(article.published)
    return (
        plain_cell(source_name(article), NONE),
        published[0].isoformat() if published else NONE,
        *(_named(reading, kinds) for kinds in (PEOPLE, BODIES, LOCATIONS)),
        plain_cell(article.language, NONE),
        plain_cell(f"dragoman {reading.reader.program}"),
    )


def _named(reading: Reading, kinds: tuple[EntityKind, ...]) -> str:
    return listed(dict.fromkeys(one.name for one in reading.entities if one.kind in kinds), NONE)
