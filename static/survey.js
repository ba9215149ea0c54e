// The survey in the citizen's hands. What is answered stands in this page's memory alone, is sealed here (seal.js) and
// sent once: answers, a refusal and a time-out by the same request. A line that is down is waited for, with the same
// ticket and the same envelope, so that nothing is doubled.
"use strict";
{
  const IDLE = 120;
  const WARNED = 30;
  const CALM = 250;
  const AGAIN = 3000;
  const STAYS = 20;
  const CODE = /^[2-9A-HJ-NP-Z]{12}$/;

  const page = document;
  const root = page.querySelector("main");
  const find = (what) => root.querySelector(what);
  const part = (name) => find(`[data-part="${name}"]`);
  const texts = JSON.parse(root.dataset.survey);
  const handedOver = "handedOver" in root.dataset;
  const training = page.body.dataset.training ? `${page.body.dataset.training} · ` : "";
  const still = find("dialog");

  const written = (words) => words.toUpperCase().replace(/[^0-9A-Z]/g, "");
  let code = written(location.hash);
  const standing = !code;
  const first = code && !handedOver
    ? navigator.languages.map((one) => one.slice(0, 2)).find((one) => one in texts) ?? "da"
    : "da";

  let language = first;
  let sheet = null;
  let shown = "";
  let at = 0;
  let answers = [];
  let touched = Date.now();
  let refusal = "";

  const say = (name, numbers = {}) =>
    texts[language].phrases[name].replace(/\{(\w+)\}/g, (_all, number) => numbers[number]);

  // ---- What is seen ----

  const speak = () => {
    const { dir, grades } = texts[language];
    page.documentElement.lang = language;
    page.documentElement.dir = dir;
    for (const place of root.querySelectorAll("[data-say]")) place.textContent = say(place.dataset.say);
    for (const button of root.querySelectorAll("[data-grade]")) {
      button.querySelector("span").textContent = grades[button.dataset.grade - 1];
    }
    for (const button of root.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", button.dataset.language === language);
    }
    part("languages").setAttribute("aria-label", say("language"));
    find("[data-name]").textContent = texts[language].name;
    const progress = sheet ? say("progress", { n: at + 1, of: sheet.of }) : "";
    find("#question").textContent = sheet?.questions[language][at] ?? "";
    find("[data-progress]").textContent = progress;
    if (refusal) find("[data-refused]").textContent = say(refusal);
    page.title = `${training}${(shown === "question" && progress) || say("survey")} – Væksthus`;
    offerVoice();
  };

  const show = (name) => {
    shown = name;
    for (const one of ["stopped", "code", "question", "sending", "thanks", "refused"]) part(one).hidden = one !== name;
    const answering = name === "code" || name === "question";
    part("languages").hidden = part("choose").hidden = !answering;
    fold(false);
    if (handedOver) part("staff").hidden = name === "question" || name === "sending";
    hush();
    if (still.open) still.close();
    speak();
    part(name).querySelector("h1").focus();
    scrollTo(0, 0);
  };

  const ask = (number) => {
    at = number;
    find("[data-back]").hidden = at === 0;
    find(".steps").replaceChildren(...Array.from({ length: sheet.of }, (_step, step) => {
      const bar = page.createElement("i");
      bar.className = step <= at ? "on" : "";
      return bar;
    }));
    show("question");
    // The second half of a double tap would answer a question that nobody has read.
    const fresh = find(".answers").classList;
    fresh.add("fresh");
    setTimeout(() => fresh.remove("fresh"), CALM);
  };

  const fold = (open) => {
    part("languages").classList.toggle("open", open);
    part("choose").setAttribute("aria-expanded", open);
  };

  // ---- Reading aloud, by the device itself: a voice from elsewhere would tell there what is read ----

  const voices = () => globalThis.speechSynthesis?.getVoices() ?? [];
  const voice = () => voices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
  const hush = () => globalThis.speechSynthesis?.cancel();
  const offerVoice = (reading = false) => {
    const button = find("[data-read]");
    button.hidden = !voice();
    button.querySelector("span").textContent = say(reading ? "quiet" : "read");
    button.setAttribute("aria-pressed", reading);
  };
  const read = () => {
    const spoken = [sheet.questions[language][at], ...texts[language].grades, say("refuse")];
    const words = new SpeechSynthesisUtterance(spoken.join(". "));
    words.voice = voice();
    words.lang = words.voice.lang;
    words.onend = words.onerror = () => offerVoice();
    speechSynthesis.speak(words);
    offerVoice(true);
  };
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", () => offerVoice());

  // ---- The way through ----

  const forget = () => {
    answers = [];
    at = 0;
    code = "";
    sheet = null;
    find("#code").value = "";
    find("#code-wrong").textContent = "";
    history.replaceState(null, "", location.pathname);
  };

  const start = () => {
    forget();
    language = first;
    show("code");
  };

  const post = (address, values) => fetch(address, {
    method: "POST",
    body: new URLSearchParams(values),
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    referrerPolicy: "no-referrer",
  });

  // What is asked on this ticket, and what it is sealed to; or why not, by the name of the phrase.
  const fetchSheet = async () => {
    const answer = await post(root.dataset.tickets, { code });
    if (answer.status === 409) return "spent";
    if (answer.status < 500 && !answer.ok) return "code_wrong";
    if (!answer.ok) throw new Error("not now");
    sheet = await answer.json();
    for (const button of root.querySelectorAll("[data-language]")) button.hidden = !(button.dataset.language in sheet.questions);
    if (!(language in sheet.questions)) language = "da";
    return "";
  };

  const pause = (time) => new Promise((over) => {
    const go = () => { clearTimeout(timer); removeEventListener("online", go); over(); };
    const timer = setTimeout(go, time);
    addEventListener("online", go);
  });

  // A line that is down is waited for, and so is a server that cannot answer now.
  const untilHeard = async (ask, meanwhile) => {
    for (;;) {
      const heard = await ask().catch(() => null);
      find("[data-line]").textContent = heard ? "" : say(meanwhile);
      if (heard) return heard;
      await pause(AGAIN);
    }
  };

  const finish = async (said) => {
    show("sending");
    const sealed = await envelope.ballot(sheet, said);
    answers = [];
    const answer = await untilHeard(async () => {
      const heard = await post(root.dataset.envelopes, { code, envelope: sealed });
      return heard.status < 500 ? heard : null;
    }, "offline");
    forget();
    touched = Date.now();
    refusal = answer.ok ? "" : "code_wrong";
    show(answer.ok ? "thanks" : "refused");
  };

  const answer = (grade) => {
    answers[at] = grade;
    if (at + 1 < sheet.of) ask(at + 1);
    else finish(Array.from({ length: sheet.of }, (_nothing, number) => answers[number] ?? null));
  };

  // ---- Nobody is there any more ----

  const look = () => {
    const idle = Math.floor((Date.now() - touched) / 1000);
    const left = IDLE + WARNED - idle;
    if (shown === "question" && left <= 0) {
      finish(null);
    } else if (shown === "question" && left <= WARNED) {
      find("[data-still]").textContent = say("still_means", { n: left });
      if (!still.open) {
        hush();
        still.showModal();
        find("[data-here]").focus();
      }
    } else if (standing && shown === "code" && idle > IDLE && (find("#code").value || language !== first)) {
      start();
    } else if (standing && ["thanks", "refused"].includes(shown) && idle > STAYS) {
      start();
    }
  };
  const touch = () => {
    touched = Date.now();
    if (still.open) still.close();
  };

  // ---- Hands ----

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { dataset } = button;
    if (dataset.grade) answer(Number(dataset.grade));
    else if ("skip" in dataset) answer(null);
    else if ("back" in dataset) ask(at - 1);
    else if ("refuse" in dataset) finish(null);
    else if ("read" in dataset) button.getAttribute("aria-pressed") === "true" ? hush() : read();
    else if ("next" in dataset) start();
    else if (dataset.part === "choose") fold(button.getAttribute("aria-expanded") !== "true");
    else if (dataset.language) {
      language = dataset.language;
      hush();
      speak();
      if (part("choose").checkVisibility()) {
        fold(false);
        part("choose").focus();
      }
    }
  });
  find("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = (why) => {
      find("#code-wrong").textContent = why ? say(why) : "";
      find("#code").setAttribute("aria-invalid", Boolean(why));
      if (why) find("#code").focus();
    };
    wrong("");
    code = written(find("#code").value);
    const why = CODE.test(code) ? await fetchSheet().catch(() => "code_trouble") : "code_wrong";
    if (why) wrong(why);
    else ask(0);
  });
  for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, touch, { passive: true });
  still.addEventListener("cancel", touch);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // ---- What this device can do ----

  const stop = (why) => {
    for (const place of root.querySelectorAll("[data-why]")) place.textContent = texts[place.dataset.why].phrases[why];
  };

  if (!envelope.possible()) {
    stop("unsafe");
  } else {
    setInterval(look, 1000);
    find("[data-leaves]").hidden = standing;
    find("[data-next]").hidden = !standing;
    if (CODE.test(code)) {
      show("sending");
      untilHeard(async () => ({ why: await fetchSheet() }), "waiting").then(({ why }) => {
        refusal = why;
        if (why) show("refused");
        else ask(0);
      });
    } else {
      show("code");
    }
  }
}
