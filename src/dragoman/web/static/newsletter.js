// Does the small calculation that a sign-up proves: derives keys until one begins as the server asks.
"use strict";
(() => {
  const form = document.getElementById("sign-up");
  const proof = document.getElementById("proof");
  const told = document.getElementById("work");
  const send = document.getElementById("send");
  const AT_ONCE = 8, MOST = 100000;
  if (!form || !proof || !told || !send) return;
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) || [], (two) => parseInt(two, 16));
  const hex = (found) => Array.from(new Uint8Array(found), (one) => one.toString(16).padStart(2, "0")).join("");

  async function derived(asked, counter) {
    const nonce = bytes(asked.nonce);
    const password = new Uint8Array(nonce.length + 4);
    password.set(nonce);
    new DataView(password.buffer).setUint32(nonce.length, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(asked.salt), iterations: asked.cost };
    return hex(await crypto.subtle.deriveBits(how, key, asked.keyLength * 8));
  }

  async function solved(challenge) {
    const asked = challenge.parameters;
    for (let counter = 0; counter < MOST; counter += AT_ONCE) {
      const several = Array.from({ length: AT_ONCE }, (_, more) => counter + more);
      const keys = await Promise.all(several.map((one) => derived(asked, one)));
      const at = keys.findIndex((key) => key.startsWith(asked.keyPrefix));
      if (at >= 0) return btoa(JSON.stringify({ challenge, solution: { counter: counter + at, derivedKey: keys[at] } }));
    }
    throw new Error("no solution");
  }

  async function work() {
    if (!globalThis.crypto || !crypto.subtle) throw new Error("no secure page");
    const answer = await fetch(form.dataset.challenge, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no challenge");
    proof.value = await solved(await answer.json());
  }

  const failed = () => { told.textContent = "The form cannot be sent from this browser. Please sign up by mail."; };
  let working = null;
  const begin = () => { working ??= work(); return working; };
  const early = () => { begin().catch(() => { working = null; }); };
  if (form.contains(document.activeElement)) early();
  else form.addEventListener("focusin", early, { once: true });
  form.addEventListener("submit", (event) => {
    if (proof.value) return;
    event.preventDefault();
    told.textContent = "One moment: a small calculation keeps robots out.";
    begin().then(() => form.submit(), () => { working = null; failed(); });
  });
  send.disabled = false; // not before: a form that is sent without this script proves nothing and is refused
})();
