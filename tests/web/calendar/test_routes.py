"""The calendar: a day is a day, a stretch is a stretch, and each meeting shows how it came about."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.ledger.reports import MEETINGS, meeting
from tests.web.diplomacy import HOSTILE, day, on, reading, stretch, with_meeting
from tests.web.sites import client

from dragoman.ledger.meetings import meetings
from dragoman.ledger.told import Told
from dragoman.model import MeetingStatus, Reading
from dragoman.store import add_reading
from dragoman.web.calendar.entries import SIGNS, Entry, entry, of_days
from dragoman.web.calendar.lanes import lanes, weeks

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import ics

JANUARY, LAST = on(1), on(31)
MET = "Norway and Iceland will meet in Geneva on 25 January."
MOVED = "The talks of Norway and Iceland were postponed to 27 January."
VAGUE = "Denmark and Sweden will meet early in January."


def told(words: str, number: int, source: str) -> Reading:
    return reading(words, source=source, told=on(number))


def press() -> list[Reading]:
    forum = {"channel": "Cod Forum"}
    return [
        with_meeting(told(MET, 18, "a.txt"), MET, ("NOR", "ISL"), when=day(25), **forum),
        with_meeting(told(MOVED, 20, "b.txt"), MOVED, ("NOR", "ISL"), when=day(27), **forum),
        with_meeting(told(VAGUE, 3, "c.txt"), VAGUE, ("DNK", "SWE"), when=stretch(on(4), on(12)), place=None),
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(tmp_path_factory.mktemp("calendar"), press()) as found:
        yield found


def test_the_month_of_today_is_shown(site: TestClient) -> None:
    page = site.get("/calendar").text

    assert "<h1>January 2022</h1>" in page
    assert "Norway, Iceland" in page
    assert 'aria-current="date"' in page


def test_the_months_before_and_after_are_a_click_away(site: TestClient) -> None:
    page = site.get("/calendar?month=2022-01&side=NOR").text

    assert 'href="/calendar?month=2021-12&amp;side=NOR"' in page
    assert 'href="/calendar?month=2022-02&amp;side=NOR"' in page


def test_a_side_and_a_channel_and_a_status_can_be_asked_for(site: TestClient) -> None:
    assert "Denmark, Sweden" not in site.get("/calendar?side=Norway").text
    assert "Denmark, Sweden" not in site.get("/calendar?channel=cod%20forum").text
    assert "No meeting of these days is told." in site.get("/calendar?status=held").text


@pytest.mark.parametrize(
    "asked", ["month=January", "month=2022-13", "month=0999-12", "month=9999-01", "status=perhaps"]
)
def test_what_cannot_be_asked_is_refused_in_words(site: TestClient, asked: str) -> None:
    assert site.get(f"/calendar?{asked}").status_code == 400


@pytest.mark.parametrize("month", ["1000-01", "9998-12"])
def test_the_ends_of_all_time_have_a_page(site: TestClient, month: str) -> None:
    assert site.get(f"/calendar?month={month}").status_code == 200


def test_every_status_has_a_sign_and_a_word_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(MeetingStatus)
    assert set(SIGNS) == set(MeetingStatus)


def test_rows_are_by_channel(site: TestClient) -> None:
    page = site.get("/calendar").text

    assert '<a href="/channel/Cod%20Forum">Cod Forum</a>' in page
    assert "No channel told" in page


def test_a_meeting_shows_every_step_in_its_words(site: TestClient) -> None:
    page = site.get("/calendar").text
    address = page.split('href="/meeting/')[1].split('"')[0]
    every = [site.get(f"/meeting/{part.split(chr(34))[0]}").text for part in page.split('href="/meeting/')[1:]]
    history = next(one for one in every if MET in one)

    assert address
    assert history.index(MET) < history.index(MOVED)
    assert "moved to another day" in history
    assert "<h1>Norway, Iceland</h1>" in history
    assert f"#record-{press()[0].meetings[0].id}" in history


def test_a_meeting_is_found_by_any_of_its_reports(site: TestClient) -> None:
    """A ledger of fewer days begins with a later report."""
    later = meetings([meeting("NOR ISL", on(20), when=day(27), quote=MOVED, page="b.txt", article="x", channel="Cod Forum",
                              place=press()[1].meetings[0].place)])[0]  # fmt: skip

    assert "<h1>Norway, Iceland</h1>" in site.get(f"/meeting/{later.id}").text


def test_a_meeting_that_nobody_tells_is_not_there(site: TestClient) -> None:
    assert site.get("/meeting/0123456789abcdef").status_code == 404


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    words = f"{HOSTILE} will meet."
    made = with_meeting(told(words, 20, "x.txt"), words, (HOSTILE,), when=day(25), channel=HOSTILE, topic=HOSTILE)

    with client(tmp_path, [made]) as found:
        for address in ("/calendar", f"/meeting/{found.get('/calendar').text.split('/meeting/')[1].split('?')[0]}"):
            page = found.get(address).text
            assert "&lt;script&gt;alert(1)" in page
            assert "<script>alert" not in page
            assert "<img src=x" not in page


def entries(*reports: Told) -> list[Entry]:
    return [entry(one) for one in meetings(reports)]


def test_a_vague_day_is_a_stretch_and_never_stands_in_a_cell() -> None:
    (vague,) = entries(meeting("RUS USA", on(1), when=stretch(on(4), on(12))))
    shown = weeks([vague], JANUARY, last=LAST, today=on(6))

    assert all(not one.entries for week in shown for one in week.days)
    cells = [cell for week in shown for lane in week.lanes for cell in lane if cell.entry]
    assert [(cell.days, cell.before, cell.after) for cell in cells] == [(6, False, True), (3, True, False)]


def test_an_open_end_is_drawn_for_a_while_and_said_to_be_open() -> None:
    (found,) = entries(meeting("RUS USA", on(1), when=stretch(on(10), None)))

    assert not found.exact
    assert found.open
    assert (found.last - found.first).days == 60


@given(st.lists(MEETINGS, max_size=12))
def test_in_any_month_what_is_vague_is_drawn_as_wide_as_it_is_told(told_of: list[Told]) -> None:
    found = of_days(meetings(told_of), JANUARY, LAST)
    shown = weeks(found, JANUARY, last=LAST, today=JANUARY)
    points = [one for week in shown for each in week.days for one in each.entries]
    drawn: dict[str, int] = {}
    for week in shown:
        assert all(sum(cell.days for cell in lane) == 7 for lane in week.lanes)
        for cell in (cell for lane in week.lanes for cell in lane if cell.entry):
            drawn[cell.entry.id] = drawn.get(cell.entry.id, 0) + cell.days  # type: ignore[union-attr]

    assert {one.id for one in points} == {one.id for one in found if one.exact}
    assert drawn == {one.id: _days_in_january(one) for one in found if not one.exact}
    assert all(sum(cell.days for cell in lane) == 31 for lane in lanes(found, JANUARY, LAST))


def _days_in_january(one: Entry) -> int:
    return (min(one.last, LAST) - max(one.first, JANUARY)).days + 1


def test_entries_of_a_lane_do_not_overlap() -> None:
    reports = [meeting(f"RUS {side}", on(1), when=stretch(on(4), on(12))) for side in ("USA", "CHN", "IND")]

    assert len(lanes(entries(*reports), JANUARY, LAST)) == 3


def test_the_file_is_a_calendar_that_is_answered_once(site: TestClient) -> None:
    first = site.get("/calendar.ics")
    again = site.get("/calendar.ics", headers={"if-none-match": first.headers["etag"]})

    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert {str(one["summary"]) for one in events(first.content)} == {"Norway, Iceland", "Denmark, Sweden"}
    assert (again.status_code, again.content) == (304, b"")
    assert site.head("/calendar.ics").headers["etag"] == first.headers["etag"]


def test_both_foreign_readers_see_the_same_meetings(site: TestClient) -> None:
    content = site.get("/calendar.ics").content
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        other = {one.uid: one.name for one in ics.Calendar(content.decode()).events}

    assert other == {str(one["uid"]): str(one["summary"]) for one in events(content)}


def test_the_file_of_a_side_holds_its_meetings_alone(site: TestClient) -> None:
    assert [str(one["summary"]) for one in events(site.get("/calendar.ics?side=NOR").content)] == ["Norway, Iceland"]
    assert [str(one["summary"]) for one in events(site.get("/calendar.ics?channel=Cod%20Forum").content)] == [
        "Norway, Iceland"
    ]


def test_an_old_calendar_is_in_the_file_where_it_is_asked_for(site: TestClient) -> None:
    assert events(site.get("/calendar.ics?since=2022-01-26").content)[0].decoded("dtstart") == date(2022, 1, 27)


def test_a_report_that_arrives_late_keeps_the_entry(tmp_path: Path) -> None:
    late = told("Norway and Iceland mean to meet on 25 January.", 5, "late.txt")
    late = with_meeting(late, late.article.text, ("NOR", "ISL"), when=day(25), channel="Cod Forum")
    with client(tmp_path, press()[:1]) as found:
        (before,) = events(found.get("/calendar.ics").content)
        store = found.app.state.store  # type: ignore[attr-defined]
        add_reading(store, late, now=before.decoded("dtstamp") + timedelta(hours=1))
        (after,) = events(found.get("/calendar.ics").content)

    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]


def test_nothing_new_is_the_same_file_to_the_last_byte(tmp_path: Path) -> None:
    with client(tmp_path, press()) as found:
        first = found.get("/calendar.ics").content
        found.app.state.remembered = type(found.app.state.remembered)()  # type: ignore[attr-defined]

        assert found.get("/calendar.ics").content == first


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
