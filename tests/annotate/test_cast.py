from datetime import date

import pytest
from tests.articles import annotation_of, reading_of

from dragoman.annotate import Actor


def actors(*paragraphs: str, day: date = date(2022, 1, 20)) -> dict[str, Actor]:
    """The actor of each mention, by the words of the mention (the last of equal ones)."""
    annotation = annotation_of(*paragraphs, day=day)
    found = {}
    for mention in annotation.cast.mentions:
        words = annotation.doc[mention.start : mention.end].text
        found[words] = annotation.actor(mention.keys[0])
    return found


@pytest.mark.parametrize(
    ("words", "sentence", "code", "sector"),
    [
        ("Polish police", "Polish police arrested him.", "POL", "COP"),
        ("Kremlin", "The Kremlin rejected it.", "RUS", "GOV"),
        ("EU", "The ministers of the EU met.", "EU", "IGO"),
        ("Houthis", "The Houthis fired at the ship.", "YEM", "REB"),
        ("Vladimir Putin", "Vladimir Putin flew to Sochi.", "RUS", "GOV"),
        ("Laura Whitfield", "State Department spokeswoman Laura Whitfield declined.", "USA", "GOV"),
    ],
)
def test_a_name_gives_side_and_sector(words: str, sentence: str, code: str, sector: str) -> None:
    actor = actors(sentence)[words]

    assert (actor.code, actor.sector) == (code, sector)


def test_a_surname_is_the_bearer_of_the_full_name() -> None:
    found = actors("Foreign Minister Ana Kovac of Croatia spoke.", "Kovac left at noon.")

    assert found["Kovac"] is found["Ana Kovac"]


def test_she_is_the_woman_named_before() -> None:
    found = actors("Spokeswoman Ana Kovac met Mr Peter Novak in Prague.", "She said little.")

    assert found["She"].name == "Ana Kovac"


def test_the_official_is_the_anonymous_one_of_before() -> None:
    found = actors(
        "A senior French official briefed the press on Monday.", "Talks went on in Rome.", "The official was calm."
    )

    assert found["The official"] is found["A senior French official"]
    assert found["The official"].anonymous


def test_a_spokesman_is_an_institution_and_not_anonymous() -> None:
    found = actors("A spokesman for the Chilean foreign ministry declined to comment.")

    assert not found["A spokesman"].anonymous
    assert found["A spokesman"].code == "CHL"


def test_both_sides_are_the_two_last_named() -> None:
    annotation = annotation_of("Armenia and Azerbaijan exchanged fire.", "Both sides blamed a drone.")
    (sides,) = [mention for mention in annotation.cast.mentions if mention.how == "sides"]

    assert {annotation.actor(key).code for key in sides.keys} == {"ARM", "AZE"}


def test_the_office_finds_its_holder_of_the_day() -> None:
    assert (
        actors("The Russian president spoke.", day=date(2021, 12, 1))["The Russian president"].name == "Vladimir Putin"
    )


def test_a_european_diplomat_has_no_side() -> None:
    actor = actors("Germany waited.", "A European diplomat was hopeful.")["A European diplomat"]

    assert actor.anonymous
    assert actor.code is None


def test_a_capital_after_in_is_a_place() -> None:
    annotation = annotation_of("The two ministers met in Moscow.")
    mention = next(mention for mention in annotation.cast.mentions if annotation.doc[mention.head].text == "Moscow")

    assert mention.place


@pytest.mark.parametrize("printed", ["Kim Jong-un", "Kim Jong Un", "Moon Jae-in"])
def test_a_hyphen_in_a_known_name_changes_nothing(printed: str) -> None:
    actor = actors(f"{printed} boarded his train.", day=date(2018, 6, 12))[printed]

    assert actor.code in ("PRK", "KOR") and actor.row.startswith("holders:")


def test_an_east_asian_name_that_no_row_knows_is_a_person_whose_surname_comes_first() -> None:
    found = actors("Trade envoy Bae Hyun-soo of South Korea left Hanoi.", "Bae smiled.")

    assert found["Bae"] is found["Bae Hyun-soo"]


@pytest.mark.parametrize("words", ["A Moscow Times-run survey was lost.", "An Al Shabaab-led column fled."])
def test_what_is_led_or_run_by_somebody_is_no_name(words: str) -> None:
    assert not [one for one in actors(words) if one.endswith(("run", "led"))]


def test_the_surname_of_a_holder_is_enough_where_one_alone_bears_it() -> None:
    found = actors("Truss told the king that she would stay.", day=date(2022, 10, 12))

    assert found["Truss"].name == "Liz Truss"


def test_a_title_behind_a_name_is_a_mention_of_the_same_person() -> None:
    found = actors("Olaf Scholz, the chancellor, landed in Kyiv.", day=date(2022, 6, 16))

    assert found["the chancellor"] is found["Olaf Scholz"]


def test_a_states_own_envoy_is_of_its_government() -> None:
    found = actors("U.S. special envoy Hannah Brix arrived in Oslo.")

    assert (found["Hannah Brix"].code, found["Hannah Brix"].sector) == ("USA", "GOV")


@pytest.mark.parametrize(
    ("sentence", "name", "code"),
    [
        ("Oman was represented by its ambassador, Salim Harthy, who left early.", "Salim Harthy", "OMN"),
        ("Sheikh Rafiq al-Mutlaq, a Jordanian tribal leader, rejected the Jordanian offer.", "Rafiq al-Mutlaq", "JOR"),
        ("The spokesman of the Chilean foreign ministry, Luis Arrieta, said so.", "Luis Arrieta", "CHL"),
        ("The commander of Peru's coast guard, Rear Adm. Jose Quispe, said so.", "Jose Quispe", "PER"),
    ],
)
def test_a_name_set_off_by_commas_is_who_the_title_says(sentence: str, name: str, code: str) -> None:
    assert actors(sentence)[name].code == code


def test_what_one_commands_is_a_body_and_no_person() -> None:
    assert (
        actors("Iran listened. Omar Haddad, a commander of Liwa al-Quds, left.")["Liwa al-Quds"].kind == "organization"
    )


def test_an_apposition_tells_what_an_unknown_body_is() -> None:
    found = actors("Cafexport, the Colombian exporters’ association, urged Ecuador to wait.")["Cafexport"]

    assert (found.kind, found.code) == ("organization", "COL")


def test_a_western_diplomat_in_a_capital_is_not_of_there() -> None:
    found = actors("A Western diplomat in Astana said so. The diplomat left.")

    assert {found["A Western diplomat"].code, found["The diplomat"].code} == {None}


@pytest.mark.parametrize("words", ["European Union officials", "The European Union spokesman"])
def test_the_european_unions_people_are_no_trade_unionists(words: str) -> None:
    found = actors(f"{words} left Kyiv.")[words]

    assert (found.code, found.sector) == ("EU", "IGO")


def test_powers_of_a_region_are_no_one_state() -> None:
    found = actors("Iran was pleased. The Gulf monarchies shrugged.")

    assert (found["The Gulf monarchies"].code, found["The Gulf monarchies"].party) == (None, "Gulf monarchies")


def test_a_court_in_the_hague_is_not_the_dutch_ones() -> None:
    found = actors("A tribunal in The Hague found for Manila. A court in Rome did not.")

    assert (found["A tribunal"].code, found["A court"].code) == (None, "ITA")


def test_he_is_not_she_once_a_pronoun_has_told() -> None:
    found = actors("Rosa Vieira summoned the ambassador, Xu Tian. “He unrolled a map,” she told lawmakers. She smiled.")

    assert found["She"].name == "Rosa Vieira"


def test_a_town_in_the_dateline_tells_whose_minister_is_meant() -> None:
    found = actors("KISHTWAR, AUG 16: Power Minister Anil Rana spoke.", "India refuses. India is sure. India waits.")

    assert found["Anil Rana"].code == "IND"


@pytest.mark.parametrize(
    ("sentence", "name", "day", "code", "sector"),
    [
        ("Juan Guaidó thanked them.", "Juan Guaidó", date(2019, 3, 1), "VEN", "OPP"),
        ("Svetlana Tikhanovskaya thanked them.", "Svetlana Tikhanovskaya", date(2021, 3, 1), "BLR", "OPP"),
        ("Luiz Inácio Lula da Silva spoke in Egypt.", "Luiz Inácio Lula da Silva", date(2022, 11, 17), "BRA", "GOV"),
        ("Justice Minister Lindsey Graham spoke.", "Lindsey Graham", date(2019, 3, 1), "USA", "GOV"),
        ("Jamal Khashoggi had left at noon.", "Jamal Khashoggi", date(2018, 10, 9), "SAU", "JRN"),
        ("John Boehner had left at noon.", "John Boehner", date(2017, 10, 9), "USA", "ELI"),
    ],
)
def test_whom_news_names_has_a_state_and_a_sector_without_a_title(
    sentence: str, name: str, day: date, code: str, sector: str
) -> None:
    found = actors(sentence, day=day)[name]

    assert (found.code, found.sector) == (code, sector)


def test_a_surname_alone_is_nobody_of_the_lesser_rows() -> None:
    assert "Graham" not in actors("The scout Graham spoke.", day=date(2019, 3, 1))


def test_a_name_between_commas_behind_a_title_and_its_complement_is_its_bearer() -> None:
    reading = reading_of("Peru waited. Its ambassador to the OSCE, John Roe, let it be known that the road was open.")
    (said,) = reading.statements

    assert said.speaker is not None and (said.speaker.name, said.speaker.code) == ("John Roe", "PER")


@pytest.mark.parametrize(
    ("text", "place"), [("The threat to Norway grew.", False), ("The visit to Norway ended.", True)]
)
def test_a_threat_goes_to_a_side_and_a_visit_to_a_place(text: str, place: bool) -> None:
    (mention,) = annotation_of(text).cast.mentions

    assert mention.place == place
