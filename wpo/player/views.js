// @ts-check
/**
 * One thing a screen: views of a page one at a time, and long forms field by field.
 *
 * A view has an address of its own (`#name`), so the way back of a phone works and nothing has to
 * be fetched between two views. A form with the class `paced` asks one field a screen; a field with
 * `data-when` is asked only where that answer was given.
 */

import { SETTLE_MS, h } from "./pieces.js";

const PATIENCE_MS = 2500; // so long a way to a fresh page waits for facts on their way

/** @param {HTMLElement} root */
export function showViews(root) {
  const views = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(".view")]);
  if (!views.length) return;
  const draw = (/** @type {boolean} */ moved) => {
    const now = views.find((one) => `#${one.id}` === location.hash) || views[0];
    for (const one of views) one.hidden = one !== now;
    if (!moved) return;
    aimAt(now.querySelector("h2, h3, legend, p"));
    scrollTo(0, 0);
  };
  addEventListener("hashchange", () => draw(true));
  draw(false);
}

/**
 * Links to what a page becomes with the facts just told: they wait a moment for those to be kept.
 * Without a connection they lead to a view of this page as it is.
 * @param {HTMLElement} root
 * @param {{pending: () => any[]}} outbox
 */
export function waitForFresh(root, outbox) {
  root.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-fresh]") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    const since = performance.now();
    const here = link.pathname === location.pathname;
    const look = () => {
      if (outbox.pending().length && performance.now() - since < PATIENCE_MS) setTimeout(look, 100);
      else if (!here) location.assign(link.href);
      else {
        location.hash = link.hash || "#begin";
        if (!outbox.pending().length) location.reload();
      }
    };
    look();
  });
}

/**
 * Ask the fields of a form one after the other.
 * @param {HTMLFormElement} form
 * @param {any} page
 */
export function paceForm(form, page) {
  const fields = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("fieldset.taps, label.words, label.day")]);
  const last = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=submit]"));
  const on = h("button", { type: "button", class: "go", onclick: () => step(1) }, page.texts.next);
  const back = h("button", { type: "button", class: "go quiet", onclick: () => step(-1) }, page.texts.back);
  let now = fields[0];
  let shownAt = 0;
  form.noValidate = true; // each field is checked when somebody leaves it
  last.before(on);
  last.after(back);

  /** What is chosen in a field by this name. @param {string} name */
  const chosen = (name) =>
    /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll(`input[name="${name}"]:checked`)])
      .filter((one) => !one.disabled)
      .map((one) => one.value);

  /** Whether something is chosen or written in a field. @param {HTMLElement} field */
  const filled = (field) =>
    Boolean(field.querySelector("input:checked")) || Boolean(field.querySelector("textarea")?.value.trim());

  /** @param {HTMLElement} field */
  function asked(field) {
    if (!field.dataset.when) return true;
    const [name, value] = field.dataset.when.split("=");
    const not = value.startsWith("!");
    return chosen(name).includes(not ? value.slice(1) : value) !== not;
  }

  /** Fields that are not asked tell nothing and ask for nothing. */
  function settle() {
    for (const field of fields) {
      const off = !asked(field);
      for (const input of field.querySelectorAll("input, textarea")) {
        // @ts-ignore -- both can be switched off
        input.disabled = off;
      }
    }
    return fields.filter(asked);
  }

  /** @param {number} by */
  function step(by) {
    if (performance.now() - shownAt < SETTLE_MS) return;
    form.dispatchEvent(new Event("change")); // counts what is chosen
    const inputs = [...now.querySelectorAll("input, textarea")];
    // @ts-ignore -- both can be asked whether they are right
    if (by > 0 && !inputs.every((one) => one.reportValidity())) return;
    const open = settle();
    now = open[Math.max(0, open.indexOf(now) + by)];
    draw();
    aimAt(now.querySelector("legend, span"));
    scrollTo(0, 0);
  }

  function draw() {
    const open = settle();
    const at = open.indexOf(now);
    for (const field of fields) field.hidden = field !== now;
    on.hidden = at === open.length - 1;
    last.hidden = !on.hidden;
    back.hidden = at === 0;
    on.textContent = now.matches("[data-free]") && !filled(now) ? page.texts.rate_skip : page.texts.next;
    form.dataset.at = at === 0 ? "first" : "later";
    shownAt = performance.now();
  }

  // What is chosen decides which field is the last one.
  form.addEventListener("input", () => {
    const kept = shownAt;
    draw();
    shownAt = kept;
  });
  draw();
  shownAt = 0;
  // Enter in a field goes on, as the button does; it tells only at the end.
  form.addEventListener(
    "submit",
    (event) => {
      if (!last.hidden && performance.now() - shownAt >= SETTLE_MS) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (last.hidden) step(1);
    },
    true,
  );
}

/** @param {Element | null} target */
function aimAt(target) {
  if (!(target instanceof HTMLElement)) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}
