"""Articles of our own, in several papers' wording, for tests of copies and stories."""

from __future__ import annotations

from datetime import date

from dragoman.model import Article, Basis, Interval, article_of

DAY = date(2024, 5, 14)

REPORT = (
    "The foreign ministers of Tavria and Norland met for six hours in Ostrava on Tuesday and agreed to reopen the"
    " railway bridge at Selm, which has been closed since the border clashes of last autumn.",
    "Minister Ilse Brandt of Norland told reporters that engineers from both countries would inspect the pillars"
    " before the end of the month. The first freight trains, carrying timber and 40,000 tonnes of grain, could cross"
    " in July, she said, provided that the customs sheds on the eastern bank are rebuilt in time.",
    "Her counterpart, Pavel Dorin, was more guarded. Tavria wants the observers who patrol the valley to stay until"
    " the last mines have been cleared, and it has asked the Lakes Council to pay for the work, which experts put at"
    " 18 million crowns.",
    "The ministers did not discuss the seven fishermen whom a Tavrian court sentenced in March. A diplomat who took"
    " part in the talks said that their case had been left to the two presidents, who are due to speak by telephone"
    " next week.",
    "Farmers near Selm have waited for the bridge with growing impatience. Without it they drive their harvest over"
    " the Korun pass, a detour of 210 kilometres that is shut by snow for a third of the year.",
)
REWRITTEN = (
    "Foreign ministers from Tavria and Norland on Tuesday held six hours of talks in Ostrava and agreed to reopen the"
    " Selm railway bridge, closed since border clashes last autumn.",
    "Norland's minister, Ilse Brandt, told journalists that engineers from both countries would inspect the pillars"
    " by the end of the month. The first freight trains with timber and 40,000 tonnes of grain could cross in July,"
    " she added, if the customs sheds on the eastern bank are rebuilt by then.",
    "Pavel Dorin, her counterpart, sounded more guarded. Tavria wants observers patrolling the valley to stay until"
    " the last mines are cleared and has asked the Lakes Council to pay for work that experts put at 18 million"
    " crowns.",
    "The two did not discuss seven fishermen sentenced by a Tavrian court in March. A diplomat who took part in the"
    " talks said their case was left to the presidents, due to speak by telephone next week.",
)
TRANSLATED = (
    "After talks that lasted six hours the heads of diplomacy of Tavria and Norland decided in Ostrava on Tuesday to"
    " open again the railway bridge of Selm, which had stayed closed since the clashes at the border last autumn.",
    "The Norland minister Ilse Brandt declared to the press that engineers of both states will examine the pillars"
    " before the month is over. The first goods trains with timber and 40,000 tonnes of grain would be able to pass"
    " in July, so she explained, if the customs sheds on the eastern shore are built up again in time.",
    "Her colleague Pavel Dorin showed himself more cautious. Tavria demands that the observers who patrol in the"
    " valley remain until the last mines are cleared away, and has requested the Lakes Council to pay the work, which"
    " experts estimate at 18 million crowns.",
    "About the seven fishermen whom a Tavrian court had sentenced in March the ministers did not speak. A diplomat who"
    " took part in the talks said their case is left to the two presidents, who will telephone next week.",
    "The farmers around Selm wait for the bridge with growing impatience. Without it they must drive the harvest over"
    " the Korun pass, a detour of 210 kilometres that snow shuts for a third of the year.",
)
INDEPENDENT = (
    "It was close to nine in the evening when Ilse Brandt finally came down the steps of the Ostrava town hall. The"
    " Norland foreign minister looked tired but pleased: trains are to run over the Selm bridge again.",
    "“We have a date, and that is more than we had this morning,” Brandt told the small crowd of cameras. Pavel Dorin,"
    " who leads Tavria's diplomacy, left by the back door without a word.",
    "What the two sides wrote down fits on a single page. Repairs to the pillars come first. Grain, some 40,000 tonnes"
    " of it stored in silos along the river, has priority over passengers. The Lakes Council will be sent the bill of"
    " 18 million crowns for clearing mines, although nobody in the Council's secretariat had been told of it when this"
    " newspaper called.",
    "Not everyone was celebrating. Relatives of the jailed fishermen stood outside all day with photographs, and went"
    " home with nothing. Their lawyer called the outcome a bitter disappointment and promised to appeal.",
)
QUOTING = (
    "Norland's opposition mocked the government in parliament on Wednesday over a railway bridge that it says nobody"
    " has paid for.",
    "“Engineers from both countries will inspect the pillars before the end of the month,” Ilse Brandt had said after"
    " her talks in Ostrava. “The first freight trains could cross in July, provided that the customs sheds on the"
    " eastern bank are rebuilt in time.” Deputies read her words aloud to laughter.",
    "The leader of the Agrarians, Mats Holm, wanted to know which of the four ministries would find the money before"
    " the summer recess, since the budget has no line for bridges and the finance minister has ruled out new debt.",
    "A vote of no confidence failed by eleven votes late at night. Two members of the coalition were absent, one of"
    " them because her own train had been cancelled.",
)
RELEASE = (
    "“Norland and Tavria have today opened a new chapter in the life of the Selm valley. The bridge that our"
    " grandparents built together will carry grain, timber and, before long, families who have not seen each other"
    " for eight months. We thank the Lakes Council for its patience, the observers for their courage, and the people"
    " of Ostrava for a warm hall and strong coffee. Much is left to be done, and we shall do it side by side.”"
)
FIRST_PAPER = (
    "Critics in Norland's capital doubt that the foreign ministry's optimism will survive the winter, when the pass"
    " closes and the valley is cut off once more from doctors, schools and markets on the far side.",
    RELEASE,
    "Holm, of the Agrarians, said that fine words had been heard after each of the five rounds before. His party will"
    " table eleven questions about costs, guarantees and the fate of the fishermen when deputies return on Monday.",
    "Shares of the state railway rose a little on the news and fell again by the close of trading.",
)
SECOND_PAPER = (
    "In the villages under the Korun ridge the church bells rang on Tuesday night. Old women who remember the first"
    " opening brought plum cake to the station, a roofless shed with a rusting clock that stopped last October.",
    RELEASE,
    "The stationmaster has kept his cap and whistle in a drawer. He reckons that it will take a dozen men some six"
    " weeks to clear birch saplings from the track, and he has already written down their names.",
    "His grandson asked whether the driver would wave. Nobody on the platform could tell.",
)
OTHER = (
    "Health officials on the island of Merrow said on Tuesday that cholera had reached a third district, and asked"
    " neighbouring states for tablets to clean drinking water.",
    "Doctors at the harbour clinic count about thirty new patients a day, most of them children from the salt pans,"
    " where wells stand next to latrines. Two nurses have fallen ill themselves.",
    "A ship with 12 tonnes of supplies left the mainland at noon. It should arrive on Friday if the wind allows, the"
    " coast guard said, but the landing stage was damaged in a storm and must first be propped up with beams.",
)


def article(
    *paragraphs: str,
    title: str = "Bridge to reopen",
    outlet: str | None = "The Selm Courier",
    day: date | Interval | None = DAY,
    byline: str | None = None,
) -> Article:
    """An article of *paragraphs*; its address follows from outlet and title."""
    published = Interval.day(day, Basis.PAGE) if isinstance(day, date) else day
    name = f"{outlet} {title}".lower().replace(" ", "-")
    return article_of(
        source="test",
        url=f"https://{name}.example",
        title=title,
        paragraphs=paragraphs,
        outlet=outlet,
        byline=byline,
        published=published,
    )
