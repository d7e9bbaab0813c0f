// @ts-check
/**
 * One text to read before it may be quoted. It holds no rule: it draws what the kernel sends and
 * tells which button or key was pressed, with the number of the drawing it was pressed on.
 *
 * @typedef {{text: string, at?: number, hard?: boolean, kind?: string, label?: string}} Part
 * @typedef {{get(name: string): any, send(message: object): void,
 *   on(what: string, then: () => void): void}} Model
 */

import { make } from "../pieces.js";

/** @param {HTMLElement} words the text, in which something may be selected */
function selected(words) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!words.contains(range.startContainer) || !words.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(words);
  before.setEnd(range.startContainer, range.startOffset);
  // The kernel counts whole characters, JavaScript half ones.
  const start = [...before.toString()].length;
  return { start, end: start + [...range.toString()].length };
}

/** @param {{model: Model, el: HTMLElement}} place */
function render({ model, el }) {
  const texts = model.get("texts");
  el.classList.add("wpo-desk");
  const progress = make("p", "", { class: "so-far" });
  const told = make("p", "", { role: "status", class: "told" });
  const about = make("h2", "", { tabindex: "-1" });
  const words = make("div", "", { class: "own-words", role: "group", "aria-label": texts.clear_words });
  const tools = make("div", "", { class: "tools", role: "group" });
  const decide = make("div", "", { class: "decide", role: "group" });
  const help = make("details");
  help.append(make("summary", texts.clear_keys_title), make("p", texts.clear_keys), make("p", texts.clear_select));
  el.append(progress, told, about, words, tools, decide, help);

  /** @param {Record<string, unknown>} what */
  const send = (what) => model.send({ step: model.get("state").step, ...what });
  const focused = () => {
    const at = /** @type {HTMLElement | null} */ (words.querySelector("button:focus"))?.dataset.at;
    return at === undefined ? null : Number(at);
  };
  /** @param {string} mask */
  const takeOut = (mask) => {
    const range = selected(words);
    if (range) send({ do: "select", mask, ...range });
    else if (current !== null) send({ do: "take_out", at: current, mask });
  };
  const letGo = () => current !== null && !leaveButton.disabled && send({ do: "leave", at: current });
  /** @type {number | null} */
  let current = null;

  /** @param {string} text @param {() => void} press @param {string} [kind] */
  const button = (text, press, kind = "") => {
    const made = /** @type {HTMLButtonElement} */ (make("button", text, { type: "button", class: kind }));
    // A press must not take the selection away before it is read.
    made.addEventListener("mousedown", (event) => event.preventDefault());
    made.addEventListener("click", press);
    return made;
  };

  /** @param {Part} part */
  const draw = (part) => {
    if (part.at === undefined) return make("span", part.text);
    const at = part.at;
    const found = make("button", part.text, {
      type: "button",
      class: part.hard ? "found hard" : "found soft",
      "data-at": String(at),
      "data-kind": part.kind ?? "",
      "aria-label": `${part.text}: ${part.label}`,
      title: part.label ?? "",
    });
    found.addEventListener("focus", () => choose(at));
    found.addEventListener("click", () => choose(at));
    return found;
  };

  /** @param {number | null} at */
  const choose = (at) => {
    current = at;
    for (const one of words.querySelectorAll("button")) {
      one.toggleAttribute("data-chosen", one.dataset.at === String(at));
    }
    const part = model.get("state").parts.find((/** @type {Part} */ one) => one.at === at);
    leaveButton.disabled = !part || part.hard;
    tools.setAttribute("aria-label", part ? `${texts.clear_here} ${part.text}` : texts.clear_here);
  };

  const leaveButton = button(texts.clear_leave, letGo);
  const quote = button(texts.clear_quote, () => send({ do: "quote" }), "main");
  const keepBack = button(texts.clear_keep_back, () => send({ do: "keep_back" }));
  const undo = button(texts.clear_undo, () => send({ do: "undo" }), "quiet");
  decide.append(quote, keepBack, undo);

  const KEYS = /** @type {Record<string, () => unknown>} */ ({
    l: letGo,
    j: () => !quote.disabled && send({ do: "quote" }),
    q: () => !keepBack.disabled && send({ do: "keep_back" }),
    u: () => !undo.disabled && send({ do: "undo" }),
  });
  el.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const mask = model.get("state").masks.find((/** @type {string} */ one) => one[1] === event.key);
    const found = /** @type {HTMLElement[]} */ ([...words.querySelectorAll("button")]);
    if (mask) takeOut(mask);
    else if (KEYS[event.key]) KEYS[event.key]();
    else if (["ArrowLeft", "ArrowRight"].includes(event.key) && found.length && focused() !== null) {
      const step = event.key === "ArrowRight" ? 1 : found.length - 1;
      found[((focused() ?? 0) + step) % found.length].focus();
    } else return;
    event.preventDefault();
  });

  let first = true;
  const redraw = () => {
    const state = model.get("state");
    progress.textContent = state.progress;
    told.textContent = state.told;
    about.textContent = state.empty ? texts.clear_nothing : state.about;
    words.replaceChildren(...state.parts.map(draw));
    for (const part of [words, tools, help]) part.hidden = state.empty;
    tools.replaceChildren(
      ...state.masks.map((/** @type {string} */ mask) => button(`${mask} (${mask[1]})`, () => takeOut(mask))),
      leaveButton,
    );
    quote.disabled = !state.may_quote;
    keepBack.disabled = state.empty;
    undo.disabled = !state.may_undo;
    quote.hidden = keepBack.hidden = state.empty;
    const next = /** @type {HTMLElement | null} */ (words.querySelector("button"));
    choose(next ? 0 : null);
    // Where the page begins nobody is taken anywhere; after a step the keyboard goes along.
    if (!first) (next ?? (quote.disabled ? about : quote)).focus();
    first = false;
  };
  model.on("change:state", redraw);
  redraw();
}

export default { render };
