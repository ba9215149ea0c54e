// The board keeps itself fresh through htmx, every two seconds. This file says how old it is, counts the minutes that
// somebody waits, and when the line is gone says so and lets nobody tap a button that would not be heard.
"use strict";
{
  const page = document;
  const SECOND = 1000;
  const GONE = 6 * SECOND;
  const old = page.getElementById("old");
  const words = page.querySelector("[data-fresh]");
  const status = page.getElementById("status");

  let fresh = Date.now();
  let drawn = fresh;
  let gone = false;

  const age = () => Math.max(0, Math.round((Date.now() - fresh) / SECOND));

  const needs = () => page.querySelectorAll("[data-needs-line]");

  const hold = () => {
    for (const button of needs()) {
      button.setAttribute("aria-disabled", "true");
      button.dataset.held = "";
    }
  };

  const release = () => {
    for (const button of page.querySelectorAll("[data-held]")) {
      button.removeAttribute("aria-disabled");
      delete button.dataset.held;
    }
  };

  const said = (seconds) => {
    const place = old.querySelector("[data-age]");
    place.textContent = seconds < 120 ? `${seconds} ${place.dataset.second}` : `${Math.floor(seconds / 60)} ${place.dataset.minute}`;
  };

  const show = () => {
    const now = Date.now();
    const lost = now - fresh >= GONE;
    if (lost !== gone) {
      gone = lost;
      old.hidden = !gone;
      page.body.classList.toggle("v-lost", gone);
      status.textContent = gone ? old.dataset.gone : old.dataset.again;
      if (!gone) release();
    }
    if (gone) {
      hold();
      said(age());
    }
    words.textContent = gone ? words.dataset.trying : words.dataset.words.replace("{n}", age());
    for (const place of page.querySelectorAll("[data-ago]")) {
      const seconds = Number(place.dataset.ago) + (now - drawn) / SECOND;
      place.textContent = place.textContent.replace(/^\d+/, Math.floor(seconds / 60));
      if (place.dataset.late && seconds >= Number(place.dataset.late)) place.parentElement.classList.add("late");
    }
  };

  const ours = (ctx) => Boolean(ctx?.sourceElement?.matches("[data-poll]"));

  page.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const { status: code } = ctx.response;
    if (!ours(ctx) || event.defaultPrevented || (code !== 200 && code !== 204)) return;
    fresh = Date.now();
    if (code === 204) show();
  });

  page.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (ours(ctx)) drawn = fresh;
    show();
  });

  // What would not be heard is not sent, and nobody is led to a page that cannot come.
  page.addEventListener("click", (event) => {
    if (gone && event.target.closest("[data-needs-line]")) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  const ask = () => {
    show();
    const board = page.querySelector("[data-poll]");
    if (!page.hidden && board) htmx.trigger(board, "poll");
  };
  page.addEventListener("visibilitychange", ask);
  addEventListener("online", ask);
  setInterval(show, SECOND);
}
