// @ts-check
/** Small pieces of a page: elements, icons, ids, the size of letters, the state of the connection. */

export const SETTLE_MS = 300; // the second tap of a double tap must not answer what just came

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true && !name.startsWith("aria-")) element.setAttribute(name, "");
    else if (value !== null && (value !== false || name.startsWith("aria-"))) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const DRAWINGS = {
  speaker: "M4 9v6h4l5 4V5L8 9H4z M16 8.5a5 5 0 0 1 0 7 M18.5 6a8.5 8.5 0 0 1 0 12",
  goed: "M5 12.5l4.5 4.5L19 7.5",
  kan: "M5 12.5l4.5 4.5L19 7.5",
  gekozen: "M5 12.5l4.5 4.5L19 7.5",
  nog_eens: "M4 12a8 8 0 1 0 2.6-5.9 M4 4v4.5h4.5",
  snap_niet: "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3 M12 18.5v.1",
  woord: "M3 18l4.5-12L12 18 M4.5 14h6 M21 18v-7 M21 14.5a3 3 0 1 1-6 0 3 3 0 0 1 6 0z",
  plaatje: "M3 5h18v14H3z M3 16l5-5 4 4 3-3 6 6 M15.5 8.5v.1",
  antwoord: "M4 5h16v11h-9l-4 4v-4H4z M8.5 10.5h7",
  techniek: "M6 3h12v18H6z M9.5 9l5 5 M14.5 9l-5 5",
  vervelend: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M8.5 10v.1 M15.5 10v.1 M8 16c2-2 6-2 8 0",
  samen: "M2 12s4-6.5 10-6.5S22 12 22 12s-4 6.5-10 6.5S2 12 2 12z M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
};

/** @param {keyof typeof DRAWINGS} name */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", DRAWINGS[name]);
  svg.append(path);
  return svg;
}

/**
 * A line cut at the words that have an explanation.
 * @param {string} line
 * @param {Record<string, any>} words  by form in small letters
 * @returns {{text: string, explains: boolean}[]}
 */
export function cut(line, words) {
  return line
    .split(/([\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*)/u)
    .filter((text) => text)
    .map((text) => ({ text, explains: Object.hasOwn(words, text.toLowerCase()) }))
    .reduce((/** @type {{text: string, explains: boolean}[]} */ parts, part) => {
      const last = parts[parts.length - 1];
      if (last && !last.explains && !part.explains) last.text += part.text;
      else parts.push(part);
      return parts;
    }, []);
}

/** @returns {string} a random id; `randomUUID` is missing on plain http outside localhost */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {number} ms */
export function pace(ms) {
  if (ms < 5000) return "<5s";
  if (ms < 15000) return "5-15s";
  return ms < 60000 ? "15-60s" : ">60s";
}

// The size of letters is the person's own, kept on the device

const SIZES = ["1", "2", "3"];

/** Use the size that this device keeps. */
export function recallSize() {
  try {
    document.documentElement.dataset.size = localStorage.getItem("wpo.size") || SIZES[0];
  } catch {
    document.documentElement.dataset.size = SIZES[0];
  }
}

export function nextSize() {
  const now = document.documentElement.dataset.size || SIZES[0];
  const size = SIZES[(SIZES.indexOf(now) + 1) % SIZES.length];
  document.documentElement.dataset.size = size;
  try {
    localStorage.setItem("wpo.size", size);
  } catch {
    // a device that keeps nothing keeps no size either
  }
}

/**
 * Say how the connection is; a state without a text is silence.
 * @param {Element | null} place
 * @param {Record<string, string>} words
 * @param {string} state  as the outbox tells it
 */
export function showState(place, words, state) {
  if (!place) return;
  const line = words[`net_${state}`] || "";
  if (place.textContent !== line) place.textContent = line;
  place.classList.toggle("away", Boolean(line) && !["back", "preview"].includes(state));
}
