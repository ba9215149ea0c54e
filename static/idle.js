// The screen locks when nobody has touched it for as long as data-after of #idle says (five minutes). The server decides
// for what is asked of it; this file locks the screen that is only looked at, and says so 30 seconds before.
// Time is the wall clock's, so that a tablet that slept knows it. Kept here: two instants, and nothing in any storage.
"use strict";
{
  const page = document;
  const idle = page.getElementById("idle");
  const warning = idle.querySelector("[data-warning]");
  const cover = idle.querySelector("[data-cover]");
  const dead = idle.querySelector("[data-dead]");
  const token = JSON.parse(page.body.getAttribute("hx-headers:inherited"));
  const SECOND = 1000;
  const AFTER = Number(idle.dataset.after) * SECOND;
  const WARNED = Math.min(Number(idle.dataset.warn) * SECOND, AFTER / 2);
  const TOLD_EVERY = Math.min(60 * SECOND, AFTER / 5);
  const FOR_DRAFTS = 2 * SECOND;
  const LONGEST_ANSWER = 8 * SECOND;
  const LIFTED = 1.5 * SECOND;

  let touched = Date.now();
  let known = touched - Number(idle.dataset.touchedAgo) * SECOND;
  let told = touched;
  let swapped = 0;
  let locking = false;

  const send = (address, fields) => fetch(address, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { ...token, "HX-Request": "true" },
    signal: AbortSignal.timeout(LONGEST_ANSWER),
  });

  // Pages of one session side by side know of each other's touches.
  const others = new BroadcastChannel("touch");
  others.addEventListener("message", ({ data }) => seen(data));

  const seen = (when) => {
    if (locking || when <= touched) return;
    touched = when;
    // Not at once: what is touched may be the notice's own button, which must still be there when the finger is lifted.
    if (!warning.hidden) setTimeout(() => { warning.hidden = Date.now() - touched < AFTER - WARNED; }, LIFTED);
  };

  const touch = (event) => {
    const now = Date.now();
    // A touch after the time is up is not one: the tablet slept, or the timer of a page in the background was late.
    if (!event.isTrusted || locking || now - touched >= AFTER) return;
    // The page may scroll by itself when a part of it is replaced.
    if (event.type === "scroll" && now - swapped < SECOND) return;
    if (now - touched > SECOND) others.postMessage(now);
    seen(now);
  };

  // The server hears at most once a minute that somebody reads or writes, and how long ago.
  const tell = async (now) => {
    told = now;
    const ago = Math.ceil((now - touched) / SECOND);
    try {
      const answer = await send(idle.dataset.touch, { ago });
      if (answer.status === 204) known = now - ago * SECOND;
      else if (answer.headers.has("HX-Redirect")) location.replace(answer.headers.get("HX-Redirect"));
    } catch { /* Without a line it is told a minute later. */ }
  };

  const hide = () => {
    warning.hidden = true;
    cover.hidden = false;
    page.body.classList.add("v-covered");
    cover.focus();
  };

  const show = (left) => {
    touched = Date.now() - AFTER + left * SECOND;
    locking = false;
    cover.hidden = true;
    page.body.classList.remove("v-covered");
  };

  // Whoever keeps what was typed may push a promise of its last saving.
  const leave = () => {
    const wait = [];
    page.dispatchEvent(new CustomEvent("leaving", { detail: { wait } }));
    return Promise.race([Promise.allSettled(wait), new Promise((done) => { setTimeout(done, FOR_DRAFTS); })]);
  };

  const lock = async () => {
    const here = location.pathname + location.search;
    try {
      const answer = await send(idle.dataset.lock, { idle: "1", next: here });
      if (answer.status === 204) show(Number(answer.headers.get("X-Idle-Left")));
      else if (answer.status < 500) location.replace(answer.headers.get("HX-Redirect") ?? `${idle.dataset.unlock}?${new URLSearchParams({ next: here })}`);
      else throw new Error(answer.status);
    } catch {
      dead.hidden = false;
      dead.querySelector("[data-again]").focus();
    }
  };

  const time = async () => {
    const now = Date.now();
    if (locking) return;
    if (now - touched >= AFTER) {
      locking = true;
      hide();
      await leave();
      await lock();
      return;
    }
    if (now - touched >= AFTER - WARNED) warning.hidden = false;
    if (touched - known > SECOND && now - told >= TOLD_EVERY) tell(now);
  };

  const again = () => { if (!dead.hidden) lock(); };

  for (const kind of ["pointerdown", "pointermove", "keydown", "input", "click", "wheel", "touchmove", "scroll"]) {
    addEventListener(kind, touch, { capture: true, passive: true });
  }
  page.addEventListener("htmx:after:swap", () => { swapped = Date.now(); });
  page.addEventListener("visibilitychange", time);
  addEventListener("pageshow", time);
  addEventListener("online", again);
  idle.querySelector("[data-again]").addEventListener("click", again);
  idle.querySelector("[data-here]").addEventListener("click", () => { warning.hidden = true; tell(Date.now()); });
  setInterval(time, SECOND);
  setInterval(again, 5 * SECOND);
}
