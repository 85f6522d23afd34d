"""The words by which places are found: prepositions, nouns that take a place, words that are part of too many names."""

PLACE_PREPOSITIONS = frozenset(
    "in at near from outside around into across through via inside toward towards throughout off along beyond within "
    "between over to on between onto".split()
)
STRONG_PREPOSITIONS = frozenset("in near outside around across throughout inside toward towards into between".split())
PLACE_NOUNS = frozenset(
    "city town village capital port district province region suburb island islands peninsula municipality settlement "
    "hamlet commune county state republic border coast resort enclave exclave area north south east west northeast "
    "northwest southeast southwest outskirts centre center streets airport crossing bridge airbase".split()
)
COMPASS = frozenset(
    "north south east west northern southern eastern western central northeastern northwestern southeastern "
    "southwestern northeast northwest southeast southwest upper lower downtown greater rural mainland coastal "
    "neighbouring neighboring nearby".split()
)
COUNTY_NOUNS = frozenset(["county", "parish", "borough", "township"])
FEATURE_NOUNS = frozenset(
    "river lake creek bay island islands mountain mountains valley canyon peninsula strait sea gulf desert canal "
    "province oblast governorate prefecture plateau basin forest beach harbor harbour reservoir".split()
)
JOINERS = frozenset("of al el de la le les di da do dos das del der den des sur am an the upon en y".split())
DASHES = frozenset({"—", "–", "―", "-", "--"})
MOVING = frozenset(
    "go come travel fly arrive return head move march drive flee withdraw visit trip flight journey tour escape leave "
    "sail walk deport send bring take bear hail evacuate depart retreat convoy road border delegation pull cross "
    "spread stretch extend ship transfer relocate".split()
)
VISITING = frozenset(
    "visit leave enter reach tour flee invade occupy strike shell bomb attack hit cross capture seize retake "
    "recapture besiege liberate storm pound bombard hammer overrun evacuate".split()
)
DWELLERS = frozenset(
    "resident residents people mayor governor citizens inhabitants outskirts suburbs fall siege battle".split()
)
PEOPLE_NOUNS = frozenset(
    "man woman men women resident residents native natives boy girl teen teenager couple family police mayor "
    "officials officers firefighters lawmaker businessman businesswoman suburb neighborhood neighbourhood area home".split()
)
CIVIC_NOUNS = frozenset(
    "police department hospital university college school schools council court courthouse church cathedral airport "
    "zoo station board library museum jail prison detention center centre district fire sheriff clinic stadium "
    "theatre theater commission authority chamber academy park market mosque cemetery".split()
)
GENERIC = (
    COUNTY_NOUNS
    | FEATURE_NOUNS
    | CIVIC_NOUNS
    | PLACE_NOUNS
    | COMPASS
    | frozenset(
        "movement earth agency mining health public national federal state medical community regional animal veterinary "
        "agriculture defence defense justice education interior foreign labour labor trade energy transport secretary "
        "president minister pope king queen prince general news press united international world global first new old "
        "high grand supreme royal military army navy air force security human rights social open free green".split()
    )
)
