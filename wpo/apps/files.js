// @ts-check
/**
 * A button to choose a file, and one to get a file.
 *
 * What is chosen goes to the kernel as it is; a file that is too large stays here, because the
 * connection would break on it. What is asked for comes from the kernel, and is a download.
 */

import { make } from "./pieces.js";

/**
 * @typedef {{get(name: string): any, on(what: string, then: (...told: any[]) => void): void,
 *   send(message: object, callbacks?: undefined, buffers?: ArrayBuffer[]): void}} Model
 * @param {{model: Model, el: HTMLElement}} place
 */
function render({ model, el }) {
  const button = make("button", "", { type: "button" });
  const label = () => (button.textContent = model.get("label"));
  model.on("change:label", label);
  label();
  el.append(button);
  if (model.get("chooses")) choose(model, el, button);
  else get(model, button);
}

/** @param {Model} model @param {HTMLElement} el @param {HTMLButtonElement} button */
function choose(model, el, button) {
  const field = document.createElement("input");
  field.type = "file";
  field.accept = model.get("chooses");
  field.hidden = true;
  const told = make("p", "", { role: "alert" });
  button.addEventListener("click", () => field.click());
  field.addEventListener("change", async () => {
    const file = field.files && field.files[0];
    field.value = ""; // the same file may be chosen again
    if (!file) return;
    const fits = file.size <= model.get("most");
    told.textContent = fits ? "" : model.get("too_large");
    if (fits) model.send({ name: file.name }, undefined, [await file.arrayBuffer()]);
  });
  el.append(field, told);
}

/** @param {Model} model @param {HTMLButtonElement} button */
function get(model, button) {
  button.addEventListener("click", () => model.send({ make: true }));
  model.on("msg:custom", (message, buffers) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([buffers[0]], { type: message.type }));
    link.download = message.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
}

export default { render };
