"""Editions: what the file says, what is wrong in it, and when each goes out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from dragoman.net.mail import Security
from dragoman.newsletter.editions import Edition, next_sending, period, sending_time
from dragoman.newsletter.editions_toml import WrongNewsletter, newsletter_of

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "newsletter.toml"
HEAD = '[newsletter]\nbase_url = "https://brief.example"\nsender = "Brief <brief@brief.example>"\n'
KYIV = Edition(name="ukraine", title="Ukraine", at=time(6, 30), zone="Europe/Kyiv", states=("UKR",))
WORKDAYS = Edition(name="eu", title="EU", at=time(6, 30), zone="Europe/Kyiv", weekdays=(0, 1, 2, 3, 4))


def written(folder: Path, text: str) -> Path:
    file = folder / "dragoman.toml"
    file.write_text(text, encoding="utf-8")
    return file


def edition(folder: Path, more: str) -> Edition:
    """An edition of a file that holds nothing else."""
    text = f'{HEAD}[[edition]]\nname = "a"\ntitle = "A"\n{more}\n'
    (found,) = newsletter_of(written(folder, text), environment={}).editions
    return found


def test_the_example_has_a_country_its_region_and_the_world() -> None:
    country, region, world = newsletter_of(EXAMPLE, environment={}).editions

    assert country.wanted.sides == ("UKR",)
    assert {"UKR", "RUS", "POL"} < set(region.wanted.sides)
    assert not (world.wanted.sides or world.wanted.dyads or world.wanted.channels)
    assert {one.list_id for one in (country, region, world)} == {
        *("ukraine.brief.example", "eastern-europe.brief.example"),
        "world.brief.example",
    }


def test_names_become_codes(tmp_path: Path) -> None:
    found = edition(
        tmp_path, 'states = ["Ukraine", "EU"]\ndyads = [["Russia", "United States"]]\nchannels = ["normandy format"]'
    )

    assert (found.states, found.dyads, found.channels) == (("UKR", "EU"), (("RUS", "USA"),), ("Normandy Format",))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('states = ["Ukrane"]', "edition a.states: 'Ukrane' is no state and no body: did you mean UKR?"),
        ('regions = ["Eastern Europ"]', "did you mean Eastern Europe?"),
        ('at = "6.30"', 'edition a.at: \'6.30\' is no time of day: write at = "06:30"'),
        ('zone = "Kyiv"', "write one of IANA's, such as Europe/Kyiv"),
        ('weekdays = ["mon", "someday"]', "'someday' is no day of the week"),
        ("weekdays = []", "it would never go out"),
        ('dyads = ["Russia"]', "is no pair"),
        ('dyads = [["Russia", "RUS"]]', "are the same side"),
        ('channels = ["Cod Forum"]', "is no channel"),
        ('types = ["ACUSE"]', "did you mean ACCUSE?"),
        ("length = 0", "write a whole number from 1 to 100"),
        ('language = "klingon"', "is no language"),
        ('sender = "nobody"', "is no mail address"),
        ('sender = "Brief\\nBcc: all@x.example <a@b.example>"', "a line break or a control character"),
        ('list_id = "a b"', "is no list id"),
        ('empty = "maybe"', "write send or skip"),
        ('colour = "red"', "there is no such setting"),
        ('leng = 3', "write length"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_what_to_write(tmp_path: Path, more: str, said: str) -> None:
    with pytest.raises(WrongNewsletter) as told:
        edition(tmp_path, more)

    assert str(told.value).startswith(f"{tmp_path / 'dragoman.toml'}: edition a.")
    assert said in str(told.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "newsletter: it is missing"),
        ("x = ", "this is no TOML"),
        ('[newsletter]\nsender = "a@b.example"', "newsletter.base_url: it is missing"),
        ('[newsletter]\nbase_url = "http://brief.example"\nsender = "a@b.example"', "write https://HOST"),
        (f"{HEAD}[newsletter.smtp]\nport = 587", "newsletter.smtp.host: it is missing"),
        (f'{HEAD}[newsletter.smtp]\nhost = "m.example"\nuser = "u"', "$DRAGOMAN_SMTP_PASSWORD is not set"),
        (f'{HEAD}[newsletter.smtp]\nhost = "m.example"\nsecurity = "ssl"', "is none of starttls, tls, none"),
        (f'{HEAD}[newsletter.dkim]\nkey_file = "no.pem"\nselector = "a"\ndomain = "b.example"', "is not there"),
        (f"{HEAD}[newsletter.caps]\nmails_an_hour = 0", "write a whole number from 1"),
        (f'{HEAD}[[edition]]\nname = "A B"\ntitle = "A"', "cannot stand in an address"),
        (f'{HEAD}[[edition]]\nname = "a"\ntitle = "A"\n[[edition]]\nname = "a"\ntitle = "B"', "another edition has this name"),
        (f"edition = 3\n{HEAD}", "this is no list of tables"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(WrongNewsletter) as told:
        newsletter_of(written(tmp_path, text), environment={})

    assert said in str(told.value)


def test_the_password_comes_from_the_environment_and_is_shown_to_nobody(tmp_path: Path) -> None:
    text = f'{HEAD}[newsletter.smtp]\nhost = "m.example"\nport = 465\nuser = "u"\npassword_env = "SECRET"\n'
    server = newsletter_of(written(tmp_path, text), environment={"SECRET": "hush"}).settings.server

    assert server and (server.password, server.security) == ("hush", Security.TLS)
    assert "hush" not in repr(server)


def test_a_password_never_goes_out_in_clear(tmp_path: Path) -> None:
    text = f'{HEAD}[newsletter.smtp]\nhost = "m.example"\nsecurity = "none"\nuser = "u"\n'
    with pytest.raises(WrongNewsletter, match="in clear"):
        newsletter_of(written(tmp_path, text), environment={"DRAGOMAN_SMTP_PASSWORD": "hush"})


def test_terms_are_the_operators_own_text(tmp_path: Path) -> None:
    (tmp_path / "terms.txt").write_text("Be kind.", encoding="utf-8")
    text = HEAD + 'terms = "terms.txt"\n'

    assert newsletter_of(written(tmp_path, text), environment={}).settings.terms == "Be kind."


@pytest.mark.parametrize(
    ("now", "coming"),
    [
        (datetime(2022, 1, 20, 4, 29, tzinfo=UTC), datetime(2022, 1, 20, 4, 30, tzinfo=UTC)),
        (datetime(2022, 1, 20, 4, 30, tzinfo=UTC), datetime(2022, 1, 21, 4, 30, tzinfo=UTC)),
        (datetime(2022, 7, 20, 0, 0, tzinfo=UTC), datetime(2022, 7, 20, 3, 30, tzinfo=UTC)),
    ],
)
def test_an_edition_goes_out_at_its_hour_where_it_is_read(now: datetime, coming: datetime) -> None:
    assert next_sending(KYIV, now) == coming


def test_on_working_days_friday_is_followed_by_monday() -> None:
    assert next_sending(WORKDAYS, datetime(2022, 1, 21, 12, tzinfo=UTC)).date() == date(2022, 1, 24)


def test_an_hour_that_summer_time_leaves_out_still_comes() -> None:
    early = Edition(name="a", title="A", at=time(3, 30), zone="Europe/Kyiv")

    assert f"{sending_time(early, date(2022, 3, 27)):%H:%M}" == "04:30"


@pytest.mark.parametrize(
    ("edition", "day", "told"),
    [
        (KYIV, date(2022, 1, 24), (date(2022, 1, 23), date(2022, 1, 23))),
        (WORKDAYS, date(2022, 1, 24), (date(2022, 1, 21), date(2022, 1, 23))),
        (WORKDAYS, date(2022, 1, 25), (date(2022, 1, 24), date(2022, 1, 24))),
    ],
)
def test_an_issue_tells_of_the_days_since_the_one_before(edition: Edition, day: date, told: tuple[date, date]) -> None:
    assert period(edition, day) == told


def test_no_day_is_told_twice_or_left_out() -> None:
    days = [date(2022, 1, 3 + ahead) for ahead in range(12) if (ahead % 7) < 5]
    told = [period(WORKDAYS, day) for day in days]

    assert all((after[0] - before[1]).days == 1 for before, after in zip(told, told[1:], strict=False))
