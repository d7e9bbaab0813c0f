// @ts-check
/**
 * The list of people, one page at a time, as a real table; and a line that tells what was done.
 * It holds no rule: it draws what the kernel sends and tells which button was pressed.
 *
 * @typedef {{code: string, cells: string[], state: string, open: boolean}} Row
 * @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *   send(message: object): void, on(what: string, then: () => void): void}} Model
 */

import { make } from "../pieces.js";

/** @param {Model} model @param {Row} row */
function line(model, row) {
  const texts = model.get("texts");
  const tr = make("tr");
  row.cells.forEach((cell, at) => {
    tr.append(make(at ? "td" : "th", cell, at ? { "data-label": texts.columns[at] } : { scope: "row" }));
  });
  const state = make("td", "", { "data-label": texts.columns[row.cells.length] });
  state.append(make("span", row.state, { class: row.open ? "state" : "state shut" }));
  const change = make("button", texts.change, { type: "button", "aria-label": `${texts.change}: ${row.cells[0]}` });
  change.addEventListener("click", () => model.send({ edit: row.code }));
  const last = make("td");
  last.append(change);
  tr.append(state, last);
  return tr;
}

/** @param {Model} model @param {string} text @param {number} page */
function turn(model, text, page) {
  const button = /** @type {HTMLButtonElement} */ (make("button", text, { type: "button" }));
  button.disabled = page < 0 || page >= model.get("n_pages");
  button.addEventListener("click", () => model.send({ page }));
  return button;
}

/** @param {{model: Model, el: HTMLElement}} place */
function render({ model, el }) {
  el.classList.add("people-list");
  const told = make("p", "", { role: "status" });
  const list = make("div", "", { class: "scroll", tabindex: "0", role: "region" });
  const pages = make("nav");
  el.append(told, list, pages);
  const draw = () => {
    const texts = model.get("texts");
    const [page, n] = [model.get("page"), model.get("n_pages")];
    told.textContent = model.get("counted");
    list.setAttribute("aria-label", texts.title);
    const table = make("table");
    const head = make("tr");
    for (const name of [...texts.columns, texts.change]) head.append(make("th", name, { scope: "col" }));
    const body = make("tbody");
    for (const row of model.get("rows")) body.append(line(model, row));
    const top = make("thead");
    top.append(head);
    table.append(top, body);
    list.replaceChildren(...(model.get("rows").length ? [table] : []));
    pages.setAttribute("aria-label", texts.pages);
    pages.hidden = n < 2;
    pages.replaceChildren(
      turn(model, texts.before, page - 1),
      make("span", model.get("where")),
      turn(model, texts.after, page + 1),
    );
  };
  for (const name of ["rows", "counted", "where"]) model.on(`change:${name}`, draw);
  draw();
  model.set("origin", location.origin);
  model.save_changes();
}

export default { render };
