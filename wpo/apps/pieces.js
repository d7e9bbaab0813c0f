// @ts-check
/** What the scripts of the live pages share; ``script.py`` puts it before each of them. */

/** @param {string} tag @param {string} [text] @param {Record<string, string>} [named] */
export function make(tag, text = "", named = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(named)) element.setAttribute(name, value);
  return element;
}
