// @ts-check
/** Tells what was done or why not; a screen reader says it, wherever the focus is. */

import { make } from "../pieces.js";

/** @param {{model: {get(name: string): any, on(what: string, then: () => void): void}, el: HTMLElement}} place */
function render({ model, el }) {
  el.classList.add("people-told");
  const told = make("p", "", { role: "alert" });
  el.append(told);
  const draw = () => {
    told.textContent = model.get("text");
    told.className = model.get("text") ? (model.get("good") ? "good" : "bad") : "";
    if (model.get("text")) told.scrollIntoView({ block: "nearest" });
  };
  model.on("change:n", draw);
  draw();
}

export default { render };
