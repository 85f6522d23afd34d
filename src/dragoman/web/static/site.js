// The evidence reader's comforts; every page is whole without them. Only the DOM's own calls: no markup is made of text.
"use strict";
(() => {
  const reader = document.querySelector(".reader");
  if (!reader) return;

  // Offsets are counted in code points, as everywhere in Dragoman; a browser counts in UTF-16. Only here one becomes the other.
  const points = (text) => Array.from(text).length;

  // A record and its words light up together.
  const alight = (number, on) => {
    for (const one of document.querySelectorAll(`.reader .n${number}`)) one.classList.toggle("alight", on);
  };
  const number = (target) => {
    const card = target.closest(".card");
    if (card) return card.dataset.number;
    const mark = target.closest("mark, .ref");
    const found = mark && (mark.dataset.number || (/\bn(\d+)\b/.exec(mark.className) || [])[1]);
    return found || null;
  };
  let lit = null;
  const light = (found) => {
    if (found === lit) return;
    if (lit) alight(lit, false);
    if (found) alight(found, true);
    lit = found;
  };
  for (const begins of ["mouseover", "focusin"]) reader.addEventListener(begins, (event) => light(number(event.target)));
  reader.addEventListener("mouseleave", () => light(null));

  // j and k go from record to record while the reader has the focus.
  reader.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const cards = Array.from(reader.querySelectorAll(".card"));
    const here = cards.indexOf(event.target.closest(".card"));
    const next = cards[here < 0 ? (step > 0 ? 0 : cards.length - 1) : here + step];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  });

  // Words that are marked go into the forms for a record that was missed.
  const bar = document.querySelector(".marked");
  if (!bar) return;
  const chosen = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const inside = (node) => (node.nodeType === 1 ? node : node.parentElement).closest(".words");
    const home = inside(range.startContainer);
    if (!home || home !== inside(range.endContainer)) return null;
    const before = document.createRange();
    before.setStart(home, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const raw = range.toString();
    const words = raw.trim();
    const skipped = raw.length - raw.trimStart().length;
    const at = Number(home.dataset.start) + points(before.toString()) + points(raw.slice(0, skipped));
    return words ? { words, at } : null;
  };
  document.addEventListener("selectionchange", () => {
    const found = chosen();
    if (!found) return;
    for (const form of document.querySelectorAll(".adding form")) {
      form.elements.words.value = found.words;
      form.elements.at.value = String(found.at);
    }
    bar.querySelector(".of").textContent = `“${found.words.length > 80 ? `${found.words.slice(0, 79)}…` : found.words}”`;
    bar.hidden = false;
  });
  for (const form of document.querySelectorAll(".adding form")) {
    form.elements.words.addEventListener("input", () => { form.elements.at.value = ""; });
  }
})();
