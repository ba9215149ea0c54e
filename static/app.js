// What a page does by itself: counters, the summary of a fold, one sending per form, and words and new tries when the
// line is gone.
// Behaviour is asked for by data attributes; without this file everything can still be entered.
"use strict";
{
  const page = document;
  const failure = page.getElementById("failure");

  // A part that keeps itself fresh: nobody asked for it, so nothing is said when it fails, and no focus moves.
  const polls = (ctx) => "poll" in (ctx?.sourceElement?.dataset ?? {});
  // The rest of a page: where it does not come, the page has a link to it.
  const isRest = (ctx) => "rest" in (ctx?.sourceElement?.dataset ?? {});

  const say = (words) => { page.getElementById("status").textContent = words; };

  const fail = (kind, words) => {
    failure.querySelector("[data-words]").textContent = words || failure.dataset[kind];
    failure.dataset.kind = kind;
    failure.querySelector("[data-edit]").hidden = kind !== "waiting";
    failure.querySelector("[data-shut]").hidden = kind === "waiting";
    failure.hidden = false;
  };

  // A form that did not get through is sent again, as it was, until it does or somebody wants to change it first.
  const AGAIN = 5000;
  const LINE_IS_DOWN = [502, 503, 504];
  let waiting = null;
  const stopWaiting = () => {
    if (!waiting) return;
    clearTimeout(waiting.timer);
    waiting.form.inert = false;
    waiting = null;
  };
  const tryAgain = () => {
    if (!waiting) return;
    const { form, submitter } = waiting;
    clearTimeout(waiting.timer);
    form.inert = false;
    form.requestSubmit(submitter?.isConnected ? submitter : undefined);
  };
  const waitFor = (form, submitter) => {
    stopWaiting();
    waiting = { form, submitter, timer: setTimeout(tryAgain, AGAIN) };
    form.inert = true;
    fail("waiting", [failure.dataset.waiting, form.dataset.kept && `${form.dataset.kept}.`].filter(Boolean).join(" "));
  };

  const showErrors = (root) => root.querySelector("#fejl")?.focus();

  // − and + around a number; the number itself can be typed.
  const count = (button) => {
    const counter = button.closest("[data-counter]");
    const input = counter.querySelector("input");
    const next = (parseInt(input.value, 10) || 0) + Number(button.dataset.by);
    input.value = Math.min(Math.max(next, Number(counter.dataset.least)), Number(counter.dataset.most));
    input.dispatchEvent(new Event("input", { bubbles: true }));
    say(input.value);
  };

  // A shut fold says what it holds: <span data-echo="place"> repeats the choice, data-small in small letters.
  const echo = (form, name) => {
    for (const place of form.querySelectorAll(`[data-echo="${CSS.escape(name)}"]`)) {
      const chosen = form.querySelector(`[name="${CSS.escape(name)}"]:checked`);
      let words = chosen ? chosen.closest("label").textContent : form.elements[name]?.value ?? "";
      const other = chosen?.value === "other" && form.elements[place.dataset.other]?.value;
      if (other) words = new Date(`${other}T12:00`).toLocaleDateString(page.documentElement.lang, { day: "numeric", month: "long" });
      words = words.trim();
      place.textContent = "small" in place.dataset ? words.charAt(0).toLowerCase() + words.slice(1) : words;
    }
  };

  // One button for several choices: data-sets="place=street duration=30".
  const set = (button) => {
    const form = button.closest("form");
    for (const pair of button.dataset.sets.split(" ")) {
      const [name, value] = pair.split("=");
      const option = form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
      if (!option) continue;
      option.checked = true;
      option.dispatchEvent(new Event("input", { bubbles: true }));
    }
    for (const other of button.parentElement.querySelectorAll("[data-sets]")) other.setAttribute("aria-pressed", other === button);
    say(button.textContent);
  };

  // The answer may have replaced the form, and its buttons may stand outside it: all of them can be used again.
  const release = () => {
    for (const form of page.forms) delete form.dataset.sent;
    for (const button of page.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
  };

  page.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.by) count(button);
    if (button?.dataset.sets) set(button);
    if (button && "shut" in button.dataset) failure.hidden = true;
    if (button && "edit" in button.dataset) {
      const form = waiting?.form;
      stopWaiting();
      failure.hidden = true;
      form?.querySelector("textarea, input:not([type=hidden])")?.focus();
    }
    if (button && "print" in button.dataset) print();
  });

  page.addEventListener("input", (event) => {
    const { form, name, value, dataset } = event.target;
    if (!form) return;
    // Writing in a field chooses the option that it belongs to: data-picks="who=new".
    if (dataset.picks && value) {
      const [group, option] = dataset.picks.split("=");
      const radio = form.querySelector(`[name="${CSS.escape(group)}"][value="${CSS.escape(option)}"]`);
      if (radio) radio.checked = true;
    }
    echo(form, name);
    for (const place of form.querySelectorAll(`[data-other="${CSS.escape(name)}"]`)) echo(form, place.dataset.echo);
  });

  // Before anybody else hears of it: a second tap sends nothing.
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent || !navigator.onLine) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (form.dataset.sent) return;
      if (form.querySelector("[data-draft]")) waitFor(form, event.submitter);
      else fail("offline");
      return;
    }
    form.dataset.sent = "1";
    // Not `disabled`, which would drop the button's own name from the form and the focus from the button.
    for (const control of form.elements) if (control.type === "submit") control.setAttribute("aria-disabled", "true");
  }, true);

  page.addEventListener("htmx:config:request", ({ target, detail: { ctx } }) => {
    // data-send="q who": a search sends what it needs, not the note that is being written beside it.
    const wanted = target.dataset.send?.split(" ");
    if (wanted) for (const name of [...ctx.request.body.keys()]) if (!wanted.includes(name)) ctx.request.body.delete(name);
  });

  // An answer is what was asked for, or it is not shown; a page of somebody else's (a wifi that asks to log in) is not ours.
  page.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const { status } = ctx.response;
    if (status === 204 || status === 304 || ctx.hx.redirect || ctx.hx.refresh || ctx.hx.location) return;
    const whole = /^\s*(<!doctype|<html)/i.test(ctx.text);
    if (polls(ctx)) {
      if (whole || status >= 300) event.preventDefault();
      return;
    }
    const submitted = ctx.request.submitter?.form ?? (ctx.sourceElement?.matches?.("form") ? ctx.sourceElement : null);
    if (LINE_IS_DOWN.includes(status) && submitted?.querySelector("[data-draft]")) {
      event.preventDefault();
      waitFor(submitted, ctx.request.submitter);
      return;
    }
    stopWaiting();
    // A conflict has a page of its own, with both texts and buttons of its own: ask for it as a page. Nothing was stored.
    if (whole && submitted && /<form[^>]*\sid="conflict"/.test(ctx.text)) {
      event.preventDefault();
      submitted.submit();
      return;
    }
    const fits = status < 300 || status === 422
      ? (ctx.select ? /<main id="indhold"/.test(ctx.text) : !whole && new RegExp(`^\\s*<[a-z]+[^>]*\\sid="${ctx.target.id}"`, "i").test(ctx.text))
      : !whole && status < 500;
    if (fits) return;
    event.preventDefault();
    if (isRest(ctx)) return;
    // A page of ours says in words what went wrong; anything else is only "it failed".
    const told = whole && new DOMParser().parseFromString(ctx.text, "text/html").querySelectorAll("#indhold h1, #indhold h1 ~ p:not(:has(a))");
    const words = status >= 400 && told ? [...told].map((part) => `${part.textContent.trim().replace(/\.$/, "")}.`).join(" ") : "";
    fail(status >= 400 ? "failed" : "odd", words);
  });

  page.addEventListener("htmx:error", ({ detail }) => {
    if (polls(detail.ctx) || isRest(detail.ctx)) return;
    const { response: reached, request, sourceElement } = detail.ctx ?? {};
    const form = request?.submitter?.form ?? (sourceElement?.matches?.("form") ? sourceElement : null);
    if (!reached && form?.querySelector("[data-draft]")) waitFor(form, request.submitter);
    else fail(reached ? "odd" : "offline");
  });

  page.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => { if (ctx.request.submitter) release(); });

  page.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (ctx.swap === "none") return;
    if (polls(ctx)) {
      const words = page.getElementById(ctx.target.id)?.dataset.say;
      if (words && words !== page.getElementById("status").textContent) say(words);
      return;
    }
    failure.hidden = true;
    adopt();
    const part = ctx.target.id && page.getElementById(ctx.target.id);
    if (!part) return;
    if (part.dataset.say) say(part.dataset.say);
    // Another page has come in the place of this one.
    if (part.dataset.here) {
      history.replaceState(null, "", part.dataset.here);
      scrollTo(0, 0);
    }
    showErrors(part);
    // The button that was tapped may be gone; whoever uses the keyboard goes on from the part, not from the top.
    if (page.activeElement === page.body) (part.matches("main") ? part : part.querySelector("summary, input, button"))?.focus({ preventScroll: true });
  });

  // What is typed meanwhile is not kept anywhere but here: say so, and what was kept before.
  const typing = (kept) => {
    if (!waiting) fail("typing", [failure.dataset.typing, kept && `${kept}.`].filter(Boolean).join(" "));
  };
  page.addEventListener("draft:failed", ({ detail }) => typing(detail.kept));
  page.addEventListener("draft:kept", () => { if (failure.dataset.kind === "typing") failure.hidden = true; });

  addEventListener("offline", () => {
    const form = page.querySelector("form:has([data-draft])");
    if (form) typing(form.dataset.kept);
    else if (!waiting && !page.querySelector("[data-poll]")) fail("offline");
  });
  addEventListener("online", () => {
    if (waiting) tryAgain();
    else if (["offline", "typing"].includes(failure.dataset.kind)) failure.hidden = true;
  });

  // A form with a draft is sent without leaving the page, so that it is still there when the line is not.
  const adopt = () => {
    for (const { form } of page.querySelectorAll("form [data-draft]")) {
      if (form.hasAttribute("hx-post")) continue;
      form.setAttribute("hx-post", form.getAttribute("action") || location.pathname);
      form.setAttribute("hx-target", "main");
      form.setAttribute("hx-select", "main");
      htmx.process(form);
    }
  };
  adopt();

  // The Back button must not show a page that the browser kept.
  addEventListener("pageshow", (event) => {
    page.documentElement.hidden = event.persisted;
    if (event.persisted) location.reload();
    else release();
  });

  showErrors(page);
  // What was just saved is seen, also where the bar at the bottom would lie over it.
  page.querySelector("li.new")?.scrollIntoView({ block: "nearest" });
}
