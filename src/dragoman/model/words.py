"""The closed vocabularies of the codebook, as enums."""

from enum import StrEnum


class Basis(StrEnum):
    """How an interval is known."""

    GIVEN = "given"  # the user said so
    PAGE = "page"  # the page's metadata
    TEXT = "text"  # a dateline or the words
    FETCHED = "fetched"  # the day of the request
    EXPLICIT = "explicit"  # a calendar date in the words
    RELATIVE = "relative"  # counted from the publication date
    VAGUE = "vague"  # a vague word, by the codebook's table
    NARROWED = "narrowed"  # a vague word, narrowed by another mention


class LeftOutKind(StrEnum):
    """What a part of the page that is not the article is."""

    NEWSLETTER = "newsletter"
    LEGAL = "legal"
    AUTHOR = "author"
    RELATED = "related"
    NAVIGATION = "navigation"
    ADVERTISEMENT = "advertisement"
    COMMENTS = "comments"
    CREDIT = "credit"
    OTHER = "other"


class EntityKind(StrEnum):
    """What an entity is."""

    STATE = "state"
    IGO = "igo"
    ORGANIZATION = "organization"
    GROUP = "group"
    PERSON = "person"
    PLACE = "place"


class Form(StrEnum):
    """How a statement is reported."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Medium(StrEnum):
    """Where a statement was made."""

    PRESS_CONFERENCE = "press conference"
    BRIEFING = "briefing"
    TELECONFERENCE = "teleconference"
    INTERVIEW = "interview"
    SPEECH = "speech"
    WRITTEN_STATEMENT = "written statement"
    SOCIAL_MEDIA = "social media"
    PHONE_CALL = "phone call"
    BROADCAST = "broadcast"
    DOCUMENT = "document"


class EventType(StrEnum):
    """The sixteen event types of PLOVER 2.0."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class EventStatus(StrEnum):
    """PLOVER's auxiliary modes."""

    ACTUAL = "actual"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    HISTORICAL = "historical"


class MeetingStatus(StrEnum):
    """How far a meeting has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    SCHEDULED = "scheduled"
    HELD = "held"
    UNDER_WAY = "under way"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REFUSED = "refused"


class Stance(StrEnum):
    """How a side stands on an issue."""

    DEMANDS = "demands"
    PROPOSES = "proposes"
    OFFERS = "offers"
    ACCEPTS = "accepts"
    SUPPORTS = "supports"
    OPPOSES = "opposes"
    REJECTS = "rejects"
    CONDITIONS = "conditions"
    COMMITS = "commits"


class Sector(StrEnum):
    """PLOVER 2.0's sectors, and the five kinds of international actor."""

    GOV = "GOV"
    MIL = "MIL"
    COP = "COP"
    JUD = "JUD"
    LEG = "LEG"
    PTY = "PTY"
    OPP = "OPP"
    REB = "REB"
    PRM = "PRM"
    SPY = "SPY"
    UAF = "UAF"
    UNK = "UNK"
    AGR = "AGR"
    BUS = "BUS"
    CRM = "CRM"
    CVL = "CVL"
    EDU = "EDU"
    ELI = "ELI"
    JRN = "JRN"
    LAB = "LAB"
    MED = "MED"
    REF = "REF"
    PRE = "PRE"
    REL = "REL"
    SOC = "SOC"
    IGO = "IGO"
    NGO = "NGO"
    ISM = "ISM"
    IMG = "IMG"
    MNC = "MNC"
