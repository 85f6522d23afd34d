"""What stands in a page beside text: every element and attribute must be one that our templates write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.e2e.chromium import Watch
from tests.e2e.hostile import unseen

ELEMENTS = (
    "a abbr article aside b blockquote body br button caption circle code datalist dd del desc details div dl dt em "
    "fieldset figcaption figure footer form g h1 h2 h3 h4 head header html image input ins label legend li line link "
    "main mark meta meter nav noscript ol optgroup option p path q rect s script section select span strong summary "
    "svg table tbody td text textarea th thead time title tr ul"
).split()
ATTRIBUTES = (
    "action aria-current aria-describedby aria-hidden aria-label aria-labelledby autocomplete charset class colspan "
    "checked content cx cy d data-challenge data-number data-start datetime defer dir disabled fill-rule focusable "
    "font-size for height hidden href id inputmode label lang list max maxlength method min name open pattern "
    "placeholder preserveAspectRatio r rel required role rowspan rows scope selected size src tabindex text-anchor "
    "title type value viewBox width x x1 x2 xmlns y y1 y2"
).split()
_COUNTED = """([elements, attributes]) => {
  const wrong = [], home = location.origin;
  const leads = value => {
    if (/^(#|\\?|$)/.test(value)) return true;
    if (/^\\/(?![\\/\\\\])/.test(value)) return new URL(value, home).origin === home;
    return /^(https?:\\/\\/|mailto:)/.test(value) || value.startsWith("webcal://" + location.host + "/calendar.ics");
  };
  for (const one of document.querySelectorAll("*")) {
    if (!elements.includes(one.localName)) wrong.push("element " + one.localName);
    if (one.localName === "script" && (!one.getAttribute("src")?.startsWith("/static/") || one.textContent))
      wrong.push("a script of its own");
    if (one.localName === "form" && !/^\\/(?![\\/\\\\])/.test(one.getAttribute("action") ?? "/"))
      wrong.push("a form to " + one.getAttribute("action"));
    if (one.localName === "image" && !/^\\/map\\/[a-z]+\\.svg\\?[0-9a-f]+$/.test(one.getAttribute("href")))
      wrong.push("a picture from " + one.getAttribute("href"));
    for (const {name, value} of one.attributes) {
      if (!attributes.includes(name)) wrong.push("attribute " + name.slice(0, 40));
      if (name === "href" && one.localName !== "image" && !leads(value)) wrong.push("a link to " + value.slice(0, 80));
      if (name === "href" && /^https?:/.test(value) && one.localName === "a" && !/noreferrer/.test(one.rel))
        wrong.push("a link that tells where from: " + value.slice(0, 80));
    }
  }
  for (const one of ["main", "h1", "footer.colophon", "#content", "title"])
    if (document.querySelectorAll(one).length !== 1 + (one === "title") * document.querySelectorAll("svg title").length)
      wrong.push("not one " + one);
  return [...new Set(wrong)];
}"""
_TEXT = """() => {
  const said = document.body.cloneNode(true);
  const labels = [...said.querySelectorAll("[title], [aria-label]")].map(
    one => (one.getAttribute("title") ?? "") + " " + (one.getAttribute("aria-label") ?? ""));
  const words = [...said.querySelectorAll(".words, .boilerplate, .diff")].map(one => one.textContent);
  said.querySelectorAll(".words, .boilerplate, .diff").forEach(one => one.replaceWith(" "));
  return {said: said.textContent, labels: labels.join("\\n"), words, title: document.title};
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page says. *words* are the article's own, shown sign by sign; *said* is all else."""

    said: str
    labels: str
    words: tuple[str, ...]
    title: str


def shown(seen: Watch) -> Shown:
    found = seen.page.evaluate(_TEXT)
    return Shown(said=found["said"], labels=found["labels"], words=tuple(found["words"]), title=found["title"])


def broken_out(seen: Watch, base: str) -> Iterator[str]:
    """What is in the page that no template writes, what ran, what was asked of whom, what plays with the text."""
    yield from seen.page.evaluate(_COUNTED, [ELEMENTS, ATTRIBUTES])
    yield from seen.troubles
    yield from (f"asked {one}" for one in seen.strangers(base))
    if seen.ran():
        yield "a script ran"
    text = shown(seen)
    for where, said in (("text", text.said), ("labels", text.labels), ("title", text.title)):
        if found := list(dict.fromkeys(unseen(said))):
            yield f"{where}: {' '.join(found[:6])}"
