// Drafts: what is typed into a form is sent to the server while one types, at most every three seconds and on leaving
// a field, so that a lock, a lost session or a flat battery loses nothing. Nothing is kept on the tablet itself.
"use strict";
{
  const page = document;
  const PAUSE = 3000;
  const PATIENCE = 2000;
  const states = new WeakMap();

  const drafted = (thing) => thing?.form?.querySelector("[data-draft]") && thing.form;
  const say = (form, words) => {
    for (const place of page.querySelectorAll("[data-draft-said]")) place.textContent = words;
    form.dataset.kept = words;
  };

  const send = async (form, state, leaving) => {
    const target = form.querySelector("[data-draft]").dataset.draft;
    state.dirty = false;
    state.sending = true;
    try {
      const answer = await fetch(target, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        redirect: "error",
        keepalive: leaving,
        headers: { "HX-Request": "true" },
      });
      if (answer.status === 200) {
        say(form, await answer.text());
        page.dispatchEvent(new CustomEvent("draft:kept"));
      }
      else if (answer.status === 401) location.assign(answer.headers.get("HX-Redirect") || location.href);
      else if (answer.status !== 204) throw new Error(answer.status);
    } catch {
      state.dirty = true;
      const kept = form.dataset.kept;
      if (!leaving) page.dispatchEvent(new CustomEvent("draft:failed", { detail: { form, kept } }));
    }
    state.sending = false;
  };

  // One sending at a time, so that an older text never arrives after a newer one.
  const save = (form, leaving = false) => {
    const state = states.get(form);
    if (!state) return Promise.resolve();
    clearTimeout(state.timer);
    state.timer = 0;
    if (!state.dirty || form.dataset.sent) return state.busy;
    state.busy = (leaving ? Promise.resolve() : state.busy).then(() => (state.dirty ? send(form, state, leaving) : undefined));
    return state.busy;
  };

  const touched = (event) => {
    const form = drafted(event.target);
    if (!form) return;
    const state = states.get(form) ?? { dirty: false, timer: 0, busy: Promise.resolve() };
    states.set(form, state);
    state.dirty = true;
    state.timer ||= setTimeout(() => save(form), PAUSE);
  };

  const everything = (leaving) => Promise.all([...page.forms].map((form) => save(form, leaving)));

  page.addEventListener("input", touched);
  page.addEventListener("change", touched);
  page.addEventListener("focusout", (event) => { const form = drafted(event.target); if (form) save(form); });
  page.addEventListener("visibilitychange", () => { if (page.visibilityState === "hidden") everything(true); });
  addEventListener("pagehide", () => everything(true));
  addEventListener("online", () => everything(false));
  // Whoever locks the screen, leaves it to another or goes elsewhere with a button waits a moment for what was typed.
  page.addEventListener("submit", async (event) => {
    const form = event.target;
    const unsaved = [...page.forms].some((one) => one !== form && (states.get(one)?.dirty || states.get(one)?.sending));
    if (event.defaultPrevented || form.method !== "post" || form.querySelector("[data-draft]") || !unsaved) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await Promise.race([everything(false), new Promise((done) => setTimeout(done, PATIENCE))]);
    for (const one of page.forms) if (states.has(one)) states.get(one).dirty = false;
    delete form.dataset.sent;
    form.requestSubmit(event.submitter);
  }, true);
  // Who is about to lock the screen waits for what is pushed here.
  page.addEventListener("leaving", ({ detail }) => detail.wait.push(everything(false)));
}
