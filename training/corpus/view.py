"""Passages as one page of HTML to look through: no script, and nothing fetched from elsewhere.

Participants, triggers, cues and contents are highlights over the words; beneath stand the codes in plain language. A
filter is an anchor: the page holds an empty element for each, and the style sheet hides what the targeted one leaves out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import combinations, pairwise
from pathlib import Path

from dragoman.knowledge.ontology import types
from dragoman.model import EventStatus, EventType, Form, Span
from training.corpus.markup import STYLES, Coded, Passage, Said
from training.corpus.report import related_by

STYLE = Path(__file__).with_suffix(".css")
BREAK = "\n\n"
HUES = 8
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
PLAINLY = {
    EventType.AGREE: "promises, offers, invites or agrees",
    EventType.CONSULT: "meets, calls or talks",
    EventType.SUPPORT: "praises, endorses, recognises or signs",
    EventType.CONCEDE: "gives way: eases, apologises or announces a retreat",
    EventType.COOPERATE: "works together: trades, shares, trains",
    EventType.AID: "gives: money, arms, relief, refuge",
    EventType.RETREAT: "draws back: withdraws, frees, disarms, lets in",
    EventType.REQUEST: "asks, demands or orders",
    EventType.ACCUSE: "blames, condemns, investigates or sues",
    EventType.REJECT: "refuses, bars or declines",
    EventType.THREATEN: "threatens",
    EventType.PROTEST: "protests",
    EventType.SANCTION: "punishes: cuts ties, expels, embargoes, convicts",
    EventType.MOBILIZE: "moves or readies forces",
    EventType.COERCE: "forces: arrests, seizes, restricts, deports",
    EventType.ASSAULT: "uses violence",
}
STATUSES = {
    EventStatus.ACTUAL: "",
    EventStatus.FUTURE: "still to come",
    EventStatus.HYPOTHETICAL: "only considered or feared",
    EventStatus.NEGATED: "it did not happen",
    EventStatus.HISTORICAL: "long ago, or background",
}
FORMS = {Form.DIRECT: "in their own words", Form.INDIRECT: "in other words", Form.MIXED: "partly in their own words"}


def page(passages: Sequence[Passage], title: str) -> str:
    """The whole page."""
    facets = {one.id: list(_facets(one)) for one in passages}
    counts = Counter(facet for found in facets.values() for facet in found)
    groups = {name: [facet for facet in group if counts[facet]] for name, group in _groups().items()}
    anchors = [anchor for group in groups.values() for _, anchor in group]
    return "\n".join(
        (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>{escape(title)}</title>",
            f"<style>{STYLE.read_text(encoding='utf-8')}{_filters(anchors)}</style></head><body>",
            *(f'<span id="{anchor}"></span>' for anchor in anchors),
            _header(passages, title),
            _nav(groups, counts, len(passages)),
            "<main>",
            *(_article(one, facets[one.id]) for one in passages),
            "</main></body></html>\n",
        )
    )


def _groups() -> dict[str, list[tuple[str, str]]]:
    """The filters by group: what each is called, and its anchor."""
    return {
        "acts": [*((str(type), f"act-{type}") for type in EventType), ("no event", "act-none")],
        "status": [(str(status), f"status-{status}") for status in EventStatus],
        "statements": [*((str(form), f"said-{form}") for form in Form), ("anonymous", "said-anonymous")],
        "style": [(style, f"style-{style}") for style in STYLES],
    }


def _facets(one: Passage) -> Iterator[tuple[str, str]]:
    """The filters that keep *one*."""
    acts, statuses = {str(event.type) for event in one.events}, {str(event.status) for event in one.events}
    forms = {str(said.form) for said in one.statements}
    told = {*(("act", act) for act in acts), *(("status", status) for status in statuses), ("style", one.style)}
    yield from sorted((name, f"{group}-{name}") for group, name in told | {("said", form) for form in forms})
    if not acts:
        yield "no event", "act-none"
    if any(said.anonymous for said in one.statements):
        yield "anonymous", "said-anonymous"


def _filters(anchors: Iterable[str]) -> str:
    return "".join(
        f"#{anchor}:target~main .passage:not(.{anchor}){{display:none}}"
        f'#{anchor}:target~nav a[href="#{anchor}"]{{background:var(--link);color:var(--paper)}}\n'
        for anchor in anchors
    )


def _header(passages: Sequence[Passage], title: str) -> str:
    events, said = (sum(len(getattr(one, kind)) for one in passages) for kind in ("events", "statements"))
    return f"""<header><h1>{escape(title)}</h1>
<p class="small">{len(passages):,} passages · {events:,} events · {said:,} statements. Every word is invented.</p>
<p class="legend small"><span class="m p0">participant</span><sub class="p0">A</sub> ·
<span class="t q3">trigger</span><sup class="q3">1</sup> of an act, in the colour of its class
({", ".join(f'<span class="t q{at}">{quad}</span>' for at, quad in enumerate(QUADS, start=1))}) ·
<span class="c">cue</span><sup>q</sup> of a statement · <span class="s">what is said</span></p></header>"""


def _nav(groups: Mapping[str, Sequence[tuple[str, str]]], counts: Mapping[tuple[str, str], int], all: int) -> str:
    rows = [
        f"<div><b>{group}</b><span>"
        + "".join(
            f'<a href="#{anchor}">{escape(name)} <small>{counts[name, anchor]:,}</small></a>' for name, anchor in facets
        )
        + "</span></div>"
        for group, facets in groups.items()
        if facets
    ]
    return f'<nav><div><b>show</b><span><a href="#">all <small>{all:,}</small></a></span></div>{"".join(rows)}</nav>'


def _article(one: Passage, facets: Sequence[tuple[str, str]]) -> str:
    names = _names(one)
    codes = [
        *(_event(one, event, names) for event in sorted(one.events, key=lambda act: act.trigger)),
        *(_said(one, said, names) for said in one.statements),
    ]
    told = " · ".join((one.style, one.region, one.scope))
    return "\n".join(
        (
            f'<article class="passage {" ".join(anchor for _, anchor in facets)} {one.style}" id="{escape(one.id)}">',
            f'<div class="head"><a href="#{escape(one.id)}">{escape(one.id)}</a><span>{told}</span></div>',
            *(f'<p class="text">{words}</p>' for words in _marked(one).split(BREAK)),
            f'<ul class="codes">{"".join(codes)}</ul>' if codes else "",
            _unrelated(one),
            "</article>",
        )
    )


def _marked(one: Passage) -> str:
    """The words with their highlights: cut at every edge, so that marks may overlap as they like."""
    layers = list(_layers(one))
    breaks = [edge for match in re.finditer(BREAK, one.text) for edge in match.span()]
    edges = sorted({0, len(one.text), *breaks, *(edge for span, _, _ in layers for edge in span)})
    pieces = (_piece(one.text[start:end], start, end, layers) for start, end in pairwise(edges))
    return "".join(pieces)


def _piece(words: str, start: int, end: int, layers: Sequence[tuple[Span, str, str]]) -> str:
    """*words* in every highlight that stands over them, and the labels of those that end here."""
    if words == BREAK:
        return words
    over = " ".join(css for span, css, _ in layers if span.start <= start and end <= span.end)
    within = "s " if any(css == "s" and span.start < end < span.end for span, css, _ in layers) else ""
    labels = [label.replace('class="', f'class="{within}') for span, _, label in layers if span.end == end]
    marked = escape(words, quote=False)
    return "".join([f'<span class="{over}">{marked}</span>' if over else marked, *labels])


def _layers(one: Passage) -> Iterator[tuple[Span, str, str]]:
    """Each mark's span, its classes, and the label that stands behind it."""
    for letter, span in one.mentions:
        yield span, f"m {_hue(letter)}", f'<sub class="{_hue(letter)}">{letter}</sub>'
    for event in one.events:
        yield event.trigger, f"t {_quad(event.type)}", f'<sup class="{_quad(event.type)}">{event.number}</sup>'
    for said in one.statements:
        yield from ((span, "c", f'<sup class="l">{said.letter}</sup>') for span in said.cues)
        yield from ((span, "s", "") for span in said.content)


def _event(one: Passage, event: Coded, names: Mapping[str, str]) -> str:
    more = [STATUSES[event.status], ", ".join(event.contexts).replace("_", " ")]
    act = f'<b class="t">{event.type}</b>{f" {event.mode}" if event.mode else ""}'
    who = _all(event.actors, names) or "somebody"
    to = f" → {_all(event.recipients, names)}" if event.recipients else ""
    return (
        f'<li class="{_quad(event.type)}"><i>{event.number}</i>{who}{to}: {act} '
        f"({PLAINLY[event.type]}), “{escape(event.trigger.of(one.text), quote=False)}”"
        f'<span class="more">{"".join(f" · {part}" for part in more if part)}</span></li>'
    )


def _said(one: Passage, said: Said, names: Mapping[str, str]) -> str:
    who = _all((said.speaker,), names) if said.speaker else "nobody named"
    cues = " … ".join(escape(span.of(one.text), quote=False) for span in said.cues)
    cue = f'<span class="c">{cues}</span>' if cues else "no cue"
    told = f"{FORMS[said.form]}{', anonymous' * said.anonymous}"
    return f'<li><i>{said.letter}</i>{who} · {cue} · <span class="more">{told} ({said.form})</span></li>'


def _unrelated(one: Passage) -> str:
    """The pairs without an event between them."""
    related = {pair for event in one.events for pair in related_by(event)}
    letters = sorted({letter for letter, _ in one.mentions})
    free = [f"{a}–{b}" for a, b in combinations(letters, 2) if frozenset((a, b)) not in related]
    return f'<p class="none">No event between {", ".join(free)}</p>' if free else ""


def _names(one: Passage) -> dict[str, str]:
    """Each participant as first called, longest of the first two: a pronoun tells nobody."""
    called: dict[str, list[str]] = {}
    for letter, span in sorted(one.mentions, key=lambda mention: mention[1]):
        called.setdefault(letter, []).append(span.of(one.text))
    return {
        letter: f'<span class="who {_hue(letter)}">{escape(max(words[:2], key=len), quote=False)}</span>'
        for letter, words in called.items()
    }


def _all(letters: Iterable[str], names: Mapping[str, str]) -> str:
    return " and ".join(names[letter] for letter in letters)


def _hue(letter: str) -> str:
    return f"p{(ord(letter) - ord('A')) % HUES}"


def _quad(type: EventType) -> str:
    return f"q{QUADS.index(types()[type].quad_class) + 1}"
