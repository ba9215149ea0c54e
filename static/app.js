// What a page does by itself: counters, the summary of a fold, one sending per form, and words when the line is gone.
// Behaviour is asked for by data attributes; without this file everything can still be entered.
"use strict";
{
  const page = document;
  const failure = page.getElementById("failure");

  const say = (words) => { page.getElementById("status").textContent = words; };

  const fail = (kind, words) => {
    failure.querySelector("[data-words]").textContent = words || failure.dataset[kind];
    failure.dataset.kind = kind;
    failure.hidden = false;
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

  // The answer may have replaced the form, and its buttons may stand outside it: all of them can be used again.
  const release = () => {
    for (const form of page.forms) delete form.dataset.sent;
    for (const button of page.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
  };

  page.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.by) count(button);
    if (button && "shut" in button.dataset) failure.hidden = true;
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
      if (!form.dataset.sent) fail("offline");
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

  // An answer is what was asked for, or it is not shown.
  page.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const { status } = ctx.response;
    if (status === 204 || status === 304 || ctx.hx.redirect || ctx.hx.refresh || ctx.hx.location) return;
    const whole = /^\s*(<!doctype|<html)/i.test(ctx.text);
    const fits = status < 300 || status === 422
      ? (ctx.select ? whole : !whole && new RegExp(`^\\s*<[a-z]+[^>]*\\sid="${ctx.target.id}"`, "i").test(ctx.text))
      : !whole && status < 500;
    if (fits) return;
    event.preventDefault();
    // A page of ours says in words what went wrong; anything else is only "it failed".
    const told = whole && new DOMParser().parseFromString(ctx.text, "text/html").querySelectorAll("#indhold h1, #indhold h1 ~ p:not(:has(a))");
    const words = status >= 400 && told ? [...told].map((part) => `${part.textContent.trim().replace(/\.$/, "")}.`).join(" ") : "";
    fail(status >= 400 ? "failed" : "odd", words);
  });

  page.addEventListener("htmx:error", ({ detail }) => {
    const reached = detail.ctx?.response;
    fail(reached ? "odd" : "offline");
  });

  page.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => { if (ctx.request.submitter) release(); });

  page.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (ctx.swap === "none") return;
    failure.hidden = true;
    const part = ctx.target.id && page.getElementById(ctx.target.id);
    if (!part) return;
    if (part.dataset.say) say(part.dataset.say);
    showErrors(part);
    // The button that was tapped may be gone; whoever uses the keyboard goes on from the part, not from the top.
    if (page.activeElement === page.body) part.querySelector("summary, input, button")?.focus({ preventScroll: true });
  });

  addEventListener("offline", () => fail("offline"));
  addEventListener("online", () => { if (failure.dataset.kind === "offline") failure.hidden = true; });

  // The Back button after signing out must not show the page that the browser kept.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
    else release();
  });

  showErrors(page);
  // What was just saved is seen, also where the bar at the bottom would lie over it.
  page.querySelector("li.new")?.scrollIntoView({ block: "nearest" });
}
