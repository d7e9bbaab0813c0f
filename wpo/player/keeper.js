// @ts-check
/**
 * The keeper (a service worker): lets a participant open a page again without a connection.
 *
 * The network comes first, always; only when it fails or is very slow does the page come from this
 * device. What was answered meanwhile is in the outbox, so an old page goes on where the person is.
 * Pages of one person only are kept: when somebody else comes in, the earlier ones are thrown away.
 * On a device that several people share nothing is kept.
 *
 * Browsers allow this on https and on localhost; elsewhere a page simply is not kept.
 */

/** @type {any} */
const keeper = self;
const PATIENCE_MS = 6000;
const PAGES = "/voila/render/deelnemer/";

keeper.addEventListener("install", () => keeper.skipWaiting());
keeper.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(keeper.clients.claim()));

keeper.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.mode !== "navigate" || !new URL(request.url).pathname.startsWith(PAGES)) return;
  const fresh = fetch(request);
  event.respondWith(freshOrKept(request, fresh));
  event.waitUntil(fresh.then((answer) => keep(request, answer.clone())).catch(() => {}));
});

/** @param {Request} request @param {Promise<Response>} fresh */
async function freshOrKept(request, fresh) {
  const kept = await caches.match(request.url);
  if (!kept) return fresh;
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  const served = fresh.then((answer) => (answer.status < 500 ? answer.clone() : kept));
  return Promise.race([served.catch(() => kept), patience]);
}

/** @param {Request} request @param {Response} answer */
async function keep(request, answer) {
  if (!answer.ok || answer.redirected) return;
  if (answer.headers.has("Wpo-Shared")) {
    for (const name of await caches.keys()) await caches.delete(name);
    return;
  }
  const text = await answer.text();
  const person = /data-person="([^"]+)"/.exec(text);
  if (!person || !text.trimEnd().endsWith("</html>")) return; // half a page is no page
  const mine = `wpo-${person[1]}`;
  for (const name of await caches.keys()) if (name !== mine) await caches.delete(name);
  const cache = await caches.open(mine);
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  await cache.put(request.url, new Response(text, { headers }));
}
