// @ts-check
/**
 * The player: draws screens and walks the table that the Python engine compiled.
 *
 * It holds no rule about right or wrong: what an answer leads to, and what is said about it, stands
 * in `page.script`. The same file serves the participant's page and the widget in JupyterLab.
 *
 *   mount(root, page, port)
 *     page   the script, the texts and what is known of an earlier attempt (see wpo/player/page.py)
 *     port   where facts go: { send(event), keep(attempt), kept(), onState(listener) }
 *
 * An attempt is { id, script, log }; the log holds one entry for each answer:
 * { id, answer, at }. Everything on the screen follows from the attempt and from `at`, the place in
 * the log that is looked at: somebody can walk back without changing anything.
 *
 * @typedef {import("./walk.js").Attempt} Attempt
 * @typedef {{send: (event: object) => void, keep: (attempt: Attempt | null) => void,
 *   kept: () => Attempt | null, onState: (listener: (state: string) => void) => void}} Port
 */

import { SETTLE_MS, cut, h, icon, newId, nextSize, pace, showState } from "./pieces.js";
import { reader } from "./reader.js";
import { MOST_WORDS, REMARKS, remarked } from "./remark.js";
import { choose, summarise, walk } from "./walk.js";

const MARKS = /^[.,:;!?'’)]+/; // these never begin a line, also behind a word that can be tapped
const MOST_ASKED = 8; // a fact takes no more

/**
 * @param {HTMLElement} root
 * @param {any} page
 * @param {Port} port
 */
export function mount(root, page, port) {
  const words = page.texts;
  const t = (/** @type {string} */ key, /** @type {any[]} */ ...values) =>
    values.reduce((text, value, i) => text.replaceAll(`{${i}}`, String(value)), words[key]);

  const voice = reader(page.recordings, () => draw({ focus: false }));
  let attempt = choose(port.kept(), page.past) || { id: newId(), script: page.script, log: [] };
  let at = attempt.log.length;
  let welcome = at > 0;
  let panel = ""; // "", "stop", "help", "word", "remark" or "thanks"
  let word = ""; // the word that is explained
  let state = "saved";
  let shownAt = 0;
  let openedAt = 0; // the panel
  let remark = { kind: "", words: "" }; // what somebody says is not right
  let listened = 0;
  let helped = false;
  /** @type {string[]} */
  let asked = []; // words that somebody looked up on this screen
  /** @type {string[]} */
  let marked = []; // chosen on this screen, not yet answered

  port.onState((next) => {
    state = next;
    notice();
  });

  // What happened

  /** @param {string} key */
  function answer(key) {
    const { open } = course();
    if (open === null || performance.now() - shownAt < SETTLE_MS) return;
    const screen = attempt.script.screens[open];
    if (!Object.hasOwn(screen.answers, key)) return;
    const before = attempt.log.length ? attempt.log[attempt.log.length - 1].id : started();
    const item = attempt.script.items[screen.item];
    const event = fact(before, {
      name: "answered",
      index: screen.item,
      question: item.question,
      hash: item.hash,
      turn: screen.turn || "",
      attempt_at: screen.try,
      options: key === "" ? [] : key.split("+"),
      shown: (screen.offers || []).map((/** @type {any} */ offer) => offer.id),
      listened,
      helped,
      pace: pace(performance.now() - shownAt),
      asked,
    });
    attempt.log.push({ id: event.event_id, answer: key, at: event.occurred_at });
    port.keep(attempt);
    port.send(event);
    welcome = false;
    if (!screen.answers[key].said) at = attempt.log.length;
    draw({ focus: true });
  }

  /** The first fact of an attempt is made with its first answer: looking is not starting. */
  function started() {
    const items = attempt.script.items.map((/** @type {any} */ one) => ({
      assignment: one.assignment,
      question: one.question,
      hash: one.hash,
    }));
    const event = fact("", { name: "practice_started", seed: attempt.script.seed, items });
    port.send(event);
    return event.event_id;
  }

  /**
   * @param {string} after
   * @param {object} facts
   */
  function fact(after, facts) {
    return {
      event_id: newId(),
      version: 1,
      occurred_at: new Date().toISOString(),
      person: page.person,
      assignment: page.assignment,
      content_hash: attempt.script.content_hash,
      attempt: attempt.id,
      after,
      facts,
    };
  }

  const course = () => walk(attempt.script, attempt.log.map((entry) => entry.answer));

  /** @param {number} next */
  function go(next) {
    at = next;
    draw({ focus: true });
  }

  function practiseAgain() {
    attempt = { id: newId(), script: page.script, log: [] };
    port.keep(null);
    go(0);
  }

  // What is seen

  /** @param {{focus: boolean}} options */
  function draw({ focus }) {
    const { passed, open, results } = course();
    const past = at < passed.length ? passed[at] : null;
    const end = !past && open === null;
    const name = past ? past.screen : open;
    if (focus) {
      voice.stop();
      shownAt = performance.now();
      listened = 0;
      helped = false;
      asked = [];
      marked = [];
    }
    const body = end ? summary(results) : question(attempt.script.screens[name || ""], past);
    root.replaceChildren(
      header(end ? null : attempt.script.screens[name || ""]),
      h("div", { class: "notice", role: "status" }),
      h("div", { class: "screen", "data-screen": end ? "end" : name }, ...body),
      h("p", { class: "remark" }, h("button", { type: "button", onclick: () => notRight() }, t("remark"))),
      bar(),
    );
    notice();
    if (focus) aim();
    if (panel) openPanel();
  }

  /** Focus goes to the feedback where there is one, else to the text of the screen. */
  function aim() {
    const target = root.querySelector(".said") || root.querySelector(".text");
    if (!(target instanceof HTMLElement)) return;
    target.focus({ preventScroll: true });
    const first = target.classList.contains("text");
    if (first) globalThis.scrollTo(0, 0);
    else target.scrollIntoView({ block: "nearest" });
  }

  /** @param {any} screen */
  function header(screen) {
    return h(
      "header",
      { class: "top" },
      h("h1", {}, page.title),
      h("p", { class: "cue" }, screen ? cue(screen) : ""),
      h("button", { type: "button", class: "small size", onclick: nextSize }, t("size")),
    );
  }

  /** @param {any} screen */
  function cue(screen) {
    const items = attempt.script.items;
    const item = items[screen.item];
    if (item.kind === "model") return t("cue_model");
    if (item.kind === "plan") return t("cue_plan");
    if (item.assignment !== page.assignment) return t("cue_returning");
    const asked = items.filter(
      (/** @type {any} */ one) =>
        one.assignment === page.assignment && !["model", "plan"].includes(one.kind),
    );
    return t("cue_question", asked.indexOf(item) + 1, asked.length);
  }

  /**
   * @param {any} screen
   * @param {any} past  how it was answered, or null while it is open
   */
  function question(screen, past) {
    const many = screen.pick === "many" || screen.pick === "order";
    return [
      welcome && !past ? h("p", { class: "welcome" }, t("cue_welcome_back")) : null,
      picture(screen.scene),
      text("text", screen.lines),
      screen.says
        ? h("div", { class: "says" }, h("p", { class: "who" }, t("says", screen.who)), text("words", screen.says))
        : null,
      hint(screen),
      screen.pick === "next" ? null : offers(screen, past),
      wordsBelow(screen),
      past && many ? said(past) : null,
      past ? null : forward(screen),
    ].filter(Boolean);
  }

  /**
   * The room for a picture is kept before it comes, so nothing jumps. One that cannot come is gone.
   * @param {any} scene
   */
  function picture(scene) {
    const address = scene && page.pictures[scene.picture];
    if (!address) return null;
    const image = h("img", { class: "scene", src: address, alt: scene.alt, width: 640, height: 320 });
    image.addEventListener("error", () => image.remove());
    return image;
  }

  /**
   * Sentences, each on its own line, with a button that reads them aloud.
   * @param {string} kind
   * @param {string[]} lines
   */
  function text(kind, lines) {
    const block = h("div", { class: kind, tabindex: "-1" });
    block.append(...lines.map((line) => h("p", {}, ...explained(line))), ...listen(lines.join(" "), t("read")));
    return block;
  }

  /**
   * A line in which every hard word can be tapped.
   * @param {string} line
   */
  function explained(line) {
    const parts = cut(line, page.words);
    return parts.map((part, i) => {
      if (!part.explains) return parts[i - 1]?.explains ? part.text.replace(MARKS, "") : part.text;
      const button = wordButton(part.text, part.text);
      const marks = MARKS.exec(parts[i + 1]?.text || "");
      return marks ? h("span", { class: "together" }, button, marks[0]) : button;
    });
  }

  /**
   * @param {string} form  the word as it stands in a text
   * @param {string} label
   */
  function wordButton(form, label) {
    const press = () => {
      word = form.toLowerCase();
      asked = [...new Set([...asked, page.words[word][0]])].slice(0, MOST_ASKED);
      showPanel("word");
    };
    const title = t("word_means", form);
    return h("button", { type: "button", class: "word", "aria-label": title, title, onclick: press }, label);
  }

  /** Hard words that stand only in answers: an answer is a button, so they are explained below. */
  function wordsBelow(/** @type {any} */ screen) {
    const above = [...screen.lines, ...(screen.says || [])].join(" ");
    const forms = (/** @type {string} */ text) =>
      cut(text, page.words).filter((part) => part.explains).map((part) => part.text.toLowerCase());
    const there = new Set(forms(above).map((form) => page.words[form][0]));
    const below = (screen.offers || []).flatMap((/** @type {any} */ offer) => forms(offer.text));
    const fresh = [...new Set(below)].filter((form) => !there.has(page.words[form][0]));
    if (!fresh.length) return null;
    return h("p", { class: "explain" }, ...fresh.map((form) => wordButton(form, t("word_means", form))));
  }

  /**
   * @param {string} words
   * @param {string} label
   */
  function listen(words, label) {
    if (!voice.can(words)) return [];
    const press = () => {
      listened += 1;
      voice.say(words);
    };
    return [
      h("button", { type: "button", class: "listen", "aria-label": label, title: t("read"), onclick: press }, icon("speaker")),
    ];
  }

  /** What to do on this screen, where that is more than choosing one answer. */
  function hint(/** @type {any} */ screen) {
    const lines = [];
    if (screen.try === 3) {
      const select = { one: "cue_select", many: "cue_select_many", order: "cue_select_order" };
      lines.push(t("cue_shown"), ...(screen.shown || []));
      // @ts-ignore -- a show screen always asks to pick
      lines.push(t(select[screen.pick]));
    } else if (screen.try === 2) lines.push(t("cue_again"));
    else if (screen.pick === "order") lines.push(t("cue_order"));
    else if (screen.turn === "rehearse") lines.push(t("cue_rehearse"));
    return lines.length ? text("hint", lines) : null;
  }

  /**
   * @param {any} screen
   * @param {any} past
   */
  function offers(screen, past) {
    const given = past ? past.answer.split("+") : marked;
    const list = h("ul", { class: `offers ${screen.pick}` });
    for (const offer of screen.offers) {
      const chosen = given.includes(offer.id);
      const row = h("li", { class: "offer" }, control(screen, offer, chosen, given, past));
      row.append(...listen(offer.text, t("read_this", offer.text)));
      list.append(row);
      if (past && chosen && screen.pick === "one") list.append(h("li", { class: "under" }, said(past)));
    }
    const group = h("fieldset", {}, h("legend", { class: "unseen" }, screen.lines[screen.lines.length - 1]), list);
    return group;
  }

  /**
   * One thing to choose: a button, or a checkbox where several may be chosen.
   * @param {any} screen
   * @param {any} offer
   * @param {boolean} chosen
   * @param {string[]} given
   * @param {any} past
   */
  function control(screen, offer, chosen, given, past) {
    const fixed = offer.state || "";
    // When the good answer is pointed out, options are shut that were never tried.
    const note = fixed && screen.try === 2 ? h("span", { class: "note" }, t(`option_${fixed}`)) : null;
    if (screen.pick === "many") {
      const box = h("input", {
        type: "checkbox",
        value: offer.id,
        disabled: Boolean(past || fixed),
        onchange: () => mark(offer.id),
      });
      box.checked = chosen || fixed === "kept";
      return h("label", { class: `choice ${fixed}` }, box, h("span", {}, offer.text), note);
    }
    if (screen.pick === "order") {
      const kept = screen.offers.filter((/** @type {any} */ one) => one.state === "kept");
      const first = past ? given : [...keptOrder(screen, kept), ...given];
      const place = first.indexOf(offer.id) + 1;
      const label = place ? t("place", place) : "";
      return h(
        "button",
        {
          type: "button",
          class: `choice ${fixed}`,
          disabled: Boolean(past || fixed),
          "aria-pressed": place > 0,
          onclick: () => mark(offer.id),
        },
        h("span", { class: "place", "aria-hidden": "true" }, place ? String(place) : ""),
        h("span", {}, offer.text),
        label ? h("span", { class: "unseen" }, label) : null,
        note,
      );
    }
    return h(
      "button",
      {
        type: "button",
        class: `choice ${fixed} ${past && chosen ? "chosen" : ""}`,
        disabled: Boolean(past || fixed),
        onclick: () => answer(offer.id),
      },
      h("span", {}, offer.text),
      past && chosen ? h("span", { class: "note" }, t("chosen")) : note,
    );
  }

  /** The steps that stand already, in the order that every answer of this screen begins with. */
  function keptOrder(/** @type {any} */ screen, /** @type {any[]} */ kept) {
    return Object.keys(screen.answers)[0].split("+").slice(0, kept.length);
  }

  /** Choose or take back something on a screen where several things are chosen. */
  function mark(/** @type {string} */ id) {
    marked = marked.includes(id) ? marked.filter((one) => one !== id) : [...marked, id];
    const active = document.activeElement;
    const index = [...root.querySelectorAll(".offers .choice, .offers input")].indexOf(
      /** @type {Element} */ (active),
    );
    draw({ focus: false });
    const again = root.querySelectorAll(".offers .choice, .offers input")[index];
    if (again instanceof HTMLElement) again.focus();
  }

  /** The answer that is marked now, spelled as the table spells it. */
  function markedKey(/** @type {any} */ screen) {
    const kept = screen.offers.filter((/** @type {any} */ one) => one.state === "kept");
    if (screen.pick === "order") return [...keptOrder(screen, kept), ...marked].join("+");
    return [...kept.map((/** @type {any} */ one) => one.id), ...marked].sort().join("+");
  }

  /** The button that goes on: on a screen without a choice, or when several things are marked. */
  function forward(/** @type {any} */ screen) {
    if (screen.pick === "one") return null;
    if (screen.pick === "next") {
      const label = screen.turn === "rehearse" ? t("said_aloud") : t("next");
      return h("button", { type: "button", class: "go", onclick: () => answer("") }, label);
    }
    const key = markedKey(screen);
    const ready = Object.hasOwn(screen.answers, key);
    return h(
      "button",
      { type: "button", class: "go", "aria-disabled": !ready, onclick: () => ready && answer(key) },
      t("done"),
    );
  }

  /** The feedback to an answer, with the way on. */
  function said(/** @type {any} */ past) {
    const { taken } = past;
    const tone = taken.tone;
    const again = { nog_eens: "again", samen: "look" };
    // @ts-ignore -- every other tone goes on
    const label = t(again[tone] || "next");
    const box = h("section", { class: `said ${tone}`, tabindex: "-1", "aria-live": "polite" });
    if (taken.reply) {
      box.append(h("p", { class: "who" }, t("says", taken.who)), h("p", { class: "reply" }, taken.reply));
    }
    const aloud = [taken.reply, t(`tone_${tone}`), ...taken.said].filter(Boolean).join(" ");
    box.append(
      h("p", { class: "tone" }, icon(tone), h("strong", {}, t(`tone_${tone}`))),
      ...taken.said.map((/** @type {string} */ line) => h("p", {}, ...explained(line))),
      ...listen(aloud, t("read")),
      h("button", { type: "button", class: "go", onclick: () => go(at + 1) }, label),
    );
    return box;
  }

  function summary(/** @type {any[]} */ results) {
    const { know, watch, plan } = summarise(results, page.most);
    const part = (/** @type {string} */ title, /** @type {string[]} */ lines) =>
      lines.length
        ? h("section", { class: "part" }, h("h2", {}, title), ...lines.map((line) => h("p", {}, line)), ...listen([title, ...lines].join(" "), t("read_this", title)))
        : null;
    return [
      h("div", { class: "text", tabindex: "-1" }, h("p", {}, h("strong", {}, t("summary_title")))),
      know.length ? part(t("summary_know"), know) : h("p", {}, t("summary_practised")),
      part(t("summary_watch"), watch),
      part(t("summary_plan"), plan),
      page.links.week ? h("a", { class: "go", href: page.links.week }, t("summary_week")) : null,
      page.links.rate ? h("a", { class: "go quiet", href: page.links.rate }, t("summary_rate")) : null,
      h("button", { type: "button", class: "go quiet", onclick: () => globalThis.print() }, t("summary_print")),
      h("button", { type: "button", class: "go quiet", onclick: practiseAgain }, t("summary_again")),
      page.links.choose ? h("a", { class: "go quiet", href: page.links.choose }, t("stop_other")) : null,
    ].filter(Boolean);
  }

  // Always in the same place: back, stop and keep, help

  function bar() {
    return h(
      "nav",
      { class: "bar", "aria-label": t("bar") },
      h("button", { type: "button", disabled: at === 0, onclick: () => go(at - 1) }, t("back")),
      h("button", { type: "button", onclick: () => showPanel("stop") }, t("stop")),
      h("button", { type: "button", onclick: () => showPanel("help") }, t("help")),
    );
  }

  function showPanel(/** @type {string} */ name) {
    panel = name;
    helped = helped || name === "help";
    openPanel();
  }

  function openPanel() {
    root.querySelector("dialog")?.remove();
    const close = () => {
      const from = ["remark", "thanks"].includes(panel) ? root.querySelector(".remark button") : null;
      panel = "";
      dialog.remove();
      if (from instanceof HTMLElement) from.focus({ preventScroll: true });
    };
    const bodies = { stop: stopped, help: helping, word: explaining, remark: remarking, thanks };
    // @ts-ignore -- a panel that is open has one of these names
    const body = bodies[panel]();
    openedAt = performance.now();
    const way = panel === "stop" || panel === "thanks" ? t("stop_go_on") : t("close");
    const dialog = h(
      "dialog",
      { class: "panel", "aria-labelledby": "wpo-panel", onclose: close },
      ...body,
      h("button", { type: "button", class: "go", onclick: () => tappedTwice() || dialog.close() }, way),
    );
    root.append(dialog);
    dialog.showModal();
  }

  function stopped() {
    const kept = state === "saved" ? t("stop_saved") : t("stop_waiting");
    const lines = [kept, t("stop_later")];
    return [
      h("h2", { id: "wpo-panel" }, t("stop_title")),
      text("words", lines),
      page.links.choose ? h("a", { class: "go quiet", href: page.links.choose }, t("stop_other")) : null,
    ].filter(Boolean);
  }

  function helping() {
    const { open } = course();
    const pick = open === null ? "next" : attempt.script.screens[open].pick;
    const lines = [t(`help_${pick}`), t("help_size"), t("help_try"), t("help_no_mark"), t("help_ask")];
    if (voice.can("")) lines.splice(1, 0, t("help_read"));
    return [h("h2", { id: "wpo-panel" }, t("help_title")), text("words", lines)];
  }

  /** The second tap of a double tap neither tells something nor shuts what thanks for it. */
  const tappedTwice = () =>
    ["remark", "thanks"].includes(panel) && performance.now() - openedAt < SETTLE_MS;

  function notRight() {
    remark = { kind: "", words: "" };
    showPanel("remark");
  }

  function remarking() {
    const box = h("textarea", { rows: 3, maxlength: MOST_WORDS }, remark.words);
    box.addEventListener("input", () => { remark.words = box.value; });
    const kinds = REMARKS.map((kind) => {
      const label = t(`remark_${kind}`);
      // @ts-ignore -- every kind has a drawing
      const button = h("button", { type: "button", class: "choice", value: kind, onclick: () => tellRemark(kind) }, icon(kind), h("span", {}, label));
      return h("li", { class: "offer" }, button, ...listen(label, t("read_this", label)));
    });
    const more = h("details", { open: Boolean(remark.words) }, h("summary", {}, t("remark_words")), h("label", {}, t("remark_words_first"), h("small", {}, t("remark_words_hint")), box));
    return [h("h2", { id: "wpo-panel" }, t("remark_title")), text("words", [t("remark_how")]), h("ul", { class: "offers" }, ...kinds), more];
  }

  /** One tap tells it; the practice stays as it is. */
  function tellRemark(/** @type {string} */ kind) {
    if (tappedTwice()) return;
    const { passed, open } = course();
    const name = at < passed.length ? passed[at].screen : open;
    remark.kind = kind;
    const told = { id: newId(), at: new Date().toISOString(), kind, words: remark.words };
    const screen = name === null ? null : attempt.script.screens[name];
    if (!page.preview) port.send(remarked(page, attempt.script, screen, told));
    showPanel("thanks");
  }

  function thanks() {
    const lines = [t("remark_told", t(`remark_${remark.kind}`)), t("remark_later")];
    if (remark.kind === "vervelend") lines.splice(1, 0, t("remark_harm"));
    const body = text("words", page.preview ? [words.net_preview] : lines);
    return [h("h2", { id: "wpo-panel" }, t("remark_thanks")), body];
  }

  function explaining() {
    const [name, means] = page.words[word];
    return [h("h2", { id: "wpo-panel" }, name), text("words", [means])];
  }

  function notice() {
    showState(root.querySelector(".notice"), words, state);
  }

  draw({ focus: false });
  // The other pictures come while somebody reads: later screens need no connection.
  setTimeout(() => Object.values(page.pictures).forEach((address) => { new Image().src = address; }), 1500);
  return { draw };
}

// ---- In JupyterLab: the same player over the comm of a widget ----------------------------------

/** @param {{model: any, el: HTMLElement}} widget */
function render({ model, el }) {
  el.classList.add("wpo");
  const fresh = () => {
    el.replaceChildren();
    mount(el, model.get("page"), {
      send: (event) => model.send({ event }),
      keep: () => {},
      kept: () => null,
      onState: (listener) => model.on("msg:custom", (/** @type {any} */ told) => listener(told.state)),
    });
  };
  model.on("change:page", fresh);
  fresh();
}

export default { render };
