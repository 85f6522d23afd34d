"""Verb forms from the base form: rules, and a table of what does not follow them."""

from __future__ import annotations

from functools import cache

IRREGULAR = """arise arose arisen|awake awoke awoken|be was been|bear bore borne|beat beat beaten|become became become
|begin began begun|bend bent bent|bet bet bet|bid bid bid|bind bound bound|bite bit bitten|bleed bled bled|blow blew blown
|break broke broken|bring brought brought|broadcast broadcast broadcast|build built built|burst burst burst|buy bought bought
|cast cast cast|catch caught caught|choose chose chosen|cling clung clung|come came come|cost cost cost|cut cut cut
|deal dealt dealt|dig dug dug|do did done|draw drew drawn|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed
|feel felt felt|fight fought fought|find found found|flee fled fled|fling flung flung|fly flew flown|forbid forbade forbidden
|forego forewent foregone|forget forgot forgotten|forgive forgave forgiven|forgo forwent forgone|freeze froze frozen|get got got
|give gave given|go went gone|grind ground ground|grow grew grown|hang hung hung|have had had|hear heard heard|hide hid hidden
|hit hit hit|hold held held|hurt hurt hurt|keep kept kept|kneel knelt knelt|know knew known|lay laid laid|lead led led
|leave left left|lend lent lent|let let let|lie lay lain|light lit lit|lose lost lost|make made made|mean meant meant
|meet met met|overrun overran overrun|oversee oversaw overseen|overtake overtook overtaken|overthrow overthrew overthrown
|pay paid paid|put put put|quit quit quit|read read read|rebuild rebuilt rebuilt|ride rode ridden|ring rang rung|rise rose risen
|run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken
|shed shed shed|shine shone shone|shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut|sing sang sung
|sink sank sunk|sit sat sat|slay slew slain|sleep slept slept|slide slid slid|sling slung slung|slit slit slit|speak spoke spoken
|spend spent spent|spin spun spun|split split split|spread spread spread|spring sprang sprung|stand stood stood|steal stole stolen
|stick stuck stuck|sting stung stung|strike struck struck|string strung strung|strive strove striven|swear swore sworn
|sweep swept swept|swing swung swung|take took taken|teach taught taught|tear tore torn|tell told told|think thought thought
|throw threw thrown|thrust thrust thrust|tread trod trodden|undercut undercut undercut|undergo underwent undergone
|understand understood understood|undertake undertook undertaken|undo undid undone|uphold upheld upheld|upset upset upset
|wake woke woken|wear wore worn|weep wept wept|win won won|wind wound wound|withdraw withdrew withdrawn
|withhold withheld withheld|withstand withstood withstood|wring wrung wrung|write wrote written|outbid outbid outbid
|override overrode overridden|rewrite rewrote rewritten|retake retook retaken|resend resent resent|mislead misled misled
|backslide backslid backslid|offset offset offset|foresee foresaw foreseen|hamstring hamstrung hamstrung|shoot shot shot
|spit spat spat|swell swelled swollen|lean leaned leaned|recast recast recast|rethink rethought rethought|misread misread misread"""
DOUBLED = frozenset(
    """abet admit allot annul ban bar beg blot bob cancel chat chop clap club commit compel confer control corral counsel
    cram crop dam defer deter dial dim disbar dispel distil dot drag drop drum duel emit enrol enthral equal equip excel expel
    extol fan fit flap flog fuel fulfil funnel gag grab grin grip gun ham impel incur infer instal jab jam jet jog jut kidnap
    knit knot label level lag log map marshal model mob mop mug nab nod occur omit outwit pan pat patrol peg permit pin plan
    plot plug pop prefer prod prop propel quarrel quip ram rap rebel recur refer regret remit rig rip rob rub sag scan scrap
    shovel shrug shun ship sip slam slap slip slot snap snub spot spur squat stab star stem step stir stop strap strip strut
    submit sum swap swat tag tap thin throb tip top total towel trap travel trek trim trip tug tunnel unplug unwrap wrap zip
    shop shred slog spam pummel channel signal bat blog cap chip con cop flip hop hug mar nag net pit rid rot shot ted
    whip wed pen pit hem""".split()
)
VOWELS = "aeiou"


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    rows = (row.split() for row in IRREGULAR.split("|"))
    return {base: (past, participle) for base, past, participle in rows}


def _stem(verb: str) -> str:
    return f"{verb}{verb[-1]}" if verb in DOUBLED else verb


def past(verb: str) -> str:
    return _irregular()[verb][0] if verb in _irregular() else _ed(verb)


def participle(verb: str) -> str:
    return _irregular()[verb][1] if verb in _irregular() else _ed(verb)


def _ed(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return f"{verb[:-1]}ied"
    return f"{verb}ked" if verb.endswith("ic") else f"{_stem(verb)}ed"


def ing(verb: str) -> str:
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) and verb != "be":
        return f"{verb[:-1]}ing"
    if verb.endswith("ic"):
        return f"{verb}king"
    short = verb in {"cut", "put", "set", "hit", "let", "shut", "get", "sit", "run", "win", "dig", "quit", "bid", "bet",
                     "split", "slit", "spin", "begin", "forget", "forbid", "swim", "offset", "upset", "undercut", "rid",
                     "shed", "spit", "overrun", "outbid"}  # fmt: skip
    return f"{verb}{verb[-1]}ing" if short else f"{_stem(verb)}ing"


def third(verb: str) -> str:
    if verb in {"be", "have"}:
        return {"be": "is", "have": "has"}[verb]
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return f"{verb[:-1]}ies"
    return f"{verb}s"
