// @ts-check
/**
 * Pages of the work floor: every form tells one fact, through the outbox of the device.
 *
 * It holds no rule. A form says which fact it tells (`data-tell`, `data-about`, `data-facts`); its
 * fields add to it. Questions with taps are asked one after the other; `data-when` leaves one out.
 * After telling, the form says so and shuts; one with the class `stays` can be told anew.
 */

import { SETTLE_MS, h, icon, newId, nextSize, recallSize, showState } from "./pieces.js";
import { openOutbox } from "./outbox.js";
import { reader } from "./reader.js";
import { paceForm, showViews, waitForFresh } from "./views.js";

/** @param {string} address  where facts are posted */
export function startFloor(address) {
  if (document.readyState === "loading") {
    addEventListener("DOMContentLoaded", () => beginFloor(address));
  } else beginFloor(address);
}

/** @param {string} address */
function beginFloor(address) {
  const root = document.getElementById("wpo-floor");
  const written = document.getElementById("wpo-floor-page");
  if (!root || !written) return;
  const page = JSON.parse(written.textContent || "{}");
  const outbox = openOutbox(page.person, "", address);
  const pending = outbox.pending();
  recallSize();
  const size = h("button", { type: "button", class: "small size", onclick: nextSize }, page.texts.size);
  root.querySelector("header.top")?.append(size);
  settleDays(root);
  readAloud(root, page);
  for (const form of root.querySelectorAll("form.tell")) {
    if (!(form instanceof HTMLFormElement)) continue;
    if (form.classList.contains("paced")) paceForm(form, page);
    bringToLife(form, page, outbox, pending);
  }
  showViews(root);
  waitForFresh(root, outbox);
  for (const button of root.querySelectorAll("button[data-print]")) {
    button.addEventListener("click", () => print());
  }
  outbox.onState((state) => showState(root.querySelector(".notice"), page.texts, state));
  if (page.role === "deelnemer") {
    navigator.serviceWorker?.register("/wpo/keeper.js", { scope: "/voila/render/deelnemer/" });
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {any} page
 * @param {{send: (event: object) => void}} outbox
 * @param {any[]} pending  facts of this device that the server does not have yet
 */
function bringToLife(form, page, outbox, pending) {
  const steps = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("fieldset.taps")]);
  const base = JSON.parse(form.dataset.facts || "{}");
  const at_once = !form.querySelector("button[type=submit]");
  /** @type {Record<string, string>} */
  let tapped = {};
  let shownAt = -SETTLE_MS;
  const back = h("button", { type: "button", class: "go quiet", onclick: () => goBack() }, page.texts.back);
  const change = h("button", { type: "button", class: "go quiet change", onclick: () => goBack() }, page.texts.change_answer);

  for (const waiting of pending) {
    const same = waiting.assignment === form.dataset.assignment && waiting.content_hash === form.dataset.hash;
    if (waiting.by && same && waiting.person === form.dataset.about && tells(waiting.facts)) tell(waiting.facts);
  }

  /** Whether a fact is one that this form tells. @param {any} facts */
  function tells(facts) {
    const same = (/** @type {string} */ key) =>
      base[key] === "$today" || JSON.stringify(base[key]) === JSON.stringify(facts[key]);
    return facts.name === form.dataset.tell && Object.keys(base).every(same);
  }

  /** @param {HTMLElement} step */
  function asked(step) {
    if (!step.dataset.when) return true;
    const [name, value] = step.dataset.when.split("=");
    return tapped[name] === value;
  }

  function show(/** @type {HTMLElement | null} */ now) {
    for (const step of steps) step.hidden = step !== now;
    if (Object.keys(tapped).length) shownAt = performance.now();
    back.hidden = now === steps[0];
    const legend = now?.querySelector("legend");
    if (legend && Object.keys(tapped).length) {
      legend.tabIndex = -1;
      legend.focus();
    }
  }

  /** To the question before this one, or, after telling, to the first. */
  function goBack() {
    const open = steps.filter((step) => asked(step));
    const at = form.classList.contains("is-told") ? 0 : open.findIndex((step) => !step.hidden) - 1;
    form.classList.remove("is-told");
    /** @type {HTMLElement} */ (form.querySelector(".told")).textContent = "";
    show(open[Math.max(0, at)]);
  }

  if (at_once && steps.length) {
    if (steps.length > 1) {
      form.append(back, change);
      show(steps[0]);
    }
    form.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button.choice") : null;
      if (!(button instanceof HTMLButtonElement)) return;
      if (performance.now() - shownAt < SETTLE_MS) return;
      const step = /** @type {HTMLElement} */ (button.closest("fieldset"));
      // Another answer asks other questions: what was said to those after it holds no more.
      for (const later of steps.slice(steps.indexOf(step))) delete tapped[later.dataset.name || ""];
      tapped[step.dataset.name || ""] = button.value;
      for (const one of step.querySelectorAll("button.choice")) {
        one.setAttribute("aria-pressed", String(one === button));
      }
      const next = steps.slice(steps.indexOf(step) + 1).find(asked);
      if (next) show(next);
      else send({ ...written(), ...answers() });
    });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const step of steps) count(step);
    if (form.reportValidity()) send(written());
  });
  form.addEventListener("change", () => steps.forEach(count));

  /** Say how many may be chosen, where it is another number. @param {HTMLElement} step */
  function count(step) {
    const box = step.querySelector("input[type=checkbox]");
    if (!step.dataset.least || !(box instanceof HTMLInputElement)) return;
    const chosen = form.querySelectorAll(`input[name="${box.name}"]:checked`).length;
    const fits = Number(step.dataset.least) <= chosen && chosen <= Number(step.dataset.most);
    box.setCustomValidity(fits ? "" : step.dataset.says || "");
  }

  /** What was tapped, without answers to questions that are no longer asked. */
  function answers() {
    const open = steps.filter(asked).map((step) => step.dataset.name || "");
    return Object.fromEntries(Object.entries(tapped).filter(([name]) => open.includes(name)));
  }

  /** What stands in the fields that are not taps at once. */
  function written() {
    /** @type {Record<string, any>} */
    const facts = {};
    const shared = document.getElementById(form.dataset.shared || "");
    const inputs = "input, textarea, select";
    for (const input of [...form.querySelectorAll(inputs), ...(shared?.querySelectorAll(inputs) || [])]) {
      if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement || input instanceof HTMLSelectElement)) continue;
      const into = /** @type {HTMLElement | null} */ (input.closest("[data-into]"))?.dataset.into;
      if (into) facts[into] = facts[into] || []; // a list is there, also where nothing was asked
      if (input.matches(":disabled, [data-aside] *")) continue;
      const name = input.name.split(":")[0]; // what follows keeps groups of radio buttons apart
      if (into) {
        const item = /** @type {HTMLElement | null} */ (input.closest("[data-item]"))?.dataset.item;
        if (item && input.value.trim()) facts[into].push({ item, value: 0, words: input.value.trim() });
        else if (input instanceof HTMLInputElement && input.checked) facts[into].push(read(input));
      } else if (input.type === "checkbox") {
        const list = facts[name] || [];
        if (input instanceof HTMLInputElement && input.checked) list.push(read(input));
        facts[name] = list;
      } else if (input.type === "radio") {
        if (input instanceof HTMLInputElement && input.checked) facts[name] = read(input);
      } else if (input.value.trim()) facts[name] = input.value.trim();
    }
    return facts;
  }

  /** @param {Record<string, any>} facts */
  function send(facts) {
    const whole = { ...base, ...facts, name: form.dataset.tell };
    const { assignment, hash, nothing } = form.dataset;
    if (nothing && !facts.answers?.length) {
      const line = /** @type {HTMLElement} */ (form.querySelector(".told"));
      line.textContent = nothing;
      line.focus();
      return;
    }
    for (const key of Object.keys(whole)) if (whole[key] === "$today") whole[key] = today();
    outbox.send({
      event_id: newId(),
      version: 1,
      occurred_at: new Date().toISOString(),
      person: form.dataset.about,
      by: page.person,
      as_role: form.dataset.role || page.role,
      ...(assignment ? { assignment, content_hash: hash, source: "scherm" } : {}),
      facts: whole,
    });
    for (const text of document.querySelectorAll(`[id="${form.dataset.shared || ""}"] textarea`)) {
      if (text instanceof HTMLTextAreaElement) text.value = ""; // a note belongs to one fact
    }
    tell(whole);
  }

  /** Say that it was told. @param {Record<string, any>} facts */
  function tell(facts) {
    const line = /** @type {HTMLElement} */ (form.querySelector(".told"));
    const replies = JSON.parse(line.dataset.replies || "{}");
    const said = Object.entries(facts)
      .flatMap(([name, value]) => [`${name}=${value}`, String(value)])
      .find((key) => Object.hasOwn(replies, key));
    line.textContent = said === undefined ? line.dataset.says || "" : replies[said];
    if (form.classList.contains("stays")) {
      for (const button of form.querySelectorAll("button.choice")) {
        const name = /** @type {HTMLElement} */ (button.closest("fieldset")).dataset.name || "";
        button.setAttribute("aria-pressed", String(facts[name] === /** @type {HTMLButtonElement} */ (button).value));
      }
      return;
    }
    form.classList.add("is-told");
    if (document.readyState === "complete") line.focus();
  }
}

/** A checked value; a goal, a yes or no and "nobody knows" are written as JSON. @param {HTMLInputElement} input */
function read(input) {
  return /^(\{.*\}|true|false|null)$/.test(input.value) ? JSON.parse(input.value) : input.value;
}

/** A day that has been is today where nobody chooses, and lies not too long ago to remember; a later day lies after it. @param {HTMLElement} root */
function settleDays(root) {
  for (const input of root.querySelectorAll("input[data-day], input[data-later]")) {
    if (!(input instanceof HTMLInputElement)) continue;
    if (input.matches("[data-later]")) input.min = today();
    else {
      input.max = today();
      input.min = today(-Number(input.dataset.day));
      input.value = input.value || today();
    }
  }
}

/** The day of this device, or so many days later, as the calendar here has it. */
function today(later = 0) {
  const now = new Date();
  now.setDate(now.getDate() + later);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A button to hear each text that asks for it. @param {HTMLElement} root @param {any} page */
function readAloud(root, page) {
  const voice = reader({}, () => draw());
  function draw() {
    for (const text of root.querySelectorAll("[data-read]")) {
      if (!(text instanceof HTMLElement)) continue;
      const words = text.dataset.read || (text.textContent || "").trim();
      if (text.nextElementSibling?.classList.contains("listen") || !voice.can(words)) continue;
      const label = page.texts.read_this.replace("{0}", words);
      const press = () => voice.say(words);
      text.after(h("button", { type: "button", class: "listen", "aria-label": label, title: page.texts.read, onclick: press }, icon("speaker")));
    }
  }
  draw();
}
