"""Times in news, read on a known day (Thursday, 23 December 2021) unless the test says otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.annotate.parse import paragraphs, parse
from dragoman.annotate.times import TimeMention, is_story, time_mentions
from dragoman.model import Basis

DAY = date(2021, 12, 23)


def read(text: str, day: date | None = DAY) -> tuple[TimeMention, ...]:
    return time_mentions(parse(text, paragraphs(text)).doc, day)


def only(text: str, words: str, day: date | None = DAY) -> TimeMention:
    """The mention of exactly these words."""
    found = [mention for mention in read(text, day) if mention.span.of(text) == words]
    assert found, [mention.span.of(text) for mention in read(text, day)]
    return found[0]


def days(mention: TimeMention) -> tuple[str | None, str | None] | None:
    stretch = mention.interval
    if stretch is None:
        return None
    return (str(stretch.earliest) if stretch.earliest else None, str(stretch.latest) if stretch.latest else None)


CALENDAR = [
    ("The treaty was signed on 3 February 2022 in Tallinn.", "3 February 2022", "2022-02-03"),
    ("The treaty was signed on February 3, 2022, in Tallinn.", "February 3, 2022", "2022-02-03"),
    ("The envoy landed on Feb. 3 in Doha.", "Feb. 3", "2021-02-03"),
    ("The envoy landed on Monday, 15 November 2021, in Doha.", "Monday, 15 November 2021", "2021-11-15"),
    ("The note is dated 15.11.2021 and unsigned.", "15.11.2021", "2021-11-15"),
    ("The note is dated 02/03/2022 and unsigned.", "02/03/2022", "2022-02-03"),
    ("The note is dated 23/03/2022 and unsigned.", "23/03/2022", "2022-03-23"),
    ("The note is dated 2021-05-06 and unsigned.", "2021-05-06", "2021-05-06"),
    ("The 21st of March 2019 was a quiet day.", "The 21st of March 2019", "2019-03-21"),
    ("The accord of May 2014 collapsed.", "May 2014", "2014-05"),
    ("The accord collapsed in 2014.", "2014", "2014"),
    ("The 2014 accord collapsed.", "2014", "2014"),
    ("The town fell in June 53 B.C. to the islanders.", "June 53 B.C.", "BC0053-06"),
    ("The pact dates from the 1990s.", "the 1990s", "199"),
    ("The pact dates from the late 1980s.", "the late 1980s", "198"),
    ("The border was drawn in the 19th century.", "the 19th century", "18"),
    ("The border was drawn in the early twentieth century.", "the early twentieth century", "19"),
    ("Exports fell in the third quarter of 2021.", "the third quarter of 2021", "2021-Q3"),
    ("Exports fell in Q2 2020.", "Q2 2020", "2020-Q2"),
    ("Exports rose in the first half of 2021.", "the first half of 2021", "2021-H1"),
    ("The siege began in the summer of 1990.", "the summer of 1990", "1990-SU"),
    ("The siege began in autumn 2015.", "autumn 2015", "2015-FA"),
    ("The force left in early March 2018.", "early March 2018", "2018-03"),
    ("The force left at the end of 2018.", "the end of 2018", "2018"),
    ("The force left in mid-2018.", "mid-2018", "2018"),
    ("The class of '98 governs now.", "'98", "1998"),
    ("The envoys gather on Easter Monday 2022.", "Easter Monday 2022", "2022-04-18"),
    ("The envoys gathered on Christmas Eve 2019.", "Christmas Eve 2019", "2019-12-24"),
    ("The envoys gathered on Thanksgiving 2020.", "Thanksgiving 2020", "2020-11-26"),
    ("The pact of March nineteen ninety-five collapsed.", "March nineteen ninety-five", "1995-03"),
    ("The siege began in the winter of nineteen ninety-four.", "the winter of nineteen ninety-four", "1994-WI"),
    ("Nineteen ninety-six was a quiet year.", "Nineteen ninety-six", "1996"),
    ("The pact lapsed in two thousand and twelve.", "two thousand and twelve", "2012"),
    ("The pact lapsed in the year two thousand.", "the year two thousand", "2000"),
    ("The pact should be ready by year-end.", "year-end", "2021"),
    ("The pact was ready by year-end 2019.", "year-end 2019", "2019"),
]


@pytest.mark.parametrize(("text", "words", "value"), CALENDAR)
def test_calendar_words_have_a_calendar_value(text: str, words: str, value: str) -> None:
    assert only(text, words).value == value


RELATIVE = [
    ("The ministers spoke today by telephone.", "today", "2021-12-23"),
    ("The ministers spoke yesterday by telephone.", "yesterday", "2021-12-22"),
    ("The ministers will speak tomorrow.", "tomorrow", "2021-12-24"),
    ("They will speak the day after tomorrow.", "the day after tomorrow", "2021-12-25"),
    ("They spoke the day before yesterday.", "the day before yesterday", "2021-12-21"),
    ("Earlier today, the ministers spoke.", "Earlier today", "2021-12-23"),
    ("The ministers met on Monday.", "Monday", "2021-12-20"),
    ("Unions planned a march in Paris on Monday.", "Monday", "2021-12-27"),
    ("Among the first states to join the pact on Monday was Peru.", "Monday", "2021-12-20"),
    ("The envoy was killed last Oct. 23 in Aden.", "Oct. 23", "2021-10-23"),
    ("The ministers will meet on Monday.", "Monday", "2021-12-27"),
    ("The ministers met on Thursday.", "Thursday", "2021-12-23"),
    ("The ministers will meet on Thursday.", "Thursday", "2021-12-23"),
    ("The ministers have met on Friday.", "Friday", "2021-12-17"),
    ("The ministers are to meet on Friday.", "Friday", "2021-12-24"),
    ("The ministers are meeting on Friday in Rome.", "Friday", "2021-12-24"),
    ("Talks are scheduled for Sunday.", "Sunday", "2021-12-26"),
    ("Last Tuesday the king flew home.", "Last Tuesday", "2021-12-21"),
    ("The king flies home next Tuesday.", "next Tuesday", "2021-12-28"),
    ("The king flew home on Tuesday last week.", "Tuesday last week", "2021-12-14"),
    ("The king will fly home on Tuesday of next week.", "Tuesday of next week", "2021-12-28"),
    ("The king flew home last week.", "last week", "2021-W50"),
    ("The king flies home this week.", "this week", "2021-W51"),
    ("The king flies home next week.", "next week", "2021-W52"),
    ("The king flew home last month.", "last month", "2021-11"),
    ("The king flies home next month.", "next month", "2022-01"),
    ("The king flew home last year.", "last year", "2020"),
    ("The king flies home next year.", "next year", "2022"),
    ("The king flew home two weeks ago.", "two weeks ago", "2021-W49"),
    ("The king flew home three days ago.", "three days ago", "2021-12-20"),
    ("The king flew home a year ago.", "a year ago", "2020"),
    ("The king flew home six months ago.", "six months ago", "2021-06"),
    ("The king rests this weekend.", "this weekend", "2021-W51-WE"),
    ("The king rested last weekend.", "last weekend", "2021-W50-WE"),
    ("The king flew home in May.", "May", "2021-05"),
    ("The king will fly home in May.", "May", "2022-05"),
    ("The king flew home last October.", "last October", "2021-10"),
    ("The king will fly home next October.", "next October", "2022-10"),
    ("The king flew home on 12 May.", "12 May", "2021-05-12"),
    ("The king will fly home on 12 May.", "12 May", "2022-05-12"),
    ("The king will fly home on January 9.", "January 9", "2022-01-09"),
    ("The king flew home on the 5th of November.", "the 5th of November", "2021-11-05"),
    ("Profits fell in the third quarter.", "the third quarter", "2021-Q3"),
    ("Profits fell last quarter.", "last quarter", "2021-Q3"),
    ("The army moved in last summer.", "last summer", "2021-SU"),
    ("The army left this past autumn.", "this past autumn", "2021-FA"),
    ("The army will leave this coming spring.", "this coming spring", "2022-SP"),
    ("The army will leave next spring.", "next spring", "2022-SP"),
    ("The army left at Christmas last year.", "Christmas last year", "2020-12-25"),
    ("The truce is to begin on New Year's Day.", "New Year's Day", "2022-01-01"),
    ("The truce begins next Easter.", "next Easter", "2022-04-17"),
    ("The army left later in 2020, in the following year and later.", "the following year", "2021"),
    ("The firm lost money in the week.", "the week", "2021-W51"),
    ("The firm expects no profit for the full year.", "the full year", "2021"),
    ("The envoy had landed earlier in the day.", "earlier in the day", "2021-12-23"),
    ("The talks were put off to January 6.", "January 6", "2022-01-06"),
    ("The talks were postponed to May.", "May", "2022-05"),
    ("The talks were moved to Tuesday.", "Tuesday", "2021-12-28"),
    ("Two Sundays ago the port was shut.", "Two Sundays ago", "2021-12-12"),
    ("A century ago the port was shut.", "A century ago", "1921"),
    ("Exports grew in the last half of 2020.", "the last half of 2020", "2020-H2"),
    ("Exports grew in the fiscal second quarter of 2020.", "the fiscal second quarter of 2020", "2020-Q2"),
    ("Talks continue in the coming months.", "the coming months", "FUTURE_REF"),
    ("This time last year the port was shut.", "This time last year", "2020-12"),
    ("The firm was founded two decades ago.", "two decades ago", "2001"),
    ("The firm was founded a year and a half ago.", "a year and a half ago", "2020"),
    ("The pact will be ready by the winter.", "the winter", "2021-WI"),
    ("The firm posted a loss in the latest quarter.", "the latest quarter", "2021-Q3"),
    ("The firm posted a loss in the year-earlier quarter.", "the year-earlier quarter", "2020-Q3"),
    ("The siege has worn on in recent years.", "recent years", "PAST_REF"),
    ("The current holder is his cousin.", "current", "PRESENT_REF"),
]


@pytest.mark.parametrize(("text", "words", "value"), RELATIVE)
def test_relative_words_count_from_the_publication_day(text: str, words: str, value: str) -> None:
    assert only(text, words).value == value


TIMES = [
    ("The minister spoke tonight in Oslo.", "tonight", "2021-12-23TNI"),
    ("Shells fell last night on the port.", "last night", "2021-12-22TNI"),
    ("Shells fell on Monday morning.", "Monday morning", "2021-12-20TMO"),
    ("Shells fell yesterday afternoon.", "yesterday afternoon", "2021-12-22TAF"),
    ("The port was calm by early afternoon.", "early afternoon", "2021-12-23TAF"),
    ("Shells fell in mid-morning on the port.", "mid-morning", "2021-12-23TMO"),
    ("Shells fell this morning on the port.", "this morning", "2021-12-23TMO"),
    ("Shells fell overnight on the port.", "overnight", "2021-12-22TNI"),
    ("The session opens at 3:30 p.m. in Vienna.", "3:30 p.m.", "2021-12-23T15:30"),
    ("The session opened at 10 a.m. Monday in Vienna.", "10 a.m. Monday", "2021-12-20T10:00"),
    ("The session opened on Monday at 10 a.m. in Vienna.", "10 a.m.", "2021-12-20T10:00"),
    ("The truce took hold at noon in the city.", "noon", "2021-12-23T12:00"),
    ("The truce took hold at 18:45 GMT.", "18:45 GMT", "2021-12-23T18:45"),
    ("The truce took hold at 0930 GMT.", "0930 GMT", "2021-12-23T09:30"),
    ("The truce took hold at 1600 local time.", "1600 local time", "2021-12-23T16:00"),
    ("The truce took hold at 1830 hours.", "1830 hours", "2021-12-23T18:30"),
    ("The truce took hold at 2 o'clock.", "2 o'clock", "2021-12-23T02:00"),
    ("The truce took hold at three in the afternoon.", "three in the afternoon", "2021-12-23T15:00"),
    ("The truce took hold at 11:30 at night.", "11:30 at night", "2021-12-23T23:30"),
    ("The truce took hold at 5 this morning.", "5 this morning", "2021-12-23T05:00"),
    ("The truce took hold at 12 p.m. in the port.", "12 p.m.", "2021-12-23T12:00"),
    ("The session opened at 4 p.m. on Monday.", "4 p.m.", "2021-12-20T16:00"),
    ("The session opened at 4 p.m. Monday (1300 GMT).", "1300 GMT", "2021-12-20T13:00"),
    ("Shells fell on the night of Dec. 12.", "the night of Dec. 12", "2021-12-12TNI"),
    ("Shells fell on the early morning of 13 December.", "the early morning of 13 December", "2021-12-13TMO"),
    ("The bridge will be shut from 9 p.m. until 5 a.m. on both sides.", "5 a.m.", "2021-12-24T05:00"),
]


@pytest.mark.parametrize(("text", "words", "value"), TIMES)
def test_times_of_day_belong_to_a_day(text: str, words: str, value: str) -> None:
    mention = only(text, words)

    assert (mention.type, mention.value) == ("TIME", value)
    assert mention.interval is not None


AMOUNTS = [
    ("The siege lasted for two years.", "two years", "DURATION", "P2Y"),
    ("A three-day visit ended well.", "three-day", "DURATION", "P3D"),
    ("The siege lasted several months.", "several months", "DURATION", "PXM"),
    ("The siege lasted twenty-five days.", "twenty-five days", "DURATION", "P25D"),
    ("The truce held for 48 hours.", "48 hours", "DURATION", "PT48H"),
    ("The truce held for half an hour.", "half an hour", "DURATION", "PT30M"),
    ("The truce held for a year and a half.", "a year and a half", "DURATION", "P1Y6M"),
    ("The region was ruled from abroad for half a century.", "half a century", "DURATION", "P50Y"),
    ("The envoy made a two day visit.", "two day", "DURATION", "P2D"),
    ("The fund rose for eight trading days.", "eight trading days", "DURATION", "P8D"),
    ("Months of talks changed nothing.", "Months", "DURATION", "PXM"),
    ("Sales rose in the year ended Sept. 30.", "the year", "DURATION", "P1Y"),
    ("He came two days after Petrov had left.", "two days", "DURATION", "P2D"),
    ("The port handles 40 ships a year.", "a year", "SET", "P1Y"),
    ("The truce held for more than a year.", "more than a year", "DURATION", "P1Y"),
    ("The ban held for two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
    ("The flight took two and a half hours.", "two and a half hours", "DURATION", "PT2H30M"),
    ("The march took 1 1/2 days.", "1 1/2 days", "DURATION", "P1DT12H"),
    ("The two have feuded for a decade and a half.", "a decade and a half", "DURATION", "P15Y"),
    ("A quarter-century of mistrust lies behind it.", "A quarter-century", "DURATION", "P25Y"),
    ("A months-long siege ended.", "months-long", "DURATION", "PXM"),
    ("The weeklong truce ran out.", "weeklong", "DURATION", "P1W"),
    ("A day-long meeting ended.", "day-long", "DURATION", "P1D"),
    ("The two-day meeting ended.", "two-day", "DURATION", "P2D"),
    ("Six villages were searched over the past week.", "the past week", "DURATION", "P1W"),
    ("Six ministers resigned in the past year.", "the past year", "DURATION", "P1Y"),
    ("The miners slept six hours a night.", "a night", "SET", "P1D"),
    ("The cook makes four trips a week.", "a week", "SET", "P1W"),
    ("The two have feuded for decades.", "decades", "DURATION", "PXDE"),
    ("The past three years were calm.", "The past three years", "DURATION", "P3Y"),
    ("The council meets every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
    ("The council meets every two weeks.", "every two weeks", "SET", "P2W"),
    ("The council meets every few weeks.", "every few weeks", "SET", "PXW"),
    ("The council reports annually.", "annually", "SET", "P1Y"),
    ("The council meets twice a week.", "a week", "SET", "P1W"),
    ("The council issues a daily bulletin.", "daily", "SET", "P1D"),
    ("The grant is worth $5 million per year.", "per year", "SET", "P1Y"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), AMOUNTS)
def test_durations_and_repeated_times(text: str, words: str, kind: str, value: str) -> None:
    mention = only(text, words)

    assert (mention.type, mention.value) == (kind, value)


STRETCHES = [
    ("Talks will open in early January.", "early January", ("2022-01-01", "2022-01-10")),
    ("Talks will open in mid-January.", "mid-January", ("2022-01-11", "2022-01-20")),
    ("Talks will open in late January.", "late January", ("2022-01-21", "2022-01-31")),
    ("Talks will open at the beginning of February.", "the beginning of February", ("2022-02-01", "2022-02-10")),
    ("Talks will open at the end of February.", "the end of February", ("2022-02-21", "2022-02-28")),
    ("Talks will open early next year.", "early next year", ("2022-01-01", "2022-03-31")),
    ("Talks will open in the middle of next year.", "the middle of next year", ("2022-04-01", "2022-09-30")),
    ("Talks will open late next year.", "late next year", ("2022-10-01", "2022-12-31")),
    (
        "Talks will open at the very beginning of next year.",
        "the very beginning of next year",
        ("2022-01-01", "2022-01-31"),
    ),
    ("The border closed early this month.", "early this month", ("2021-12-01", "2021-12-10")),
    ("The border closed last week.", "last week", ("2021-12-13", "2021-12-19")),
    ("The border closes this week.", "this week", ("2021-12-20", "2021-12-26")),
    ("The border will close in the coming days.", "the coming days", ("2021-12-23", "2021-12-30")),
    ("The border was shut days ago.", "days ago", ("2021-12-14", "2021-12-21")),
    ("The border will close in the weeks ahead.", "the weeks ahead", ("2021-12-31", "2022-02-21")),
    ("The border will close in the coming weeks.", "the coming weeks", ("2021-12-31", "2022-02-21")),
    ("The border must close within three months.", "three months", ("2021-12-23", "2022-03-23")),
    ("The border will close before 5 March 2022.", "5 March 2022", ("2021-12-23", "2022-03-05")),
    ("The border will stay shut until June.", "June", ("2021-12-23", "2022-06-30")),
    ("The border must open by 2030.", "2030", ("2021-12-23", "2030-12-31")),
    ("The border must open before the end of the month.", "the end of the month", ("2021-12-23", "2021-12-31")),
    ("The border has been shut since 2014.", "2014", ("2014-01-01", None)),
    ("The border was shut between 3 and 5 May.", "3", ("2021-05-03", "2021-05-05")),
    ("The border will be shut on Jan. 9 and 10.", "10", ("2022-01-09", "2022-01-10")),
    ("The border was shut on 5-7 May.", "7 May", ("2021-05-05", "2021-05-07")),
    ("The border was shut from May 5 to May 7, 2019.", "May 5", ("2019-05-05", "2019-05-07")),
    ("The border was shut from Monday to Wednesday.", "Wednesday", ("2021-12-20", "2021-12-22")),
    ("The border will be shut from Monday until Friday.", "Friday", ("2021-12-27", "2021-12-31")),
    ("The border is shut Thursday through Tuesday.", "Thursday", ("2021-12-23", "2021-12-28")),
    ("The offer, valid from Dec. 1 until Jan. 15, was made at the border.", "Jan. 15", ("2021-12-01", "2022-01-15")),
    ("The border was shut from 2010-2014.", "2010", ("2010-01-01", "2014-12-31")),
    ("Twelve villages were searched over the past week.", "the past week", ("2021-12-16", "2021-12-23")),
    ("The border opens in the week of Jan. 10.", "the week of Jan. 10", ("2022-01-10", "2022-01-16")),
    ("The border opens in the last week of April.", "the last week of April", ("2022-04-24", "2022-04-30")),
    ("The border opens in the first week of May.", "the first week of May", ("2022-05-01", "2022-05-07")),
    ("The border opens on the day after Christmas.", "the day after Christmas", ("2021-12-26", "2021-12-26")),
    ("The border was shut between 2010 and 2014.", "2010", ("2010-01-01", "2014-12-31")),
    ("The border was shut in winter 2019.", "winter 2019", ("2019-12-01", "2020-02-29")),
    ("The border closed earlier this month.", "earlier this month", ("2021-12-01", "2021-12-23")),
    ("The border will close later this month.", "later this month", ("2021-12-23", "2021-12-31")),
    ("The border will open over the next two weeks.", "the next two weeks", ("2021-12-23", "2022-01-06")),
    ("The border will open in two weeks.", "two weeks", ("2022-01-03", "2022-01-09")),
    ("The border was shut on Monday morning.", "Monday morning", ("2021-12-20", "2021-12-20")),
    ("The border was shut overnight.", "overnight", ("2021-12-22", "2021-12-23")),
    ("The border was shut in the 1990s.", "the 1990s", ("1990-01-01", "1999-12-31")),
]


@pytest.mark.parametrize(("text", "words", "stretch"), STRETCHES)
def test_vague_words_follow_the_codebook(text: str, words: str, stretch: tuple[str, str | None]) -> None:
    assert days(only(text, words)) == stretch


RANGES = [
    ("The fair runs Jan. 3-6 in Oslo.", [("Jan. 3", "2022-01-03"), ("6", "2022-01-06")]),
    ("The fair ran on 8 and 9 December.", [("8", "2021-12-08"), ("9 December", "2021-12-09")]),
    ("The town was besieged in 431-404 BC by the islanders.", [("431", "BC0431"), ("404 BC", "BC0404")]),
    ("The siege (1941-1943) is taught at schools.", [("1941", "1941"), ("1943", "1943")]),
    ("The drought of 1997-98 killed the herd.", [("1997", "1997"), ("98", "1998")]),
]


@pytest.mark.parametrize(("text", "ends"), RANGES)
def test_each_end_of_a_range_is_a_time_and_carries_the_whole(text: str, ends: list[tuple[str, str]]) -> None:
    first, last = read(text)

    assert [(one.span.of(text), one.value) for one in (first, last)] == ends
    assert first.interval == last.interval


NO_TIMES = [
    "The envoy likes late evening walks.",
    "The jury freed two in the evening class case.",
    "Envoy Jan Havel and Jan Dorn left.",
    "The last week of the campaign was calm.",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_some_words_look_like_times_and_are_none(text: str) -> None:
    assert not read(text)


NO_DAYS = [
    ("The king now rules alone.", "now", "PRESENT_REF"),
    ("The king is currently in Fez.", "currently", "PRESENT_REF"),
    ("The king recently returned.", "recently", "PAST_REF"),
    ("The king had left years earlier.", "years earlier", "PAST_REF"),
    ("Hours later the king returned.", "Hours later", "FUTURE_REF"),
    ("The king lost money in recent quarters.", "recent quarters", "PAST_REF"),
    ("The king thinks of the future.", "the future", "FUTURE_REF"),
]


@pytest.mark.parametrize(("text", "words", "value"), NO_DAYS)
def test_references_have_no_days(text: str, words: str, value: str) -> None:
    mention = only(text, words)

    assert (mention.value, mention.interval) == (value, None)


UNDATED = [
    ("The ministers met on Monday.", "Monday", "XXXX-WXX-1"),
    ("The ministers met yesterday.", "yesterday", "XXXX-XX-XX"),
    ("The ministers met on 12 May.", "12 May", "XXXX-05-12"),
    ("The ministers met in May.", "May", "XXXX-05"),
    ("The ministers met last week.", "last week", "XXXX-WXX"),
    ("The ministers met last year.", "last year", "XXXX"),
    ("The ministers meet early next year.", "early next year", "XXXX"),
    ("The ministers met two days ago.", "two days ago", "XXXX-XX-XX"),
]


@pytest.mark.parametrize(("text", "words", "value"), UNDATED)
def test_without_a_publication_day_nothing_is_guessed(text: str, words: str, value: str) -> None:
    mention = only(text, words, None)

    assert (mention.value, mention.interval) == (value, None)


def test_a_full_date_needs_no_publication_day() -> None:
    assert days(only("They met on 3 May 2019.", "3 May 2019", None)) == ("2019-05-03", "2019-05-03")


FOLLOWED = [
    ("They met on 3 May 2019. The following day the army moved.", "The following day", "2019-05-04"),
    ("They met on 3 May 2019. Two days later the army moved.", "Two days later", "2019-05-05"),
    ("They met on 3 May 2019. Two weeks earlier the army had moved.", "Two weeks earlier", "2019-W16"),
    ("They met on Monday. A day later the army moved.", "A day later", "2021-12-21"),
    ("They met in May 2014 and parted in June.", "June", "2014-06"),
    ("They met in 2009. The following year the army moved.", "The following year", "2010"),
    ("They met in 2009. That year the army moved.", "That year", "2009"),
]


MORE = [
    ("The ministers will attend Monday's summit.", "Monday", "2021-12-27"),
    ("The ruling follows Monday's vote.", "Monday", "2021-12-20"),
    ("The deadline was moved until 9 a.m. Tuesday.", "9 a.m. Tuesday", "2021-12-28T09:00"),
    ("Since Monday, the port has been shut.", "Monday", "2021-12-20"),
    ("They joined in July 2015 and will hand over power on 12 March.", "12 March", "2022-03-12"),
    ("Output fell in this year's third quarter.", "this year's third quarter", "2021-Q3"),
    ("The wall fell in nineteen eighty-nine.", "nineteen eighty-nine", "1989"),
    ("The city burned in 146 BC.", "146 BC", "BC0146"),
    ("They agreed to hold talks in January.", "January", "2022-01"),
    ("The firm declared a dividend payable April 15.", "April 15", "2022-04-15"),
    ("Crude for February delivery fell.", "February", "2022-02"),
    ("The court postponed the hearing until March.", "March", "2022-03"),
    ("The envoy welcomed plans for elections in January.", "January", "2022-01"),
    ("The council staged a march to mark the raid on Monday.", "Monday", "2021-12-20"),
    ("The envoy could not be reached on Monday.", "Monday", "2021-12-20"),
    ("The raid on Monday shows what they want.", "Monday", "2021-12-20"),
    ("Traders waited for Friday's report.", "Friday", "2021-12-24"),
    ("The options expire two weeks from Monday.", "Monday", "2021-12-27"),
    ("In the third quarter it lost money, unlike the like quarter of 2019.", "the like quarter of 2019", "2019-Q3"),
    ("In the third quarter it lost money, unlike the 2018 quarter.", "the 2018 quarter", "2018-Q3"),
    ("In the third quarter it lost, not in the same period last year.", "the same period last year", "2020-Q3"),
    ("They met on 3 May 2019. The day before, the army had moved.", "The day before", "2019-05-02"),
    ("The truce ended last month; the month before, it had held.", "the month before", "2021-10"),
]


@pytest.mark.parametrize(("text", "words", "value"), MORE)
def test_neighbouring_words_decide_the_year_and_the_week(text: str, words: str, value: str) -> None:
    assert only(text, words).value == value


@pytest.mark.parametrize(("text", "words", "value"), FOLLOWED)
def test_later_words_count_from_the_time_told_last(text: str, words: str, value: str) -> None:
    assert only(text, words).value == value


NOTHING = [
    "The minister may march home.",
    "The second man in the state had a hard fall.",
    "April Hughes spoke for the union.",
    "The army lost 1,994 men and $2014 in cash.",
    "On the one hand, the daylight faded.",
    "He was 61 and wore a sun hat.",
    "Now, what is to be done?",
    "She was named woman of the year.",
    "The camp holds two thousand men.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_only_look_like_times_are_left_alone(text: str) -> None:
    assert read(text) == ()


def test_an_early_year_is_narrowed_by_its_month() -> None:
    text = "Talks will open early next year. They will begin at the very beginning of next year, an aide said."
    wide, narrow = read(text)

    assert days(wide) == days(narrow) == ("2022-01-01", "2022-01-31")
    assert wide.interval is not None and wide.interval.basis is Basis.NARROWED


def test_another_word_for_the_year_narrows_it_before_a_month_does() -> None:
    text = "Ready from the start of January, she said. Talks open early next year. All begins at the very beginning of next year."
    interval = next(one.interval for one in read(text) if one.value == "2022")

    assert interval is not None
    assert (str(interval.earliest), str(interval.latest)) == ("2022-01-01", "2022-01-31")


def test_a_past_year_is_not_narrowed() -> None:
    text = "Talks opened early last year. They began in January 2020."

    assert days(read(text)[0]) == ("2020-01-01", "2020-03-31")


def test_two_months_of_the_same_year_narrow_nothing() -> None:
    text = "Talks will open early next year. One round is in January 2022. Another is in March 2022."

    assert days(read(text)[0]) == ("2022-01-01", "2022-03-31")


def test_bases_tell_how_the_days_are_known() -> None:
    text = "They met on 3 May 2019. They will meet on Friday, and again early next year."
    bases = [mention.interval.basis for mention in read(text) if mention.interval]

    assert bases == [Basis.EXPLICIT, Basis.RELATIVE, Basis.VAGUE]


def test_a_story_of_old_years_is_no_news() -> None:
    assert is_story("1914 1915 1916 1917 1918 1919", DAY)
    assert not is_story("1914 1915 1916 1917 1918 1919 today Monday yesterday last week", DAY)


def test_in_a_story_months_follow_the_year_told_last() -> None:
    text = (
        "In 1801 war came. In 1803 it spread. In 1805 it grew. In 1806 it waned. In 1807 it rose. "
        "In 1809 peace came. On 5 May the king left."
    )

    assert only(text, "5 May").value == "1809-05-05"


@pytest.mark.parametrize("day", [None, date(1800, 1, 1), date(2999, 12, 31), date(2024, 2, 29)])
def test_no_count_leaves_the_calendar(day: date | None) -> None:
    text = (
        "900,000 years ago, 3000 years later, next century, last decade, next week, yesterday, in 20 centuries, "
        "29 February, 31 April 2020, last winter, next Easter, within 99999999 days, the 3rd century, "
        "9000 years earlier, 0/0/00, 99/99/9999."
    )

    assert read(text, day)


def test_offsets_hold_in_a_text_of_paragraphs() -> None:
    text = "VIENNA — The talks ended.\n\nThey had begun on Monday."

    assert only(text, "Monday").span.start == text.index("Monday")
