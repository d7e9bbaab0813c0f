// @ts-check
/**
 * One cleared text and the codes that fit it. It holds no rule: it draws what the kernel sends and
 * tells which codes were chosen, with the number of the drawing they were chosen on.
 *
 * @typedef {{id: string, key: string, label: string, means: string, example: string,
 *   not_example: string}} Code
 * @typedef {{get(name: string): any, send(message: object): void,
 *   on(what: string, then: () => void): void}} Model
 */

import { make } from "../pieces.js";

/** @param {Code} code */
function choice(code) {
  const label = make("label", "", { class: "code" });
  const about = `about-${code.id}`;
  const box = make("input", "", { type: "checkbox", value: code.id, "aria-describedby": about });
  label.append(box, make("kbd", code.key, { "aria-hidden": "true" }), make("span", code.label));
  label.append(make("small", code.means, { id: about }));
  return label;
}

/** @param {Code[]} codes */
function book(codes) {
  const list = make("ul");
  for (const code of codes) {
    const item = make("li");
    item.append(make("strong", code.label), make("p", code.means), make("p", code.example), make("p", code.not_example));
    list.append(item);
  }
  return list;
}

/** @param {{model: Model, el: HTMLElement}} place */
function render({ model, el }) {
  const texts = model.get("texts");
  const codes = /** @type {Code[]} */ (model.get("codes"));
  el.classList.add("wpo-desk");
  const progress = make("p", "", { class: "so-far" });
  const told = make("p", "", { role: "status", class: "told" });
  const about = make("h2", "", { tabindex: "-1" });
  const words = make("div", "", { class: "own-words", role: "group", "aria-label": texts.clear_words });
  const form = make("form");
  const choices = make("fieldset");
  const which = make("legend");
  choices.append(which, ...codes.map(choice));
  const save = make("button", "", { type: "submit", class: "main" });
  const later = make("button", texts.coding_later, { type: "button" });
  const buttons = make("div", "", { class: "decide" });
  const differ = make("p", "", { class: "differ" });
  buttons.append(save, later);
  form.append(differ, choices, buttons);
  const help = make("details");
  help.append(make("summary", texts.coding_book), make("p", texts.coding_keys), book(codes));
  const agreement = make("section");
  el.append(progress, told, about, words, form, help, agreement);

  const boxes = () => /** @type {HTMLInputElement[]} */ ([...choices.querySelectorAll("input")]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = boxes().filter((one) => one.checked).map((one) => one.value);
    model.send({ step: model.get("state").step, do: "save", codes: chosen });
  });
  later.addEventListener("click", () => model.send({ step: model.get("state").step, do: "later" }));
  el.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || form.hidden) return;
    const box = boxes()[codes.findIndex((one) => one.key === event.key)];
    if (box) {
      box.checked = !box.checked;
      box.focus();
    } else if (event.key === "Enter" && !buttons.contains(document.activeElement) && !help.contains(document.activeElement)) {
      /** @type {HTMLFormElement} */ (form).requestSubmit();
    } else return;
    event.preventDefault();
  });

  let shown = "";
  let first = true;
  const redraw = () => {
    const state = model.get("state");
    progress.textContent = state.progress;
    told.textContent = state.told;
    about.textContent = state.about;
    words.textContent = state.words;
    words.hidden = form.hidden = state.empty;
    differ.textContent = state.settle;
    later.hidden = differ.hidden = !state.settle;
    which.textContent = state.settle ? texts.coding_settle_which : texts.coding_which;
    save.textContent = state.settle ? texts.coding_settle : texts.coding_save;
    agreement.innerHTML = state.agreement; // made of escaped words by the kernel
    const now = state.words + state.about + state.settle;
    if (shown !== now) {
      for (const box of boxes()) box.checked = false;
      if (!first) about.focus();
    }
    shown = now;
    first = false;
  };
  model.on("change:state", redraw);
  redraw();
}

export default { render };
