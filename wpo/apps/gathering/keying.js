// @ts-check
/**
 * A paper on the screen, to be keyed in with keys alone: digits choose, Enter saves and goes on.
 *
 * It holds no rule: the kernel judges. A paper that is saved stays on this device until the kernel
 * has said that it is kept, so that a lost connection or a closed page loses nothing; its own id
 * makes a second delivery harmless.
 *
 * @typedef {{target: string, label: string, id: string, kind: string, value?: string,
 *   options: string[][]}} Field
 * @typedef {{id: string, label: string, fields: Field[]}} Form
 * @typedef {{id: string, form: string, cells: Record<string, string>, instead?: string,
 *   sure?: boolean}} Paper
 * @typedef {{id: string, form: string, cells: Record<string, string>, text: string}} Keyed
 * @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *   send(message: object): void, on(what: string, then: (message: any) => void): void}} Model
 */

import { make } from "../pieces.js";

const PATIENCE_MS = 4000;
const AGAIN_MS = 15000;

/** An id that no other paper has: 20 signs, 0 to 9 and a to f. */
function newPaper() {
  const parts = crypto.getRandomValues(new Uint8Array(10));
  return [...parts].map((one) => one.toString(16).padStart(2, "0")).join("");
}

/** Papers on this device that the kernel has not answered yet. @param {string} person */
function shelf(person) {
  const prefix = `wpo.papier.${person}.`;
  return {
    /** @param {Paper} paper */
    put(paper) {
      try {
        localStorage.setItem(prefix + paper.id, JSON.stringify(paper));
      } catch {} // a full or closed store: the paper is still on its way
    },
    /** @param {string} id */
    drop: (id) => localStorage.removeItem(prefix + id),
    /** @returns {Paper[]} */
    every() {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
      return keys.flatMap((key) => {
        try {
          return [JSON.parse(localStorage.getItem(key) || "")];
        } catch {
          return []; // no paper of ours
        }
      });
    },
  };
}

/** @param {{model: Model, el: HTMLElement}} place */
function render({ model, el }) {
  const texts = model.get("texts");
  /** @type {Form[]} */
  const forms = model.get("forms");
  const kept = shelf(model.get("person"));
  /** @type {Paper[]} */
  const wrong = []; // refused or doubted while another paper was on the screen
  let paper = newPaper();
  let instead = ""; // the paper of today that the one on the screen mends
  /** @type {string | null} */
  let sent = null; // the paper on the screen, on its way
  /** @type {string | null} */
  let doubted = null; // the paper on the screen, likely kept before: who keys in says what it is

  el.classList.add("keying");
  const said = make("p", "", { role: "status", class: "said" });
  const form = /** @type {HTMLFormElement} */ (make("form", "", { novalidate: "" }));
  const choose = /** @type {HTMLSelectElement} */ (make("select", "", { id: "papier" }));
  for (const one of forms) choose.append(make("option", one.label, { value: one.id }));
  const which = make("p", "", { class: "which" });
  which.append(make("label", texts.which, { for: "papier" }), choose);
  const body = make("div", "", { class: "paper-fields" });
  const save = make("button", texts.save, { type: "submit", class: "main" });
  const last = /** @type {HTMLButtonElement} */ (make("button", texts.mend_last, { type: "button" }));
  const remove = /** @type {HTMLButtonElement} */ (make("button", texts.remove, { type: "button", class: "warn" }));
  const leave = /** @type {HTMLButtonElement} */ (make("button", texts.leave, { type: "button" }));
  const look = /** @type {HTMLButtonElement} */ (make("button", "", { type: "button", class: "warn" }));
  look.hidden = remove.hidden = leave.hidden = true;
  const row = make("div", "", { class: "row" });
  row.append(save, last, leave, remove, look);
  const doubt = make("div", "", { class: "said bad doubt", tabindex: "-1", role: "alert" });
  const why = make("p");
  const anyway = make("button", texts.anyway, { type: "button" });
  const skip = make("button", texts.skip, { type: "button", class: "warn" });
  const either = make("div", "", { class: "row" });
  either.append(skip, anyway);
  doubt.append(why, either);
  doubt.hidden = true;
  const today = make("section", "", { class: "today", "aria-labelledby": "vandaag" });
  form.append(which, body, row);
  el.append(make("p", texts.how, { class: "how" }), said, doubt, form, today);

  /** @param {string} text @param {boolean} [good] */
  function say(text, good = true) {
    said.textContent = text;
    said.className = text ? (good ? "said good" : "said bad") : "said";
  }

  const now = () => /** @type {Form} */ (forms.find((one) => one.id === choose.value));
  const opdracht = () => model.get("assignments")[squeezed(cells().opdracht || "")];

  /** What stands on the paper now. @returns {Record<string, string>} */
  function cells() {
    /** @type {Record<string, string>} */
    const found = {};
    for (const [name, value] of new FormData(form)) if (String(value).trim()) found[name] = String(value);
    return found;
  }

  /** Draw the paper with this on it. @param {Record<string, string>} told */
  function draw(told) {
    body.replaceChildren(...now().fields.map((one, n) => field(one, told[one.target] || one.value || "", n)));
    about();
  }

  /** Say which opdracht this is; its places and points come with it. */
  function about() {
    const one = opdracht();
    const title = body.querySelector(".title");
    if (title) title.textContent = one ? one.title : "";
    for (const part of body.querySelectorAll("fieldset[data-of]")) {
      const of = /** @type {HTMLElement} */ (part);
      const told = cells()[of.dataset.name || ""] || "";
      const options = one ? one[of.dataset.of || ""] : [];
      of.querySelectorAll("label, p").forEach((each) => each.remove());
      if (!one) of.append(make("p", texts.first_assignment));
      /** @type {string[][]} */ (options).forEach(([value, label], n) => of.append(option(of.dataset.name || "", value, label, n, told)));
    }
    const points = body.querySelector("[data-points]");
    if (!points) return;
    const told = cells();
    const seen = JSON.parse(/** @type {HTMLElement} */ (points).dataset.points || "[]");
    const those = one ? one.points : [];
    points.replaceChildren(
      ...those.map((/** @type {string[]} */ [id, text], /** @type {number} */ n) =>
        scale({ target: `punt:${id}`, label: text, id: `punt/${id}`, kind: "scale", options: seen }, told[`punt:${id}`] || "", `p${n}`),
      ),
    );
    if (!one) points.append(make("p", texts.first_points));
  }

  /** @param {Field} one @param {string} value @param {number} n */
  function field(one, value, n) {
    if (one.kind === "scale") return scale(one, value, String(n));
    if (one.kind === "points") return make("div", "", { "data-points": JSON.stringify(one.options), class: "points" });
    const id = `papier-${n}`;
    if (one.kind === "places") {
      const places = scale({ ...one, options: [] }, value, String(n));
      places.dataset.of = "places";
      return places;
    }
    const box = make("div", "", { class: "blank", "data-target": one.target });
    const label = make("label", one.label, { for: id });
    if (one.id) label.append(" ", make("small", one.id));
    const input = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (
      make(one.kind === "words" ? "textarea" : "input", "", { id, name: one.target, autocomplete: "off" })
    );
    if (one.kind === "words") {
      input.setAttribute("rows", "3");
      input.setAttribute("maxlength", "1000");
    }
    input.value = value;
    box.append(label, input);
    if (one.target === "opdracht") {
      box.append(make("p", "", { class: "title", role: "status" }));
      input.addEventListener("input", about);
    }
    return box;
  }

  /** @param {Field} one @param {string} value @param {string} n */
  function scale(one, value, n) {
    const set = make("fieldset", "", { "data-name": one.target, "data-target": one.target, "data-n": n });
    const legend = make("legend", one.label);
    if (one.id) legend.append(" ", make("small", one.id));
    set.append(legend);
    one.options.forEach(([means, label], at) => set.append(option(one.target, means, label, at, value)));
    return set;
  }

  /** @param {string} name @param {string} value @param {string} label @param {number} at @param {string} told */
  function option(name, value, label, at, told) {
    const whole = make("label");
    const radio = /** @type {HTMLInputElement} */ (make("input", "", { type: "radio", name, value }));
    radio.checked = value === told;
    whole.append(radio, make("b", String(at + 1)), make("span", label));
    return whole;
  }

  /** Everything that Tab stops at, in the order of the paper; of a question its first answer. */
  function stops() {
    const found = [...form.querySelectorAll("fieldset, .blank input, .blank textarea")];
    return found.map((one) => (one instanceof HTMLFieldSetElement ? one.querySelector("input:checked") || one.querySelector("input") : one));
  }

  /** @param {Element} from */
  function goOn(from) {
    const group = from.closest("fieldset, .blank");
    const all = /** @type {HTMLElement[]} */ (stops().filter(Boolean));
    const at = all.findIndex((one) => one.closest("fieldset, .blank") === group);
    (all[at + 1] || save).focus();
  }

  form.addEventListener("keydown", (event) => {
    const on = /** @type {HTMLElement} */ (event.target);
    const group = on.closest("fieldset");
    if (group && /^[1-9]$/.test(event.key)) {
      const answer = /** @type {HTMLInputElement | undefined} */ (group.querySelectorAll("input")[Number(event.key) - 1]);
      if (!answer) return;
      event.preventDefault();
      answer.checked = true;
      goOn(answer);
    } else if (group && ["Backspace", "Delete", "0"].includes(event.key)) {
      event.preventDefault();
      for (const one of group.querySelectorAll("input")) one.checked = false;
    } else if (event.key === "Enter" && !event.shiftKey && !(on instanceof HTMLButtonElement) && on !== choose) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  /** Mark what is wrong, and go to the first of it. @param {string[][]} problems */
  function tell(problems) {
    clean();
    /** @type {HTMLElement | null} */
    let first = null;
    /** @type {string[]} */
    const elsewhere = [];
    for (const [target, why] of problems) {
      const at = [...body.querySelectorAll("[data-target]")].find((one) => /** @type {HTMLElement} */ (one).dataset.target === target);
      if (!at) elsewhere.push(why);
      else {
        const told = make("p", why, { class: "why", id: `fout-${target.replace(/\W/g, "-")}` });
        at.append(told);
        at.classList.add("wrong");
        for (const one of at.querySelectorAll("input, textarea")) {
          one.setAttribute("aria-invalid", "true");
          one.setAttribute("aria-describedby", told.id);
        }
        first = first || /** @type {HTMLElement | null} */ (at.querySelector("input, textarea"));
      }
    }
    say([texts.wrong, ...elsewhere].join(" "), false);
    (first || /** @type {HTMLElement} */ (body.querySelector("input")))?.focus();
  }

  function clean() {
    body.querySelectorAll(".why").forEach((one) => one.remove());
    body.querySelectorAll(".wrong").forEach((one) => one.classList.remove("wrong"));
    for (const one of body.querySelectorAll("[aria-invalid]")) {
      one.removeAttribute("aria-invalid");
      one.removeAttribute("aria-describedby");
    }
  }

  /** A fresh paper; what is the same on most of a stack stays. */
  function next() {
    const told = cells();
    const stay = Object.fromEntries(["opdracht", "datum", "gezien door"].map((name) => [name, told[name] || ""]));
    begin(newPaper(), stay);
    scrollTo({ top: 0 });
  }

  /** Put a paper on the screen. @param {string} id @param {Record<string, string>} told @param {string} [mends] */
  function begin(id, told, mends = "") {
    paper = id;
    instead = mends;
    sent = null;
    settle();
    remove.hidden = leave.hidden = !mends;
    last.hidden = Boolean(mends);
    draw(told);
    /** @type {HTMLElement | null} */ (body.querySelector("input"))?.focus();
  }

  /** Open a paper of today, to be mended or removed. @param {Keyed} one */
  function mend(one) {
    choose.value = one.form;
    begin(newPaper(), one.cells, one.id);
    say(texts.mending.replace("{0}", one.text));
    said.scrollIntoView();
  }

  function listToday() {
    /** @type {Keyed[]} */
    const keyed = model.get("keyed");
    last.disabled = !keyed.length;
    const list = make("ul");
    list.append(
      ...keyed.map((one) => {
        const line = make("li");
        const open = make("button", texts.mend, { type: "button", "aria-label": `${texts.mend}: ${one.text}` });
        open.addEventListener("click", () => mend(one));
        line.append(make("span", one.text), open);
        return line;
      }),
    );
    today.replaceChildren(make("h2", texts.today.replace("{0}", String(keyed.length)), { id: "vandaag" }), keyed.length ? list : make("p", texts.nothing_today));
  }

  /** @param {Paper} one */
  const send = (one) => model.send({ save: one });

  /** Nothing is in doubt any more. */
  function settle() {
    doubted = null;
    doubt.hidden = true;
  }

  /** Save the paper on the screen. @param {boolean} sure whether it is another paper, however alike */
  function deliver(sure) {
    if (sent === paper) return; // a second Enter while the first is on its way
    clean();
    settle();
    /** @type {Paper} */
    const one = { id: paper, form: choose.value, cells: cells() };
    if (instead) one.instead = instead;
    if (sure) one.sure = true;
    sent = paper;
    kept.put(one);
    say(texts.saving);
    send(one);
    setTimeout(() => {
      if (sent !== one.id) return;
      next();
      waiting();
    }, PATIENCE_MS);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    deliver(false);
  });
  anyway.addEventListener("click", () => deliver(true));
  skip.addEventListener("click", () => {
    kept.drop(paper);
    next();
    say("");
  });

  /** Say what still waits on this device. */
  function waiting() {
    const waits = kept.every().length;
    if (waits) say(texts.waiting.replace("{0}", String(waits)), false);
  }

  function aside() {
    look.hidden = !wrong.length;
    look.textContent = texts.look.replace("{0}", String(wrong.length));
  }

  look.addEventListener("click", () => {
    const one = wrong.shift();
    aside();
    if (!one) return;
    choose.value = one.form;
    begin(one.id, one.cells, one.instead);
    send(one); // the kernel says once more what is wrong
    sent = paper;
  });

  last.addEventListener("click", () => mend(model.get("keyed")[0]));
  leave.addEventListener("click", () => {
    next();
    say("");
  });
  remove.addEventListener("click", () => model.send({ undo: instead }));

  /** Lay a paper aside that is not on the screen any more. @param {string} id */
  function later(id) {
    const one = kept.every().find((each) => each.id === id);
    if (one && !wrong.some((each) => each.id === id)) wrong.push(one);
    aside();
  }

  model.on("msg:custom", (message) => {
    if (message.kept) {
      kept.drop(message.kept);
      say(message.text);
      if (message.kept === sent) next();
    } else if (message.wrong) {
      if (message.wrong === paper) {
        kept.drop(message.wrong);
        sent = null;
        leave.hidden = false; // perhaps this paper cannot be kept at all
        tell(message.problems);
      } else later(message.wrong);
    } else if (message.alike) {
      if (message.alike === paper) {
        sent = null;
        doubted = paper;
        why.textContent = message.text;
        doubt.hidden = false;
        say("");
        doubt.focus();
      } else later(message.alike);
    } else if (message.said) {
      if (message.gone && message.gone === instead) next();
      say(message.said, message.good);
    }
  });

  model.on("change:keyed", listToday);
  choose.addEventListener("change", () => begin(newPaper(), cells()));
  const again = () => kept.every().forEach((one) => one.id !== sent && one.id !== doubted && !wrong.some((each) => each.id === one.id) && send(one));
  const timer = setInterval(again, AGAIN_MS);
  listToday();
  draw({});
  again();
  return () => clearInterval(timer);
}

/** A code or title as it is compared. @param {string} text */
function squeezed(text) {
  return text.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]/g, "");
}

export default { render };
