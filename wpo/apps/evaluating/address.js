// @ts-check
/** Keeps the choice in the address of the page, and takes along on the ways to the other pages. */

const PATIENCE_MS = 15_000; // after this without an answer the kernel is taken for gone

/**
 * Return an address with another choice; what was asked besides stays out.
 * @param {string} address @param {string} query
 */
export function withQuery(address, query) {
  const [path] = address.split(/[?#]/);
  return query ? `${path}?${query}` : path;
}

/**
 * Tell when something was asked and no answer came in time.
 * @param {() => void} tell @param {number} patience
 */
export function waiting(tell, patience = PATIENCE_MS) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return {
    asked() {
      timer ??= setTimeout(tell, patience);
    },
    answered() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

/** @param {{model: {get(name: string): any, on(what: string, then: () => void): void}, el: HTMLElement}} place */
function render({ model, el }) {
  const nav = document.createElement("nav");
  nav.className = "ways";
  const told = document.createElement("div");
  told.setAttribute("role", "alert");
  el.append(nav, told);
  const ours = location.pathname.startsWith("/voila/render/");
  const draw = () => {
    const query = model.get("query");
    nav.setAttribute("aria-label", model.get("texts").ways);
    nav.replaceChildren(
      ...model.get("ways").map((/** @type {{address: string, text: string, here: boolean}} */ way) => {
        const link = document.createElement("a");
        link.textContent = way.text;
        link.href = withQuery(way.address, query);
        if (way.here) link.setAttribute("aria-current", "page");
        return link;
      }),
    );
    if (ours) history.replaceState(history.state, "", withQuery(location.href, query));
  };
  const silence = waiting(() => {
    const { silent, reopen } = model.get("texts");
    const line = document.createElement("p");
    line.className = "notes";
    line.textContent = `${silent} `;
    const link = document.createElement("a");
    link.textContent = reopen;
    link.href = location.href;
    if (ours) line.append(link);
    told.replaceChildren(line);
  });
  const asked = (/** @type {Event} */ event) => {
    const chosen = event.target instanceof HTMLSelectElement && event.target.closest(".choose");
    if (chosen) silence.asked();
  };
  document.addEventListener("change", asked);
  model.on("change:query", draw);
  const count = () => {
    for (const name of ["answered", "figures"]) nav.dataset[name] = model.get(name);
  };
  model.on("change:answered", () => {
    count();
    silence.answered();
    told.replaceChildren();
  });
  count();
  draw();
  return () => document.removeEventListener("change", asked);
}

export default { render };
