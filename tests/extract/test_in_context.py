"""Who does it to whom, and who says it, where only the sentences around tell."""

import pytest
from tests.articles import reading_of

ACTS = [
    (
        "Greece and the European Union protested to Turkey. In Istanbul the police detained three men on Wednesday.",
        "COERCE TUR>men",
    ),
    (
        "Australia and the European Union condemned Fiji. Police in Suva arrested two leaders of the Methodist Church.",
        "COERCE FJI>Methodist Church",
    ),
    (
        "Russia, which has had troops in Georgia since Soviet days, promised to pull the last of them out. It banned"
        " imports of Georgian wine this March.",
        "SANCTION RUS>GEO",
    ),
    ("Haiti’s prime minister, Ariel Henry, asked Kenya for a thousand policemen last year.", "REQUEST HTI>KEN"),
    (
        "Benin and Niger quarrel over it. China, whose oil company built the pipeline, called on both to show restraint.",
        "REQUEST CHN>BEN+NER",
    ),
    (
        "Japan invited Indonesia to talks. Police in Banda Aceh, the provincial capital, detained five rebels.",
        "COERCE IDN>rebels",
    ),
    ("Uganda sent a further battalion to Bunia at Kinshasa’s request.", "MOBILIZE UGA>COD"),
    ("Pyongyang has demanded for years that Seoul outlaw the launches.", "REQUEST PRK>KOR"),
    (
        "Cambodian and Thai soldiers traded fire. Indonesia, this year’s chairman of ASEAN, urged both to cease fire.",
        "REQUEST IDN>KHM+THA",
    ),
    (
        "Ukraine thanked Sweden and urged other coastal states to follow its example.",
        "REQUEST UKR>other coastal states",
    ),
    (
        "Sweden stopped a Russian tanker. Russia reacted sharply. Its embassy in Stockholm demanded access to the captain.",
        "REQUEST RUS>SWE",
    ),
    ("Three Kenyan officers arrested in Kampala.", "COERCE UGA>KEN"),
    ("The Cambodian Red Cross handed out rice to 200 families.", "AID Cambodian Red Cross>families"),
]


@pytest.mark.parametrize(("text", "told"), ACTS, ids=[told for _, told in ACTS])
def test_who_does_it_is_told_around_it(text: str, told: str) -> None:
    found = [f"{one.type} {'+'.join(one.actors)}>{'+'.join(one.recipients)}" for one in reading_of(text).events]

    assert told in found


SPEAKERS = [
    (
        "KUWAIT CITY: Talks between Kuwait and the Philippines ended without agreement, and the ban on visas for Filipinos will"
        " remain in force, the Ministry of Interior announced.",
        ("Ministry of Interior", "KWT"),
    ),
    ("QUITO. Mexico cut ties. The navy said two boats had been seized.", ("navy", "ECU")),
    (
        "Djiboutian and Eritrean troops fought. A French military spokesman, Captain Luc Kermadec, said jets were up.",
        ("Luc Kermadec", "FRA"),
    ),
    (
        "A spokesman for the ministry in Phnom Penh called it a lie. His opposite number in Bangkok, Colonel Prasert"
        " Wongsakul, said the shooting had been started by a Cambodian patrol.",
        ("Prasert Wongsakul", "THA"),
    ),
    (
        "Uganda fought on. The representative of the Democratic Republic of the Congo, Hélène Kasongo, said it must leave.",
        ("Hélène Kasongo", "COD"),
    ),
    (
        "Uganda fought on. Joseph Karekezi (Rwanda) said its soldiers had only returned fire.",
        ("Joseph Karekezi", "RWA"),
    ),
    (
        "Thailand has not replied. A Cambodian official helping to prepare the journey said that talks were near.",
        ("Cambodian official", "KHM"),
    ),
    (
        "KUWAIT CITY: Kuwait’s talks with the Philippines ended. An Interior Ministry source said the mission hid runaways.",
        ("Interior Ministry source", "KWT"),
    ),
    (
        "COTONOU - Benin held five men from Niger. A court in Benin will hear them.\n\nNiamey reacted within hours. The"
        " foreign ministry said it was an act of hostage-taking.",
        ("foreign ministry", "NER"),
    ),
    (
        "Guatemala tells it differently. In a letter to this newspaper its defence ministry says no weapon was pointed.",
        ("defence ministry", "GTM"),
    ),
    ("Spain’s Ence, which had planned a second mill, announced that it would build elsewhere.", ("Ence", "ESP")),
]


@pytest.mark.parametrize(("text", "told"), SPEAKERS, ids=[told[0] for _, told in SPEAKERS])
def test_who_says_it_is_told_around_it(text: str, told: tuple[str, str]) -> None:
    said = reading_of(*text.split("\n\n")).statements

    assert told in [(one.speaker.name, one.speaker.code) for one in said if one.speaker is not None]
