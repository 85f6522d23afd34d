"""Whom stored articles introduce and no row knows: the same person, office and side told again is one candidate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman import knowledge
from dragoman.annotate.holders import alike, held
from dragoman.annotate.introductions import Introduction, introductions
from dragoman.annotate.names import name_key
from dragoman.annotate.parse import paragraphs
from dragoman.annotate.roles import OFFICIAL
from dragoman.annotate.roster import Roster, roster
from dragoman.knowledge import Holder
from dragoman.model import Article, Entity, Sector, Span
from dragoman.store import Database
from dragoman.store.corrections.people import decisions, taught
from dragoman.store.searches.strangers import Named, naming, people_named
from dragoman.store.values.people import Witness, term

LOOKED_AT = 6
"""Articles of one person in which an introduction is looked for: the first and the last that name them."""
SHORTEST = 2  # words of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The sentence that introduces somebody, and whose it is."""

    words: str
    outlet: str | None
    source: str
    day: date | None
    witness: Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """*name* is introduced as holding *office* of the state or body *code* in articles from *first* to *last*.

    *articles* name the person; *quotes* introduce them, the oldest first. *holder* is whom the rows have in that
    office on the first of these days; *spelling*: the name may be another spelling of that holder's.
    """

    name: str
    office: str
    code: str
    first: date | None
    last: date | None
    articles: int
    quotes: tuple[Quote, ...]
    holder: Holder | None
    spelling: bool

    @property
    def term(self) -> str:
        return term(self.name, self.office, self.code)


@dataclass(frozen=True, slots=True)
class _Seen:
    """An introduction with its quote."""

    told: Introduction
    quote: Quote


def candidates(database: Database, *, name: str | None = None, since: date | None = None) -> Iterator[Candidate]:
    """Whom articles introduce whom the reader does not know: who is named in most of them first.

    Only those of a *name*, or of articles *since* a day. What somebody has decided is left out.
    """
    learnt = taught(database)
    known = roster(learnt)
    settled = {one.introduced.term for one in decisions(database)}
    for group in _by_person(people_named(database, name=name, since=since), known):
        for one in _introduced(database, group, learnt):
            if one.term not in settled:
                yield one


def _by_person(named: Iterable[Named], known: Roster) -> list[list[Named]]:
    """Those whom no row knows, by name and side, who is named most first; of each the oldest first."""
    found: dict[tuple[str, str], list[Named]] = {}
    for one in named:
        if one.entity.code and _is_stranger(one.entity, one.day, known):
            found.setdefault((name_key(one.entity.name), one.entity.code), []).append(one)
    groups = [sorted(group, key=lambda one: (one.day or date.min, one.reading)) for group in found.values()]
    return sorted(groups, key=lambda group: (-_articles(group), -(group[-1].day or date.min).toordinal()))


def _is_stranger(entity: Entity, day: date | None, known: Roster) -> bool:
    """Whether somebody in office is in no row, or in none for that day."""
    if entity.sector not in OFFICIAL | {Sector.IGO} or len(entity.name.split()) < SHORTEST:
        return False
    return not any(held(row, day) for row in known.by_name.get(name_key(entity.name), ()))


def _articles(group: Sequence[Named]) -> int:
    return len({one.reading for one in group})


def _introduced(database: Database, group: Sequence[Named], learnt: tuple[Holder, ...]) -> Iterator[Candidate]:
    """The candidates of one name and side, one for each office; the one told most first."""
    found: dict[str, list[_Seen]] = {}
    for seen in _sightings(database, group, learnt):
        found.setdefault(seen.told.office, []).append(seen)
    for office, several in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield _candidate(office, several, group, roster(learnt))


def _candidate(office: str, several: Sequence[_Seen], group: Sequence[Named], known: Roster) -> Candidate:
    told, days = several[0].told, [one.day for one in group if one.day]
    first = next((one.quote.day for one in several if one.quote.day), None)
    holder = _holder(office, told.code, first, known)
    spelling = holder is not None and _may_be(told.name, holder)
    return Candidate(
        name=told.name, office=office, code=told.code, first=first, last=max(days, default=None),
        articles=_articles(group), quotes=tuple(one.quote for one in several), holder=holder, spelling=spelling,
    )  # fmt: skip


def _holder(office: str, code: str, day: date | None, known: Roster) -> Holder | None:
    """Whom the rows have on *day* in an office that one holds at a time."""
    single = next(one.single for one in knowledge.offices() if one.id == office)
    rows = [row for row in known.by_office.get((office, code), ()) if held(row, day)]
    return rows[0] if single and len(rows) == 1 else None


def _may_be(name: str, holder: Holder) -> bool:
    """Whether a name may be another spelling of a holder's, or turn it round."""
    own, other = name_key(name).split(), name_key(holder.name).split()
    return bool(set(own) & set(other)) or alike(own[-1], other[-1])


def _sightings(database: Database, group: Sequence[Named], learnt: tuple[Holder, ...]) -> Iterator[_Seen]:
    """The introductions in the first and the last articles of *group*, each wording once."""
    once = {one.reading: one for one in group}
    several = list(once.values())
    looked = several if len(several) <= LOOKED_AT else several[: LOOKED_AT // 2] + several[-LOOKED_AT // 2 :]
    articles = naming(database, [one.reading for one in looked])
    read: set[str] = set()
    for one in looked:
        home = articles.get(one.reading)
        if home is None or one.entity.id in home.wrong:
            continue
        for span in _naming(one.entity, home.article):
            if (words := span.of(home.article.text)) not in read:
                read.add(words)
                yield from _in_paragraph(one, home.article, home.page, span, learnt)


def _naming(entity: Entity, article: Article) -> Iterator[Span]:
    """The paragraphs that name somebody in full."""
    full = [span for span in entity.mentions if len(span.of(article.text).split()) >= SHORTEST]
    for paragraph in paragraphs(article.text):
        if any(paragraph.start <= span.start < paragraph.end for span in full):
            yield paragraph


def _in_paragraph(
    one: Named, article: Article, page: str, paragraph: Span, learnt: tuple[Holder, ...]
) -> Iterator[_Seen]:
    for told in introductions(paragraph.of(article.text), one.day, taught=learnt):
        if name_key(told.name) == name_key(one.entity.name) and told.code == one.entity.code:
            start, end = paragraph.start + told.sentence.start, paragraph.start + told.sentence.end
            witness = Witness(page=page, article=article.id, start=start, end=end)
            yield _Seen(told, _quote(article, one.day, witness))


def _quote(article: Article, day: date | None, witness: Witness) -> Quote:
    words = " ".join(article.text[witness.start : witness.end].split())
    return Quote(words=words, outlet=article.outlet, source=article.url or article.source, day=day, witness=witness)
