// @ts-check
/**
 * A figure with what belongs to it: title, what it means, drawing, how to read it, its table, and
 * files to keep. It holds no number of its own: it draws what the kernel sends.
 *
 * The drawing library comes from our own server; where there is none (JupyterLab) the kernel sends
 * it, once a page. Nothing comes from another host.
 *
 * @typedef {{columns: string[], rows: string[][]}} Table
 * @typedef {{name: string, title: string, means: string, basis: string, reading: string,
 *   source: string, alt: string, figure: {data: any[], layout: any} | null, table: Table,
 *   csv: string, texts: Record<string, string>}} Shown
 * @typedef {{get(name: string): any,
 *   send(message: object): void, on(what: string, then: (...told: any[]) => void): void,
 *   off(what: string, then: (...told: any[]) => void): void}} Model
 */

const NARROW = 640;
const COLUMN_PX = 52; // what the column with n takes on a phone
const ROOM = 1.3; // how much farther than the marks an axis of changes reaches (see change.py)
const NEAR = "600px 0px"; // how far from the screen a figure is drawn already
const FOLDING_PX = 55; // a row that is lower than this has no room for three lines
const TWO_LINES_PX = 38;
const AROUND_PX = 96; // what is above and below the rows (see theme.py)
const LEGEND_PX = 60; // a legend of three lines
const PAPER_PX = 660; // how wide a drawing is on a printed A4
const IDLE_MS = 1000; // after this the library is fetched, so that printing finds it

/**
 * Return a figure for a width: on a phone letters are smaller, labels get less room, and the column
 * that says of how many each row is (named "n") keeps its own.
 * @param {{data: any[], layout: any}} figure @param {number} width
 */
export function fitted({ data, layout }, width) {
  const fit = { ...layout, autosize: false, width };
  if (width >= NARROW) return { data, layout: fit };
  fit.font = { ...layout.font, size: 13 };
  const own = layout.yaxis;
  if (own?.ticktext) {
    const rows = own.ticktext.length;
    const lines = layout.height / rows > FOLDING_PX ? 3 : 2;
    const short = own.ticktext.map((/** @type {string} */ one) => folded(one, 16, lines));
    fit.yaxis = { ...own, ticktext: short };
    if (lines === 2 && short.some((/** @type {string} */ one) => one.includes("<br>")))
      fit.height = Math.max(
        layout.height,
        rows * TWO_LINES_PX + AROUND_PX + (layout.showlegend ? LEGEND_PX : 0),
      );
  }
  const hasN = data.some((one) => one.name === "n");
  fit.xaxis = { ...layout.xaxis, ...fewerTicks(layout.xaxis ?? {}, hasN ? 3 : 5) };
  if (!hasN) return { data, layout: fit };
  const [low, high] = layout.xaxis.range;
  const end = layout.xaxis.tickformat ? 1.02 : -low / ROOM; // where the marks end, without the column
  const px = (end - low) / (width / 2 - COLUMN_PX);
  fit.xaxis.range = [layout.xaxis.tickformat ? low : -end, end + COLUMN_PX * px];
  const at = end + (COLUMN_PX / 2) * px;
  const moved = data.map((one) => (one.name === "n" ? { ...one, x: one.x.map(() => at) } : smaller(one)));
  return { data: moved, layout: fit };
}

/** Return marks that leave a short interval in sight. @param {any} trace */
function smaller(trace) {
  if (!trace.marker?.size) return trace;
  const { size, line } = trace.marker;
  const thin = line ? { ...line, width: line.width * 0.6 } : undefined;
  return { ...trace, marker: { ...trace.marker, size: size * 0.6, ...(thin && { line: thin }) } };
}

/**
 * Return every other tick where there are more than `most`, so that none has to stand askew or on
 * the next one; zero stays.
 * @param {{tickvals?: number[], ticktext?: string[], tickformat?: string}} axis
 * @param {number} most
 */
function fewerTicks({ tickvals, ticktext, tickformat }, most) {
  if (tickformat) return { dtick: 0.5, tickangle: 0 };
  if (!tickvals || !ticktext || tickvals.length <= most) return { tickangle: 0 };
  const even = Math.max(tickvals.indexOf(0), 0) % 2;
  const kept = (/** @type {any} */ _, /** @type {number} */ at) => at % 2 === even;
  return { tickvals: tickvals.filter(kept), ticktext: ticktext.filter(kept), tickangle: 0 };
}

/**
 * Return a label over at most `most` lines of about `size` letters.
 * @param {string} text @param {number} size @param {number} [most]
 */
export function folded(text, size, most = 3) {
  const lines = [""];
  for (const word of text.split(/ |<br>/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length >= size) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.slice(0, most).join("<br>") + (lines.length > most ? "…" : "");
}

/**
 * Return the name of a file: which figure, and of which research set.
 * @param {{name: string, source: string}} shown @param {string} ending
 */
export function fileName(shown, ending) {
  const hash = /wpo-extract-[\d-]+-[0-9a-f]+/.exec(shown.source);
  return `${[shown.name, ...(hash ? [hash[0]] : [])].join("-")}.${ending}`;
}

/**
 * Return Plotly, fetched once a page: each figure is a widget with its own copy of this file, so
 * the promise is kept where all find it.
 * @param {Model} model
 * @returns {Promise<any>}
 */
function plotly(model) {
  const here = /** @type {any} */ (globalThis);
  here.wpoPlotly ??= load(model.get("address"))
    .catch(async () => load(URL.createObjectURL(await asked(model))))
    .then(() => here.Plotly);
  return here.wpoPlotly;
}

/** @param {string} address @returns {Promise<void>} */
function load(address) {
  return new Promise((done, failed) => {
    if (!address) return failed(new Error("no address"));
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done();
    script.onerror = () => failed(new Error(address));
    document.head.append(script);
  });
}

/** Ask the kernel for the library. @param {Model} model @returns {Promise<Blob>} */
function asked(model) {
  return new Promise((done) => {
    const take = (/** @type {any} */ message, /** @type {DataView[]} */ buffers) => {
      if (message.library !== true) return;
      model.off("msg:custom", take);
      done(new Blob([/** @type {any} */ (buffers[0])], { type: "text/javascript" }));
    };
    model.on("msg:custom", take);
    model.send({ library: true });
  });
}

/** @param {string} tag @param {string} text @param {Record<string, string>} [named] */
function make(tag, text = "", named = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(named)) element.setAttribute(name, value);
  return element;
}

/** @param {Table} table @param {string} title */
function tableOf(table, title) {
  const scroll = make("div", "", { class: "scroll", tabindex: "0", role: "region", "aria-label": title });
  const whole = make("table");
  const head = make("tr");
  head.append(...table.columns.map((one) => make("th", one, { scope: "col" })));
  const top = make("thead");
  top.append(head);
  const body = make("tbody");
  for (const row of table.rows) {
    const tr = make("tr");
    tr.append(...row.map((cell, at) => make(at ? "td" : "th", cell, at ? {} : { scope: "row" })));
    body.append(tr);
  }
  whole.append(top, body);
  scroll.append(whole);
  return scroll;
}

/**
 * Return what a data address holds; a page of ours may fetch nothing but from its own server.
 * @param {string} address
 */
export function blobOf(address) {
  const [head, body] = [address.slice(0, address.indexOf(",")), address.slice(address.indexOf(",") + 1)];
  const type = head.replace(/^data:|;.*$/g, "");
  const letters = head.endsWith(";base64") ? atob(body) : null;
  const held = letters ? Uint8Array.from(letters, (one) => one.charCodeAt(0)) : decodeURIComponent(body);
  return new Blob([held], { type });
}

/** @param {string} name @param {Blob} blob */
function keep(name, blob) {
  const link = /** @type {HTMLAnchorElement} */ (make("a", "", { download: name }));
  link.href = URL.createObjectURL(blob);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** @param {{model: Model, el: HTMLElement}} place */
function render({ model, el }) {
  el.classList.add("wpo-chart");
  const parts = {
    title: make("h2"),
    means: make("p", "", { class: "means" }),
    drawing: make("div", "", { class: "drawing", role: "img" }),
    reading: make("p", "", { class: "reading" }),
    basis: make("p", "", { class: "basis" }),
    more: /** @type {HTMLDetailsElement} */ (make("details")),
    files: make("p", "", { class: "files" }),
    source: make("p", "", { class: "source" }),
  };
  const figure = make("figure");
  figure.append(...Object.values(parts));
  el.append(figure);
  let turn = 0;
  /** @type {boolean | undefined} */
  let isNear; // not known yet
  let isStale = true;
  let isPrinted = false;

  /**
   * Draw, where it is near the screen: a page has a dozen figures, and one or two are looked at.
   * While `data-waits` is there, a drawing is to come.
   */
  const paint = async () => {
    const mine = ++turn;
    const shown = /** @type {Shown} */ (model.get("shown"));
    if (isNear === undefined && !isPrinted) return;
    if (shown.figure && (isNear || isPrinted) && isStale) {
      el.dataset.waits = "";
      const Plotly = await plotly(model);
      const room = Math.floor(parts.drawing.clientWidth);
      const width = isPrinted ? Math.min(room, PAPER_PX) : room;
      if (mine !== turn || width < 50) return;
      const fit = fitted(shown.figure, width);
      isStale = false;
      await Plotly.react(parts.drawing, fit.data, fit.layout, { displayModeBar: false });
      if (mine !== turn) return;
    }
    delete el.dataset.waits;
  };

  /** Draw anew, now or when somebody comes near. */
  const repaint = () => {
    isStale = true;
    void paint();
  };

  /** Fill the table only when somebody opens it: most stay shut, and they cost most of the time. */
  const unfold = () => {
    if (!parts.more.open || parts.more.querySelector("table")) return;
    const { table, title } = /** @type {Shown} */ (model.get("shown"));
    parts.more.append(tableOf(table, title));
  };
  parts.more.addEventListener("toggle", unfold);

  /** Keep the room that the drawing will take, so that nothing moves later. */
  const reserve = () => {
    const { figure } = /** @type {Shown} */ (model.get("shown"));
    const fit = figure && fitted(figure, parts.drawing.clientWidth || NARROW);
    parts.drawing.style.minHeight = `${fit?.layout.height ?? 0}px`;
  };

  const draw = () => {
    const shown = /** @type {Shown} */ (model.get("shown"));
    if (!shown.title) return;
    parts.title.textContent = shown.title;
    parts.means.textContent = shown.means;
    parts.reading.textContent = shown.figure ? shown.reading : "";
    parts.basis.textContent = shown.basis;
    parts.source.textContent = shown.source;
    parts.drawing.setAttribute("aria-label", shown.alt);
    parts.drawing.hidden = !shown.figure;
    reserve();
    const wasOpen = parts.more.open;
    parts.more.replaceChildren(make("summary", shown.texts.table));
    parts.more.open = wasOpen;
    unfold();
    parts.more.hidden = !shown.table.rows.length;
    parts.files.replaceChildren(...files(shown));
    repaint();
  };

  /** @param {Shown} shown */
  const files = (shown) => {
    const button = (/** @type {string} */ text, /** @type {() => void} */ press) => {
      const made = make("button", text, { type: "button", "aria-label": `${text}: ${shown.title}` });
      made.addEventListener("click", press);
      return made;
    };
    const picture = (/** @type {"svg" | "png"} */ format) => async () => {
      const Plotly = await plotly(model);
      const [width, height] = [1000, shown.figure?.layout.height ?? 500];
      const image = await Plotly.toImage(
        { data: shown.figure?.data, layout: { ...shown.figure?.layout, width, height } },
        { format, width, height, scale: format === "png" ? 2 : 1 },
      );
      keep(fileName(shown, format), blobOf(image));
    };
    const csv = () => keep(fileName(shown, "csv"), new Blob(["\ufeff", shown.csv], { type: "text/csv" }));
    const made = shown.table.rows.length ? [button(shown.texts.csv, csv)] : [];
    return shown.figure
      ? [...made, button(shown.texts.svg, picture("svg")), button(shown.texts.png, picture("png"))]
      : made;
  };

  let width = 0;
  const resized = new ResizeObserver(([one]) => {
    const now = Math.floor(one.contentRect.width);
    if (now === width) return; // its own drawing changes the height only
    width = now;
    seen.observe(el); // only what has a place on the page is near or far
    reserve();
    repaint();
  });
  const seen = new IntersectionObserver(
    (told) => {
      isNear = told[told.length - 1].isIntersecting;
      void paint();
    },
    /** @type {any} */ ({ rootMargin: NEAR, scrollMargin: NEAR }), // Voilà scrolls inside its page
  );
  const printed = () => {
    isPrinted = true;
    repaint();
  };
  const back = () => {
    isPrinted = false;
    repaint();
  };
  el.dataset.waits = ""; // until it is known whether somebody sees it
  resized.observe(el);
  addEventListener("beforeprint", printed);
  addEventListener("afterprint", back);
  const idle = setTimeout(() => void plotly(model), IDLE_MS); // printing does not wait for it
  model.on("change:n", draw);
  draw();
  return () => {
    resized.disconnect();
    seen.disconnect();
    clearTimeout(idle);
    removeEventListener("beforeprint", printed);
    removeEventListener("afterprint", back);
    /** @type {any} */ (globalThis).Plotly?.purge(parts.drawing);
  };
}

export default { render };
