"""Stretches of the calendar: a day, a week, a month, a season, a year, a century."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.model import Basis, Interval

MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
SEASON_CODES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
YEAR_PARTS = {"START": (1, 3), "MID": (4, 9), "END": (10, 12)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The calendar *unit* that begins on *first*."""

    unit: str
    first: date

    @property
    def last(self) -> date:
        if self.unit in MONTHS_IN:
            return months_on(self.first, MONTHS_IN[self.unit]) - timedelta(1)
        return days_on(self.first, {"week": 6, "weekend": 1}.get(self.unit, 0))

    @property
    def value(self) -> str:
        """The period as TIMEX3 writes it."""
        return _value(self)

    def on(self, steps: int) -> Period:
        """The period *steps* of its own unit later."""
        if self.unit in MONTHS_IN:
            return Period(unit=self.unit, first=months_on(self.first, steps * MONTHS_IN[self.unit]))
        days = 7 if self.unit in {"week", "weekend"} else 1
        return Period(unit=self.unit, first=days_on(self.first, steps * days))

    def interval(self, basis: Basis) -> Interval:
        return Interval(earliest=self.first, latest=self.last, basis=basis)


def _value(period: Period) -> str:
    year = period.first.year
    if period.unit in {"week", "weekend"}:
        iso = period.first.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if period.unit == "weekend" else "")
    forms = {
        "day": period.first.isoformat(),
        "month": f"{year:04}-{period.first.month:02}",
        "quarter": f"{year:04}-Q{(period.first.month + 2) // 3}",
        "half": f"{year:04}-H{(period.first.month + 5) // 6}",
        "season": f"{year:04}-{SEASON_CODES.get(period.first.month, 'SP')}",
        "year": f"{year:04}",
        "decade": f"{year // 10:03}",
        "century": f"{year // 100:02}",
    }
    return forms[period.unit]


def days_on(day: date, days: int) -> date:
    """*day* moved by *days*, never out of the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def months_on(day: date, months: int) -> date:
    """*day* moved by *months*, the 31st cut to the month's last."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    years = min(max(years, 1), 9998)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def containing(unit: str, day: date) -> Period:
    """The *unit* that *day* lies in."""
    if unit in {"week", "weekend"}:
        monday = day - timedelta(day.weekday())
        return Period(unit=unit, first=monday + timedelta(5 if unit == "weekend" else 0))
    if unit == "season":
        back = months_on(day.replace(day=1), -(day.month % 3))
        return Period(unit=unit, first=back)
    if unit not in MONTHS_IN:
        return Period(unit="day", first=day)
    return Period(unit=unit, first=_month_start(unit, day))


def _month_start(unit: str, day: date) -> date:
    if unit in {"decade", "century"}:
        size = MONTHS_IN[unit] // 12
        return date(max(1, day.year // size * size), 1, 1)
    size = MONTHS_IN[unit]
    return date(day.year, (day.month - 1) // size * size + 1, 1)


def a_day(year: int, month: int, day: int) -> Period | None:
    """The day, None where the calendar has none such."""
    try:
        return Period(unit="day", first=date(year, month, day))
    except ValueError:
        return None


def a_month(year: int, month: int) -> Period:
    return Period(unit="month", first=date(year, month, 1))


def a_year(year: int) -> Period:
    return Period(unit="year", first=date(year, 1, 1))


def part_of(period: Period, part: str, *, very: bool = False) -> tuple[date, date]:
    """The first and last day of the early (START), middle (MID) or late (END) part, by the codebook's table."""
    first = period.first
    if period.unit == "month":
        days = {"START": (1, 10), "MID": (11, 20), "END": (21, period.last.day)}[part]
        return first.replace(day=days[0]), first.replace(day=days[1])
    if period.unit == "year":
        months = YEAR_PARTS[part]
        if very:
            months = {"START": (1, 1), "MID": (6, 7), "END": (12, 12)}[part]
        return first.replace(month=months[0]), a_month(first.year, months[1]).last
    return _third(period, part)


def _third(period: Period, part: str) -> tuple[date, date]:
    """Units outside the codebook's table are cut in three."""
    length = (period.last - period.first).days + 1
    low, high = {"START": (0, length // 3), "MID": (length // 3, 2 * length // 3), "END": (2 * length // 3, length)}[
        part
    ]
    return period.first + timedelta(low), period.first + timedelta(max(high - 1, low))


def moved(day: date, amount: float, unit: str) -> date:
    """*day* moved by *amount* units; a broken number of months counts in days."""
    if unit == "fortnight":
        amount, unit = amount * 2, "week"
    if unit in MONTHS_IN and abs(amount) < 12 * 9000 / MONTHS_IN[unit]:
        months = amount * MONTHS_IN[unit]
        return months_on(day, int(months)) if months % 1 == 0 else days_on(day, round(months * 30.44))
    size = {"week": 7.0, "weekend": 7.0, "day": 1.0, "night": 1.0, "hour": 1 / 24, "minute": 1 / 1440}
    days = amount * size.get(unit, 1 / 86400)
    return days_on(day, int(max(min(days, 9_999_999), -9_999_999)))
