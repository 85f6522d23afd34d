"""Places: where they are named, which they are, and whether they are meant as places."""

from __future__ import annotations

import pytest

from dragoman.annotate.casting import cast_of
from dragoman.annotate.parse import paragraphs, parse
from dragoman.annotate.place_choice import Home, Key, Named, chosen, options
from dragoman.annotate.places import PlaceMention, place_mentions


def places(text: str, *, home: Home = None) -> dict[str, PlaceMention]:
    """The mentions of places in *text* by their words."""
    parsed = parse(text, paragraphs(text))
    return {one.span.of(text): one for one in place_mentions(parsed.doc, cast_of(parsed, None), home=home)}


@pytest.mark.parametrize(
    ("text", "words", "name", "code"),
    [
        ("Negotiators gathered in Geneva before travelling to Doha.", "Geneva", "Geneva", "CHE"),
        ("Negotiators gathered in Geneva before travelling to Doha.", "Doha", "Doha", "QAT"),
        ("Two drones struck a depot near Sumy, in northern Ukraine.", "Sumy", "Sumy", "UKR"),
        ("Shelling was heard in the town of Avdiivka and outside Kramatorsk.", "Avdiivka", "Avdiyivka", "UKR"),
        ("Shelling was heard in the town of Avdiivka and outside Kramatorsk.", "Kramatorsk", "Kramatorsk", "UKR"),
        ("Tehran rejected the proposal, but its diplomats remained in Muscat.", "Muscat", "Muscat", "OMN"),
        ("Police in Birmingham, Alabama, stopped a convoy.", "Birmingham", "Birmingham", "USA"),
        ("Police in Birmingham, Alabama, stopped a convoy.", "Alabama", "Alabama", "USA"),
        ("Police in Birmingham, England, stopped a convoy.", "Birmingham", "Birmingham", "GBR"),
        ("The president of Georgia spoke in Batumi about Abkhazia.", "Georgia", "Georgia", "GEO"),
        ("Officials in Georgia said voters in Atlanta and Savannah queued for hours.", "Georgia", "Georgia", "USA"),
        ("Officials in Georgia said voters in Atlanta and Savannah queued for hours.", "Savannah", "Savannah", "USA"),
        ("The Italian minister praised French soldiers in Niamey.", "Niamey", "Niamey", "NER"),
        ("The ministers will meet in Valletta, Malta, on Thursday.", "Valletta", "Valletta", "MLT"),
        ("A refugee camp near Cox's Bazar in Bangladesh was flooded.", "Cox's Bazar", "Cox’s Bāzār", "BGD"),
        ("The truce covers Tripoli, Misrata and Sirte in Libya.", "Tripoli", "Tripoli", "LBY"),
        ("The truce covers Tripoli, Misrata and Sirte in Libya.", "Sirte", "Sirte", "LBY"),
        ("Clashes spread from Tripoli to Sidon, the Lebanese army said.", "Tripoli", "Tripoli", "LBN"),
        ("Ambassadors were flown from Khartoum to Port Sudan.", "Port Sudan", "Port Sudan", "SDN"),
        ("He was born in Santiago, Chile, and lives in Córdoba, Argentina.", "Santiago", "Santiago", "CHL"),
        ("He was born in Santiago, Chile, and lives in Córdoba, Argentina.", "Córdoba", "Córdoba", "ARG"),
        ("Fighting resumed in Darfur, around El Fasher and Nyala.", "El Fasher", "El Fasher", "SDN"),
        ("Fighting resumed in Darfur, around El Fasher and Nyala.", "Nyala", "Nyala", "SDN"),
        ("The White House declined to say who flew to Riyadh.", "Riyadh", "Riyadh", "SAU"),
        ("The Kremlin denied that troops were near Kharkiv.", "Kharkiv", "Kharkiv", "UKR"),
        ("Soldiers entered Goma and Bukavu in the Democratic Republic of Congo.", "Goma", "Goma", "COD"),
        ("Soldiers entered Goma and Bukavu in the Democratic Republic of Congo.", "Bukavu", "Bukavu", "COD"),
        ("London, Ontario, will host the forum.", "London", "London", "CAN"),
        ("The hall in London, Kentucky, is small, he said.", "London", "London", "USA"),
        ("A court in The Hague opened the hearing.", "The Hague", "The Hague", "NLD"),
        ("Envoys met on the sidelines of a conference in Munich.", "Munich", "Munich", "DEU"),
        ("Farmers in Valencia and Murcia lost crops, the Spanish government said.", "Valencia", "Valencia", "ESP"),
        ("Farmers in Valencia and Maracaibo lost crops, Venezuelan officials said.", "Valencia", "Valencia", "VEN"),
        ("The Suwalki Gap lies between Belarus and Kaliningrad.", "Kaliningrad", "Kaliningrad", "RUS"),
        ("Voters in New York and New Jersey went to the polls.", "New Jersey", "New Jersey", "USA"),
        ("Nigerian forces freed hostages in Maiduguri, Borno State.", "Maiduguri", "Maiduguri", "NGA"),
        ("She flew from Vilnius to Łódź.", "Łódź", "Łódź", "POL"),
        ("An earthquake hit Gaziantep, Aleppo and Idlib.", "Idlib", "Idlib", "SYR"),
        ("San José, Costa Rica, hosted the talks.", "San José", "San José", "CRI"),
        ("The summit in Cartagena, Colombia, ended early.", "Cartagena", "Cartagena", "COL"),
        ("The ferry sailed from Piraeus to Rhodes.", "Piraeus", "Piraeus", "GRC"),
        ("The US embassy in Port-au-Prince closed.", "Port-au-Prince", "Port-au-Prince", "HTI"),
        ("The mayor of Hiroshima wrote to Washington.", "Hiroshima", "Hiroshima", "JPN"),
        ("Residents of Odesa and Mykolaiv lost power.", "Mykolaiv", "Mykolayiv", "UKR"),
        ("The bridge at Lexington, Ky., was closed.", "Ky.", "Kentucky", "USA"),
        ("Officials in Washington welcomed the truce in Yemen.", "Washington", "Washington", "USA"),
        ("The president of Mexico met her guests.", "Mexico", "Mexico", "MEX"),
        ("Voters in New York went to the polls.", "New York", "New York City", "USA"),
        ("US and Iranian envoys met in Geneva, the United States said.", "Geneva", "Geneva", "CHE"),
        ("American, Russian and French officials landed in Paris.", "Paris", "Paris", "FRA"),
        ("Delegates from Singapore arrived.", "Singapore", "Singapore", "SGP"),
        ("A Tallahassee man was arrested.", "Tallahassee", "Tallahassee", "USA"),
        ("ROTTERDAM — The council met.", "ROTTERDAM", "Rotterdam", "NLD"),
    ],
)  # fmt: skip
def test_a_name_means_the_place_that_the_article_tells(text: str, words: str, name: str, code: str) -> None:
    place = places(text)[words].place

    assert (place.name, place.code) == (name, code)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Ships were diverted from the Bab el-Mandeb strait and the Red Sea.", "Bab el-Mandeb", "strait"),
        ("Ships were diverted from the Bab el-Mandeb strait and the Red Sea.", "Red Sea", "sea"),
        ("Washington and Beijing traded barbs over the South China Sea.", "South China Sea", "sea"),
        ("Tbilisi accused Moscow of moving fence posts in South Ossetia.", "South Ossetia", "disputed"),
        ("Peacekeepers patrol the Golan Heights and the Blue Line.", "Golan Heights", "disputed"),
        ("Aid trucks waited at the Rafah crossing.", "Rafah crossing", "border"),
        ("The delegation came from Chad by the Adre crossing.", "Adre crossing", "border"),
        ("The Dnieper River divides Kherson.", "Dnieper River", "river"),
        ("Patrols resumed along the Litani River in southern Lebanon.", "Litani River", "river"),
        ("Chinese vessels circled Second Thomas Shoal.", "Second Thomas Shoal", "islands"),
        ("Central Asia and the Sahel were discussed.", "Central Asia", "region"),
        ("Two boats were rescued in Fulton County, Kentucky.", "Fulton County", "county"),
        ("The talks in Malta ended.", "Malta", "country"),
    ],
)  # fmt: skip
def test_an_area_is_never_a_pin(text: str, words: str, kind: str) -> None:
    mention = places(text)[words]

    assert (mention.kind, mention.place.lat, mention.place.lon) == (kind, None, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ministers arrived in Brussels on Monday.", "Brussels"),
        ("The envoy flew to Moscow on Friday.", "Moscow"),
        ("ANKARA (Wire) — The foreign minister returned from Baku.", "ANKARA"),
        ("ANKARA (Wire) — The foreign minister returned from Baku.", "Baku"),
        ("ACCRA. The leaders met for an hour.", "ACCRA"),
        ("KYIV, Ukraine — Sirens sounded before dawn.", "Ukraine"),
        ("Two drones struck a depot in northern Ukraine.", "Ukraine"),
        ("Protesters filled the streets of Yerevan.", "Yerevan"),
        ("Soldiers entered Khartoum overnight.", "Khartoum"),
    ],
)  # fmt: skip
def test_a_place_where_something_happens_is_literal(text: str, words: str) -> None:
    assert places(text)[words].literal


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Moscow said its forces had withdrawn.", "Moscow"),
        ("Brussels wants Budapest to lift its veto.", "Brussels"),
        ("Brussels wants Budapest to lift its veto.", "Budapest"),
        ("Turkey summoned the envoy.", "Turkey"),
        ("The US embassy in Port-au-Prince closed.", "US"),
        ("French soldiers left Niamey.", "French"),
        ("The Kyiv Zoo reopened on Sunday.", "Kyiv"),
        ("Cuba protested to the United States.", "United States"),
    ],
)  # fmt: skip
def test_a_government_an_adjective_and_a_piece_of_a_name_are_not_literal(text: str, words: str) -> None:
    assert not places(text)[words].literal


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jordan Smith, a spokesman for the charity, flew to Amman.", "Jordan"),
        ("Paris Jackson visited Nairobi.", "Paris"),
        ("Mr. Houston met Ms. Lincoln in Warsaw.", "Houston"),
        ("Mr. Houston met Ms. Lincoln in Warsaw.", "Lincoln"),
        ("The turkey was served in Ankara.", "turkey"),
        ("The White House declined to comment.", "White House"),
        ("They meet in March and in Mombasa.", "March"),
    ],
)  # fmt: skip
def test_people_offices_and_months_are_no_places(text: str, words: str) -> None:
    assert words not in places(text)


def test_the_home_of_the_outlet_decides_between_equals() -> None:
    text = "A fire broke out in Springfield on Monday."

    near_dayton = places(text, home=(39.76, -84.19))["Springfield"]

    assert near_dayton.place.lat == pytest.approx(39.92, abs=0.05)


def test_washington_is_the_capital_unless_the_state_is_near() -> None:
    assert places("Envoys returned to Washington from Seoul.")["Washington"].kind == "capital"
    assert places("Fires burned in Washington near Spokane, Tacoma and Yakima.")["Washington"].kind == "admin1"


def test_a_name_keeps_the_state_that_it_was_given_once() -> None:
    mentions = places("The fair in Athens, Georgia, opened.\n\nAthens expects 900 visitors.")

    assert mentions["Athens"].place.code == "USA"


def test_a_mention_holds_its_very_words() -> None:
    assert "Argentina" in places("He lives in Córdoba, Argentina.")


def test_an_abbreviation_keeps_its_points() -> None:
    assert "W.Va." in places("The plant in Charleston, W.Va., closed.")


def test_a_crowd_of_towns_names_their_country_together() -> None:
    names: dict[Key, Named] = {
        (name, None): Named(options(name), 1.0) for name in ("Tripoli", "Sidon", "Tyre", "Zahle")
    }

    picked = chosen(names)

    assert picked["Tripoli", None].code == "LBN"


def test_a_text_without_places_has_none() -> None:
    assert places("Nobody said anything.") == {}
