// @ts-check
/**
 * The outbox: keeps every fact on the device until the server has said that it has it.
 *
 * Each fact has a place of its own in localStorage (two tabs never overwrite each other), is sent
 * as soon as there is a connection, and is forgotten only after its acknowledgement. What the
 * server refuses is put aside and told, never dropped; what is about somebody who was erased goes.
 * Where the device keeps nothing, facts wait in memory and the person is asked to stay on the page.
 *
 * States told to the player: saved, away (no connection), back (just caught up), login (the link
 * must be opened again), refused, memory (this device keeps nothing), erased (this person asked to
 * be erased: the server knows nothing of them any more, and this device forgets as well).
 */

const WAITS_MS = [1000, 2000, 5000, 10000, 30000];
const BATCH = 50;

/**
 * @param {string} person
 * @param {string} assignment
 * @param {string} address  where facts are posted
 */
export function openOutbox(person, assignment, address) {
  const shelf = openShelf();
  const prefix = `wpo.out.${person}.`;
  const aside = `wpo.aside.${person}.`;
  const place = `wpo.attempt.${person}.${assignment}`;
  /** @type {(state: string) => void} */
  let tell = () => {};
  let scripted = ""; // the attempt whose script is on the shelf
  let count = 0;
  let failures = 0;
  let sending = false;
  let timer = 0;

  /** Waiting facts in the order in which they happened. */
  const waiting = () =>
    shelf
      .keys(prefix)
      .sort()
      .map((key) => ({ key, event: JSON.parse(shelf.get(key) || "null") }))
      .filter((one) => one.event);

  function state() {
    if (shelf.keys(aside).length) return "refused";
    if (!waiting().length) return "saved";
    return shelf.lasting ? "away" : "memory";
  }

  async function flush() {
    if (sending) return;
    clearTimeout(timer);
    const batch = waiting().slice(0, BATCH);
    if (!batch.length) return;
    sending = true;
    try {
      const answer = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(batch.map((one) => one.event)),
        keepalive: true,
        credentials: "same-origin",
        signal: AbortSignal.timeout(20000),
      });
      if (answer.status === 410) {
        forget(person);
        tell("erased");
        return;
      }
      if (answer.status === 401 || answer.status === 403) {
        tell("login");
        later();
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      settle(batch, await answer.json());
      const caught = failures > 0;
      failures = 0;
      sending = false;
      if (waiting().length) await flush();
      else tell(state() === "saved" && caught ? "back" : state());
    } catch {
      failures += 1;
      tell(state());
      later();
    } finally {
      sending = false;
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(flush, WAITS_MS[Math.min(failures, WAITS_MS.length) - 1] || WAITS_MS[0]);
  }

  /**
   * Forget what the server has, and who was erased; put aside what it refused.
   * @param {{key: string, event: any}[]} batch
   * @param {{stored: string[], known: string[], waiting: string[], gone: string[], refused: {event_id: string}[]}} told
   */
  function settle(batch, told) {
    const done = new Set([...told.stored, ...told.known, ...told.waiting, ...told.gone]);
    const refused = new Map(told.refused.map((one) => [one.event_id, one]));
    let moved = 0;
    for (const { key, event } of batch) {
      const no = refused.get(event.event_id);
      if (no) shelf.put(aside + event.event_id, JSON.stringify({ event, no }));
      if (no || done.has(event.event_id)) {
        shelf.drop(key);
        moved += 1;
      }
    }
    for (const { event } of batch) if (told.gone.includes(event.event_id)) forget(event.person);
    if (!moved) throw new Error("the server named none of these facts");
  }

  /** Every fact on this device, and whom it is by and about. */
  const everything = () =>
    [...shelf.keys("wpo.out."), ...shelf.keys("wpo.aside.")].map((key) => {
      const kept = JSON.parse(shelf.get(key) || "{}");
      return { key, people: [key.split(".")[2], (kept.event || kept).person] };
    });

  /** Nothing by or about an erased person stays here. @param {string} code */
  function forget(code) {
    for (const { key, people } of everything()) if (people.includes(code)) shelf.drop(key);
    for (const key of shelf.keys(`wpo.attempt.${code}.`)) shelf.drop(key);
    globalThis.caches?.delete(`wpo-${code}`);
  }

  /** Facts by or about somebody who was erased meanwhile would stay on this device for ever. */
  async function forgetErased() {
    const codes = new Set(everything().flatMap((one) => one.people).filter((one) => typeof one === "string"));
    codes.delete(person);
    if (!codes.size || !address.endsWith("/api/events")) return;
    try {
      const body = JSON.stringify([...codes].slice(0, 100));
      const answer = await fetch(address.replace(/events$/, "erased"), { method: "POST", body, credentials: "omit" });
      if (answer.ok) for (const code of (await answer.json()).erased) forget(code);
    } catch {
      // no connection: the next page asks again
    }
  }

  addEventListener("online", () => flush());
  addEventListener("pagehide", () => flush());
  document.addEventListener("visibilitychange", () => flush());

  return {
    /** @param {object} event */
    send(event) {
      count += 1;
      // Sortable: time first, then a counter for facts within one millisecond.
      const stamp = String(Date.now()).padStart(15, "0") + String(count).padStart(6, "0");
      // @ts-ignore -- every fact has an id
      shelf.put(`${prefix}${stamp}.${event.event_id}`, JSON.stringify(event));
      if (!shelf.lasting) tell("memory");
      setTimeout(flush); // the fact is safe: first the feedback, then the network
    },
    /** @param {any} attempt */
    keep(attempt) {
      if (!attempt) {
        shelf.drop(place);
        return;
      }
      // The script is large and stays the same: it is written once, the log with every answer.
      if (scripted !== attempt.id) {
        shelf.put(`${place}.script`, JSON.stringify({ id: attempt.id, script: attempt.script }));
        scripted = attempt.id;
      }
      shelf.put(place, JSON.stringify({ id: attempt.id, log: attempt.log }));
    },
    kept() {
      const attempt = JSON.parse(shelf.get(place) || "null");
      const { id, script } = JSON.parse(shelf.get(`${place}.script`) || "{}");
      return attempt && attempt.id === id ? { ...attempt, script } : null;
    },
    /** Facts that the server does not have yet. */
    pending() {
      return waiting().map((one) => one.event);
    },
    /** @param {(state: string) => void} listener */
    onState(listener) {
      tell = listener;
      tell(state());
      flush();
      forgetErased();
    },
  };
}

/** localStorage, or a plain map where the device refuses it (private mode, full disk). */
function openShelf() {
  /** @type {Map<string, string>} */
  const memory = new Map();
  const shelf = {
    lasting: true,
    /** @param {string} key */
    get(key) {
      try {
        return memory.get(key) ?? localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    /** @param {string} key @param {string} value */
    put(key, value) {
      try {
        localStorage.setItem(key, value);
        memory.delete(key);
      } catch {
        shelf.lasting = false;
        memory.set(key, value);
      }
    },
    /** @param {string} key */
    drop(key) {
      memory.delete(key);
      try {
        localStorage.removeItem(key);
      } catch {
        shelf.lasting = false;
      }
    },
    /** @param {string} prefix */
    keys(prefix) {
      const lasting = [];
      try {
        for (let i = 0; i < localStorage.length; i += 1) lasting.push(localStorage.key(i) || "");
      } catch {
        shelf.lasting = false;
      }
      return [...new Set([...lasting, ...memory.keys()])].filter((key) => key.startsWith(prefix));
    },
  };
  shelf.put("wpo.test", "1");
  shelf.drop("wpo.test");
  return shelf;
}
