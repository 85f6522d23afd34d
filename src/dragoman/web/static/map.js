// The map comes nearer: by buttons, by dragging, and by the wheel with Ctrl. Without this it is a picture with links.
(() => {
  "use strict";
  const map = document.getElementById("map");
  const views = document.querySelector(".views");
  if (!map || !views) return;

  const box = () => map.getAttribute("viewBox").split(" ").map(Number);
  const whole = box();
  const circles = [...map.querySelectorAll("circle.dot")].map((one) => [one, Number(one.getAttribute("r"))]);
  const names = [...map.querySelectorAll("text")].map((one) => [one, Number(one.getAttribute("font-size"))]);

  const show = ([x, y, width, height]) => {
    const near = width / whole[2];
    map.setAttribute("viewBox", [x, y, width, height].map((one) => one.toFixed(2)).join(" "));
    circles.forEach(([one, radius]) => one.setAttribute("r", (radius * near).toFixed(3)));
    names.forEach(([one, size]) => one.setAttribute("font-size", (size * near).toFixed(3)));
  };
  const zoom = (by, across = 0.5, down = 0.5) => {
    const [x, y, width, height] = box();
    const next = Math.min(Math.max(width * by, whole[2] / 24), whole[2]);
    if (next === whole[2]) return show(whole);
    const share = next / width;
    show([x + width * (1 - share) * across, y + height * (1 - share) * down, next, height * share]);
  };

  const buttons = document.createElement("div");
  buttons.className = "zoom";
  buttons.setAttribute("role", "group");
  buttons.setAttribute("aria-label", "Zoom");
  for (const [text, name, act] of [
    ["+", "Nearer", () => zoom(0.6)],
    ["−", "Farther", () => zoom(1 / 0.6)],
    ["○", "All of it", () => show(whole)],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = text;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", act);
    buttons.append(button);
  }
  views.append(buttons);

  map.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const at = map.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 0.8 : 1.25, (event.clientX - at.left) / at.width, (event.clientY - at.top) / at.height);
  }, { passive: false });

  let from = null;
  let moved = false;
  map.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button !== 0) return;
    from = [event.clientX, event.clientY, box()];
    moved = false;
  });
  map.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y, [left, top, width, height]] = from;
    const scale = width / map.getBoundingClientRect().width;
    if (Math.hypot(event.clientX - x, event.clientY - y) > 4) moved = true;
    if (moved) show([left - (event.clientX - x) * scale, top - (event.clientY - y) * scale, width, height]);
  });
  const done = () => { from = null; };
  window.addEventListener("pointerup", done);
  window.addEventListener("pointercancel", done);
  map.addEventListener("dragstart", (event) => event.preventDefault());
  map.addEventListener("click", (event) => { if (moved) event.preventDefault(); moved = false; }, true);
})();
