// @ts-check
/**
 * What a page does for a shared device. Not on somebody's own: there nothing of this is in a page.
 *
 * forgetPerson: nothing of a person stays, except facts that the server does not have yet; those
 * leave when the same person comes back. watchDevice: nobody touches the page for a while, so the
 * person has gone; first a question, then the page goes blank and the session ends.
 */

/** Facts that wait are nowhere else. Facts that were refused the server has seen: they go too. */
const UNSENT = /^wpo\.(out|papier)\./;

async function forgetPerson() {
  try {
    sessionStorage.clear();
    for (const key of Object.keys(localStorage)) if (!UNSENT.test(key)) localStorage.removeItem(key);
  } catch {}
  try {
    for (const name of await caches.keys()) await caches.delete(name);
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  } catch {}
}

/** @param {{idle_ms: number, ask_ms: number, tell_ms: number, leave: string, here: string, question: string}} how */
function watchDevice(how) {
  let touched = Date.now();
  let told = Date.now();
  let gone = false;
  /** @type {HTMLElement | null} */
  let question = null;

  function leave() {
    if (gone) return;
    gone = true;
    document.documentElement.replaceChildren(document.createElement("body"));
    forgetPerson();
    const form = document.createElement("form");
    form.method = "post";
    form.action = how.leave;
    document.body.append(form);
    form.submit();
  }

  function touch() {
    look(); // a tablet that slept: this may be the next person
    if (gone) return;
    touched = Date.now();
    question?.remove();
    question = null;
    if (touched - told > how.tell_ms) {
      told = touched;
      ask();
    }
  }

  /** Tell the server that somebody is here still, and hear whether it thinks so too. */
  async function ask() {
    try {
      const answer = await fetch(how.here, { credentials: "same-origin", cache: "no-store" });
      if (answer.status === 401) leave();
    } catch {}
  }

  function look() {
    const quiet = Date.now() - touched;
    if (quiet >= how.idle_ms) leave();
    else if (quiet >= how.ask_ms && !question && document.body) {
      question = document.createElement("div");
      question.setAttribute("role", "alert");
      question.textContent = how.question;
      question.style.cssText =
        "position:fixed;inset:auto 0 0 0;z-index:9999;padding:24px;text-align:center;" +
        "font:600 24px/1.4 system-ui,sans-serif;background:#fdf0d5;color:#4d3200;border-top:4px solid #4d3200";
      document.body.append(question);
    }
  }

  for (const kind of ["pointerdown", "keydown", "wheel"]) {
    addEventListener(kind, touch, { capture: true, passive: true });
  }
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", (event) => {
    if (event.persisted) ask();
  });
  try {
    const others = new BroadcastChannel("wpo.left");
    others.onmessage = leave;
  } catch {}
}
