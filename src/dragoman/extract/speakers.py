"""The source of an attribution → the speaker, resolved through the article."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from dragoman.annotate import Actor, Annotation, Mention
from dragoman.extract.clauses import antecedent, child, coordinated
from dragoman.model import EntityKind, Sector, Span, Speaker

ISSUERS = frozenset({"ministry", "government", "embassy", "mission", "department", "presidency", "secretariat"})
DOCUMENTS = frozenset(
    [
        "statement",
        "report",
        "document",
        "letter",
        "note",
        "communique",
        "communiqué",
        "readout",
        "text",
        "resolution",
        "declaration",
        "announcement",
        "release",
    ]
)


def speaker_of(annotation: Annotation, source: Token | None) -> tuple[Speaker, Actor | None] | None:
    """The speaker at *source*, and the actor it is; null where nobody is told."""
    if source is None:
        return None
    if source.lower_ in ("we", "i"):
        issuer = _issuer(annotation)
        return None if issuer is None else (_as_speaker(issuer, _phrase(annotation, source, None)), issuer)
    source = _owner_of_document(annotation, antecedent(source.head, source))
    mention = annotation.mention(source) or _within(annotation, source)
    phrase = _phrase(annotation, source, mention)
    tokens = [one for one in coordinated(source) if annotation.mention(one) is not None]
    if len(tokens) > 1 or mention is not None and len(mention.keys) > 1:
        return _joint(annotation, tokens, mention, phrase), None
    if mention is None:
        return _unknown(annotation, source, phrase), None
    actor = annotation.actor(mention.keys[0])
    speaker = _as_speaker(actor, phrase)
    return (replace(speaker, name=_surface(annotation, mention)) if mention.how == "metonym" else speaker), actor


def source_span(annotation: Annotation, source: Token) -> Span:
    """The noun phrase of an attribution's source, as printed."""
    return _phrase(annotation, source, annotation.mention(source))


def _as_speaker(actor: Actor, phrase: Span) -> Speaker:
    return Speaker(
        entity=actor.key, name=actor.name, code=actor.code, sector=actor.sector, anonymous=actor.anonymous, span=phrase
    )


def _issuer(annotation: Annotation) -> Actor | None:
    """Who says "we" outside of quotations: the first ministry, embassy or government that a statement names."""
    for mention in annotation.cast.mentions:
        actor = annotation.actor(mention.keys[0])
        if ISSUERS & actor.titles:
            return actor
    return None


def _owner_of_document(annotation: Annotation, source: Token) -> Token:
    """A paper speaks for whoever put it out ("a ministry statement said")."""
    if source.lemma_.lower() not in DOCUMENTS:
        return source
    for one in source.children:
        if one.dep_ in ("poss", "compound", "amod") and annotation.mention(one) is not None:
            return one
        if (
            one.lower_ in ("by", "from", "of")
            and (thing := child(one, "pobj")) is not None
            and annotation.mention(thing)
        ):
            return thing
    return source


def _within(annotation: Annotation, source: Token) -> Mention | None:
    """The mention that *source* stands in without being its head ("the official Biden")."""
    mention = annotation.cast.inside.get(source.i)
    if mention is not None:
        return mention
    apposed = child(source, "appos")
    return annotation.mention(apposed) if apposed is not None else None


def _phrase(annotation: Annotation, source: Token, mention: Mention | None) -> Span:
    """The noun phrase around *source*, up to a relative clause or participle."""
    first, last = source.left_edge.i, source.i
    for one in source.rights:
        if (
            one.dep_ in ("relcl", "acl", "advcl", "parataxis", "punct", "cc", "ccomp")
            or one.dep_ == "prep"
            and one.lower_ not in ("of", "for", "in", "at", "from", "to", "on", "with", "close")
        ):
            if one.dep_ == "punct" or one.dep_ == "cc":
                continue
            break
        last = one.right_edge.i
    if mention is not None:
        first, last = min(first, mention.start), max(last, mention.end - 1)
    doc = annotation.doc
    while last > first and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    while first < last and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return annotation.span(range(first, last + 1))


def _surface(annotation: Annotation, mention: Mention) -> str:
    """A seat is named as printed, without its article ("Kremlin")."""
    words = annotation.span(range(mention.start, mention.end)).of(annotation.text)
    return words.removeprefix("the ").removeprefix("The ")


def _joint(annotation: Annotation, tokens: list[Token], mention: Mention | None, phrase: Span) -> Speaker:
    """Several speak as one: the phrase is the name, no code unless it is the same for all."""
    keys = {key for token in tokens if (one := annotation.mention(token)) is not None for key in one.keys}
    keys |= set(mention.keys) if mention is not None else set()
    actors = [annotation.actor(key) for key in sorted(keys)]
    codes, sectors = {actor.code for actor in actors}, {actor.sector for actor in actors}
    return Speaker(
        entity=None,
        name=_without_article(phrase.of(annotation.text)),
        code=codes.pop() if len(codes) == 1 else None,
        sector=sectors.pop() if len(sectors) == 1 else None,
        anonymous=all(actor.anonymous for actor in actors),
        span=phrase,
    )


def _unknown(annotation: Annotation, source: Token, phrase: Span) -> Speaker:
    words = (
        annotation.text[source.idx : source.idx + len(source)] if source.pos_ == "PRON" else phrase.of(annotation.text)
    )
    owner = child(source, "poss") if source.pos_ == "PROPN" else None
    mention = annotation.mention(owner) if owner is not None else None
    if owner is None or mention is None:
        return Speaker(entity=None, name=_without_article(words), code=None, sector=None, anonymous=False, span=phrase)
    name = annotation.text[owner.right_edge.idx + len(owner.right_edge) : phrase.end].strip()  # "Spain's Ence"
    code = annotation.actor(mention.keys[0]).code
    return Speaker(entity=None, name=name, code=code, sector=None, anonymous=False, span=phrase)


def _without_article(words: str) -> str:
    for article in ("the ", "a ", "an "):
        if words.lower().startswith(article):
            return words[len(article) :]
    return words


def is_body(actor: Actor) -> bool:
    return actor.kind in (EntityKind.STATE, EntityKind.IGO) or actor.sector in (Sector.GOV, Sector.IGO)
