// @ts-check
/**
 * Somebody was erased: nothing of that person stays on this device either, not even facts that the
 * server does not have yet. Other people's unsent facts stay: they are nowhere else.
 */

/** @param {string} code  of the person who was erased */
async function forgetErased(code) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (/^wpo\.(out|aside|attempt)\./.test(key) && key.split(".")[2] === code) localStorage.removeItem(key);
    }
  } catch {}
  try {
    new BroadcastChannel("wpo.left").postMessage("");
  } catch {}
  // @ts-ignore -- stands before this in the page (device.js)
  await forgetPerson();
}
