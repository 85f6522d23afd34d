"""ICEWS: a row for each pair of an act, 20 cells parted by tabs under a header; what is missing is `NA`.

A reciprocal act is two rows, one from each side. Number and day of a row together are its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.knowledge.codes import sector_codes
from dragoman.publish.export_gdelt import source_name
from dragoman.publish.export_places import spot_of
from dragoman.publish.export_rows import Act
from dragoman.publish.export_sides import Side, state_name
from dragoman.publish.export_values import number, plain_cell

NA = "NA"
ICEWS_COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)


def icews(acts: Iterable[Act]) -> Iterator[tuple[str, ...]]:
    """The header, and a row for each who acts towards each."""
    yield ICEWS_COLUMNS
    for act in acts:
        for source, target in _directed(act):
            yield (
                str(act.number(source, target)),
                act.day.isoformat(),
                *_side(source),
                act.cameo.name,
                act.cameo.code,
                number(act.cameo.goldstein),
                *_side(target),
                plain_cell(act.article.id, NA),
                str(act.sentence),
                plain_cell(act.article.outlet or source_name(act.article), NA),
                *_place(act),
            )


def _directed(act: Act) -> Iterator[tuple[Side | None, Side | None]]:
    for one, other in act.pairs:
        yield one, other
        if act.reciprocal:
            yield other, one


def _side(side: Side | None) -> tuple[str, str, str]:
    if side is None:
        return NA, NA, NA
    sector = sector_codes()[side.sector].icews if side.sector else NA
    return plain_cell(side.name, NA), sector, plain_cell(state_name(side.state), NA)


def _place(act: Act) -> tuple[str, ...]:
    if act.event.place is None:
        return (NA,) * 6
    spot = spot_of(act.event.place)
    names = (spot.city, spot.district, spot.province, spot.country)
    return (*(plain_cell(name, NA) for name in names), number(spot.place.lat, NA), number(spot.place.lon, NA))
