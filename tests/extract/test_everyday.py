"""Acts as any agency words them every day: one sentence, one act, who does it to whom."""

import pytest
from tests.articles import reading_of

EVERYDAY = [
    ("The United States on Tuesday imposed new sanctions on Iran over its drone program.", "SANCTION USA>IRN"),
    ("Washington slapped fresh sanctions on three Iranian companies on Tuesday.", "SANCTION USA>IRN"),
    ("Germany expelled two Russian diplomats on Wednesday.", "SANCTION DEU>RUS"),
    ("Russia said it was expelling two German diplomats in a tit-for-tat move.", "SANCTION RUS>DEU"),
    ("Russia launched a wave of missiles at Ukraine overnight, killing at least four people.", "ASSAULT RUS>UKR"),
    ("Russian forces shelled the Ukrainian city of Kherson on Monday, wounding six civilians.", "ASSAULT RUS>UKR"),
    ("An Israeli drone strike hit a car in southern Lebanon, killing two people.", "ASSAULT ISR>LBN"),
    ("Ukraine attacked an oil depot in Russia's Bryansk region with drones, the governor said.", "ASSAULT UKR>RUS"),
    ("China accused the United States of stirring up trouble in the South China Sea.", "ACCUSE CHN>USA"),
    ("Kenya accused Uganda of harbouring cattle raiders.", "ACCUSE KEN>UGA"),
    ("Washington condemned China's use of water cannon against Philippine boats.", "ACCUSE USA>CHN"),
    ("U.N. Secretary-General António Guterres called on Israel to open the crossing.", "REQUEST UN>ISR"),
    ("France urged Israel to halt its offensive.", "REQUEST FRA>ISR"),
    ("The European Union called on Georgia to withdraw the law.", "REQUEST EU>GEO"),
    ("Ukraine asked the United States for more air defence missiles.", "REQUEST UKR>USA"),
    ("Iran's foreign minister ruled out direct talks with the United States.", "REJECT IRN>USA"),
    ("Hungary vetoed a 50 billion euro package.", "REJECT HUN>"),
    ("U.S. Secretary of State Antony Blinken met Chinese Foreign Minister Wang Yi in Beijing on Sunday.", "CONSULT USA+CHN>"),
    ("Turkish President Tayyip Erdogan spoke by phone with Russian President Vladimir Putin on Friday.", "CONSULT TUR+RUS>"),
    ("Indian Prime Minister Narendra Modi arrived in Washington on Tuesday for a state visit.", "CONSULT IND>USA"),
    ("Russian and Ukrainian delegations held talks in Istanbul on Monday.", "CONSULT RUS+UKR>"),
    ("The United States and China agreed to resume military talks.", "AGREE USA+CHN>"),
    ("Japan pledged $500 million in aid to Ukraine.", "AGREE JPN>UKR"),
    ("Ecuador offered to mediate between Colombia and the rebels.", "AGREE ECU>COL"),
    ("Germany delivered two air defence systems to Ukraine on Monday.", "AID DEU>UKR"),
    ("Turkey sent 200 trucks of aid to Syria.", "AID TUR>SYR"),
    ("China praised Pakistan for its fight against terrorism.", "SUPPORT CHN>PAK"),
    ("Ireland formally recognised a Palestinian state on Tuesday.", "SUPPORT IRL>PSE"),
    ("Sweden's parliament ratified the treaty on Wednesday.", "SUPPORT SWE>"),
    ("Japan and South Korea held joint naval drills on Friday.", "COOPERATE JPN+KOR>"),
    ("Russia handed over two suspects to India.", "COOPERATE RUS>IND"),
    ("North Korea fired two ballistic missiles into the sea on Thursday.", "MOBILIZE PRK>"),
    ("China sent 40 warplanes towards Taiwan on Monday, the island's defence ministry said.", "MOBILIZE CHN>TWN"),
    ("Poland moved 2,000 troops to its border with Belarus.", "MOBILIZE POL>"),
    ("Iran seized a tanker in the Strait of Hormuz on Friday.", "COERCE IRN>"),
    ("Iran threatened to strike Israel if its nuclear sites were attacked.", "THREATEN IRN>ISR"),
    ("The United States threatened to impose tariffs on Mexico.", "THREATEN USA>MEX"),
    ("The United States lifted sanctions on two Iranian banks.", "CONCEDE USA>IRN"),
    ("Israel announced a four-hour pause in fighting.", "CONCEDE ISR>"),
    ("Russia withdrew its troops from Kherson on Friday.", "RETREAT RUS>"),
    ("M23 rebels pulled out of the town of Walikale.", "RETREAT M23>"),
    ("Hamas released four Israeli hostages on Saturday.", "RETREAT Hamas>ISR"),
    ("South Korea demanded that the North stop sending balloons.", "REQUEST KOR>PRK"),
    ("South Africa filed a case against Israel at the International Court of Justice.", "ACCUSE ZAF>ISR"),
    ("Germany summoned the Chinese ambassador over a cyberattack.", "ACCUSE DEU>CHN"),
    ("The EU extended its sanctions against Belarus for another year.", "SANCTION EU>BLR"),
    ("Niger's junta ordered the French ambassador to leave within 48 hours.", "SANCTION NER>FRA"),
    ("Armenia and Azerbaijan agreed to a ceasefire.", "CONCEDE ARM+AZE>"),
    ("Thousands of protesters marched in Tbilisi on Saturday.", "PROTEST protesters>GEO"),
    ("Houthi rebels fired a missile at a tanker in the Red Sea.", "ASSAULT Houthis>"),
    ("Taliban fighters attacked a Pakistani border post on Sunday.", "ASSAULT Taliban>PAK"),
    ("French troops left Niger on Friday.", "RETREAT FRA>NER"),
    ("U.S. forces withdrew from the base in Agadez.", "RETREAT USA>"),
    ("Russia and Ukraine exchanged 150 prisoners of war on Friday.", "RETREAT RUS+UKR>"),
    ("The United States has sent Ukraine 31 Abrams tanks.", "AID USA>UKR"),
    ("The European Union gave Moldova 100 million euros in grants.", "AID EU>MDA"),
    ("China donated police vehicles to the Solomon Islands.", "AID CHN>SLB"),
    ("Australia will send Ukraine 49 tanks, its defence minister said.", "AGREE AUS>UKR"),
    ("India promised Sri Lanka a credit line of $1 billion.", "AGREE IND>LKA"),
    ("The United States and Japan agreed to expand joint patrols.", "AGREE USA+JPN>"),
    ("China offered to host peace talks.", "AGREE CHN>"),
    ("U.N. envoy Ramtane Lamamra visited Port Sudan on Sunday.", "CONSULT UN>SDN"),
    ("G7 foreign ministers met in Tokyo on Tuesday.", "CONSULT G7>"),
    ("Egyptian and Qatari mediators met Hamas leaders in Doha.", "CONSULT EGY+QAT+Hamas>"),
    ("President Joe Biden reaffirmed U.S. support for Israel.", "SUPPORT USA>ISR"),
    ("Finland's parliament approved the deal.", "SUPPORT FIN>"),
    ("Ukraine blamed Russia for the blast.", "ACCUSE UKR>RUS"),
    ("Poland protested to Belarus over the drone.", "ACCUSE POL>BLR"),
    ("Hungary threatened to veto aid for Ukraine.", "THREATEN HUN>UKR"),
    ("Putin threatened to deploy missiles within range of the West.", "THREATEN RUS>"),
    ("The White House warned Venezuela it would reimpose sanctions unless candidates were allowed to run.", "THREATEN USA>VEN"),
    ("The Security Council demanded an immediate ceasefire in Gaza.", "REQUEST UN>"),
    ("Armenia appealed to the U.N. Security Council for help.", "REQUEST ARM>UN"),
    ("Israel turned down the proposal.", "REJECT ISR>"),
    ("Kyiv refused to cede territory.", "REJECT UKR>"),
    ("Turkey blocked Sweden's bid to join NATO.", "REJECT TUR>SWE"),
    ("China rejected the Philippines' protest.", "REJECT CHN>PHL"),
    ("The United States vetoed the resolution.", "REJECT USA>"),
    ("Canada banned Russian steel imports.", "SANCTION CAN>RUS"),
    ("ECOWAS suspended Niger after the coup.", "SANCTION ECOWAS>NER"),
    ("Colombia broke off diplomatic relations with Israel.", "SANCTION COL>ISR"),
    ("Lithuania closed two border crossings with Belarus.", "SANCTION LTU>BLR"),
    ("The U.S. and South Korean militaries began their annual drills.", "COOPERATE USA+KOR>"),
    ("Britain extradited a hacker to the United States.", "COOPERATE GBR>USA"),
    ("Australia apologised to the families.", "CONCEDE AUS>"),
    ("The United States removed Cuba from a list of state sponsors of terrorism.", "CONCEDE USA>CUB"),
    ("Airport workers in Berlin went on strike on Monday.", "PROTEST Airport workers>"),
    ("Nurses in Kenya are on strike over unpaid wages.", "PROTEST Nurses>"),
    ("Dock workers in Haifa called off a strike.", "CONCEDE Dock workers>"),
    ("Unions in Argentina launched a 24-hour general strike against the reforms.", "PROTEST Unions>"),
    ("The United States carried out a strike in Yemen on Friday.", "ASSAULT USA>YEM"),
    ("Israel carried out strikes on targets in Syria.", "ASSAULT ISR>SYR"),
    ("India launched strikes against Pakistan on Wednesday.", "ASSAULT IND>PAK"),
    ("The EU eased sanctions on Syrian ports.", "CONCEDE EU>SYR"),
    ("M23 rebels shelled the town.", "ASSAULT M23>"),
    ("ELN guerrillas bombed a pipeline in Colombia.", "ASSAULT ELN>COL"),
    ("Thousands of protesters marched in Tbilisi on Saturday.", "PROTEST protesters>GEO"),
    ("Dock workers in Haifa went on strike on Monday.", "PROTEST Dock workers>"),
    ("The United Nations airdropped food in South Sudan.", "AID UN>SSD"),
    ("Russia deployed tactical nuclear weapons in Belarus.", "MOBILIZE RUS>BLR"),
    ("China retaliated with tariffs of 125% on American goods.", "SANCTION CHN>USA"),
    ("Russia retaliated by expelling two German diplomats.", "SANCTION RUS>DEU"),
    ("The EU responded with duties on American whiskey.", "SANCTION EU>USA"),
    ("Iran retaliated against Israel with a barrage of missiles.", "ASSAULT IRN>ISR"),
    ("Russia pounded Kharkiv with glide bombs on Saturday.", "ASSAULT RUS>UKR"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "act"), EVERYDAY)
def test_it_is_told_as_any_reader_would(words: str, act: str) -> None:
    told = {f"{event.type} {'+'.join(event.actors)}>{'+'.join(event.recipients)}" for event in reading_of(words).events}

    assert told == {act}


def test_drills_near_a_border_are_not_held_with_whoever_lives_behind_it() -> None:
    told = reading_of("Iran began military drills near the border with Azerbaijan.").events

    assert {event.type for event in told} == {"MOBILIZE"}


def test_a_strike_of_workers_is_no_assault() -> None:
    for words in ("Airport workers in Berlin went on strike on Monday.", "Lufthansa pilots staged a one-day strike."):
        assert {event.type for event in reading_of(words).events} == {"PROTEST"}


NOTHING = [
    "Hurricane Maria hit Puerto Rico on Wednesday, killing at least 16 people.",
    "The earthquake struck western Turkey, killing 40 people.",
    "Two people were killed in a road accident in Poland.",
    "The pandemic killed 7 million people.",
    "A bus plunged into a ravine in Peru, killing 20 people.",
    "France beat Argentina 3-1 in the final on Sunday.",
    "Oil prices jumped 3% after the attack on the refinery.",
    "The exhibition shows the invasion of Crete.",
    "Toyota recalled 200,000 cars in the United States.",
    "Inflation in Turkey hit 60% in June.",
    "The film was shot in Morocco.",
    "The livestream from Bristol was watched by thousands.",
    "India won the toss and elected to bat against Pakistan.",
    "The minister came under fire for his remarks.",
]


@pytest.mark.parametrize("words", NOTHING)
def test_what_nobody_does_is_no_act(words: str) -> None:
    assert [(event.type, event.by.rule) for event in reading_of(words).events] == []


def test_a_people_protests_and_not_its_state() -> None:
    (event,) = reading_of("Georgians protested outside parliament for a fifth night.").events

    assert (event.type, event.actors) == ("PROTEST", ("Georgians",))


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Colombia's ELN rebels freed a hostage.", "RETREAT"),
        ("Lebanon received 1 billion euros from the European Union.", "AID"),
        ("Joint exercises by India and France began in the Arabian Sea.", "COOPERATE"),
    ],
)
def test_further_acts(words: str, act: str) -> None:
    assert [event.type for event in reading_of(words).events] == [act]


@pytest.mark.parametrize(
    "words", ["A hail of bullets killed four soldiers.", "A wave of strikes killed nine people in Kyiv."]
)
def test_a_hail_of_bullets_is_no_weather(words: str) -> None:
    assert "ASSAULT" in {event.type for event in reading_of(words).events}
