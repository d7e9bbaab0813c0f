// @ts-check
/** Keeps the choice in the address of the page, and takes along on the ways to the other pages. */

/**
 * Return an address with another choice; what was asked besides stays out.
 * @param {string} address @param {string} query
 */
export function withQuery(address, query) {
  const [path] = address.split(/[?#]/);
  return query ? `${path}?${query}` : path;
}

/** @param {{model: {get(name: string): any, on(what: string, then: () => void): void}, el: HTMLElement}} place */
function render({ model, el }) {
  const nav = document.createElement("nav");
  nav.className = "ways";
  el.append(nav);
  const ours = location.pathname.startsWith("/voila/render/");
  const draw = () => {
    const query = model.get("query");
    document.getElementById("rendered_cells")?.setAttribute("role", "main"); // Voilà names no main part
    nav.setAttribute("aria-label", model.get("label"));
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
  model.on("change:query", draw);
  draw();
}

export default { render };
