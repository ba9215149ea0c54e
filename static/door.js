// The citizens' tablet: two minutes without a touch, and it goes back to its start; nothing of whoever stood there stays.
// Also here: the sum of the budget while it is written, and a picture that is too big is not sent at all.
// Kept here: two instants. Nothing in any storage.
"use strict";
{
  const page = document;
  const quiet = page.getElementById("quiet");
  const warning = quiet.querySelector("[data-warning]");
  const SECOND = 1000;
  const AFTER = Number(quiet.dataset.after) * SECOND;
  const WARNED = Number(quiet.dataset.warn) * SECOND;
  const TOLD_EVERY = 30 * SECOND;
  const LIFTED = 1.5 * SECOND;
  const LONGEST_ANSWER = 4 * SECOND;

  let touched = Date.now();
  let told = touched;
  let leaving = false;

  const token = () => JSON.parse(page.body.getAttribute("hx-headers:inherited"));
  const send = (address) => fetch(address, {
    method: "POST",
    body: new URLSearchParams(),
    headers: { ...token(), "HX-Request": "true" },
    signal: AbortSignal.timeout(LONGEST_ANSWER),
  });

  // What was typed is kept first; then the page itself is emptied, so that a slow line leaves nothing to be read.
  const leave = async () => {
    if (leaving) return;
    leaving = true;
    const wait = [];
    page.dispatchEvent(new CustomEvent("leaving", { detail: { wait } }));
    await Promise.race([Promise.allSettled(wait), new Promise((done) => { setTimeout(done, LONGEST_ANSWER); })]);
    page.getElementById("indhold").replaceChildren();
    await send(quiet.dataset.done).catch(() => {});
    location.replace(quiet.dataset.start);
  };

  const touch = (event) => {
    const now = Date.now();
    // A touch after the time is up is another person's.
    if (!event.isTrusted || leaving || now - touched >= AFTER) return;
    touched = now;
    // Not at once: what is touched may be the notice's own button, which must still be there when the finger is lifted.
    if (!warning.hidden) setTimeout(() => { warning.hidden = Date.now() - touched < AFTER - WARNED; }, LIFTED);
    if (now - told < TOLD_EVERY) return;
    told = now;
    send(quiet.dataset.touch).catch(() => {});
  };

  const time = () => {
    const still = Date.now() - touched;
    if (still >= AFTER) leave();
    else if (still >= AFTER - WARNED) warning.hidden = false;
  };

  for (const kind of ["pointerdown", "keydown", "input", "wheel", "touchmove"]) {
    addEventListener(kind, touch, { capture: true, passive: true });
  }
  page.addEventListener("visibilitychange", time);
  addEventListener("pageshow", time);
  setInterval(time, SECOND);
  quiet.querySelector("[data-here]").addEventListener("click", () => { warning.hidden = true; });

  // «Færdig» leaves in the same way; without this file it is a form like others.
  page.querySelector("[data-leave]").addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });

  // Øre of «1.234,50»; as app/money.py reads them.
  const ore = (text) => {
    const written = /^(\d{1,12}|\d{1,3}(?:[. ]\d{3}){1,3})(?:,(\d{1,2}|-))?$/.exec(text.trim().replace(/\s*(kr\.?|kroner)$/i, ""));
    return written ? Number(written[1].replace(/[. ]/g, "")) * 100 + Number((written[2] ?? "").replace("-", "").padEnd(2, "0")) : 0;
  };
  page.addEventListener("input", (event) => {
    const sum = page.querySelector("[data-sum]");
    if (!sum || !event.target.name?.startsWith("kroner_")) return;
    const all = [...page.querySelectorAll("input[name^=kroner_]")].reduce((total, { value }) => total + ore(value), 0);
    sum.textContent = (all / 100).toLocaleString("da-DK", { minimumFractionDigits: 2 });
  });

  page.addEventListener("change", ({ target }) => {
    if (!target.dataset.most || !(target.files[0]?.size > Number(target.dataset.most))) return;
    target.value = "";
    const failure = page.getElementById("failure");
    failure.querySelector("[data-words]").textContent = target.dataset.tooBig;
    failure.hidden = false;
  });
}
