// @ts-check
/*
 * Runs in every measured page before its own scripts, as a Chromium init script: it looks, and
 * changes nothing.
 *
 * Each animation frame it reads what is rendered (innerText, open shadow roots included: hidden and
 * unrendered text is not in it) and notes the moment at which all wanted texts are there. For a tap
 * it notes the time stamp the browser gave to the click, and the frame in which the feedback is
 * there. A frame's callbacks run just before its paint, so both moments are those of the frame that
 * puts the text on the screen.
 */
(() => {
  if (window !== window.top) return;

  /** @type {string[]} */
  const wanted = JSON.parse("__WANTED__");
  const state = {
    /** @type {number | null} */ seenAt: null,
    /** @type {number | null} */ tappedAt: null,
    /** @type {number | null} */ repliedAt: null,
    /** @type {string | null} */ reply: null,
  };

  /** @param {string} text */
  const plain = (text) => text.replaceAll("\u00ad", "").replace(/\s+/g, " ");

  /**
   * @param {Document | ShadowRoot | HTMLElement} root
   * @returns {string}
   */
  const rendered = (root) => {
    const tops = root instanceof Document ? [root.body] : Array.from(root.children);
    // The innerText of an element that is itself hidden is its whole text: first ask if it is seen.
    const own = tops.map((top) =>
      top instanceof HTMLElement && top.checkVisibility() ? top.innerText : "",
    );
    const deeper = Array.from(root.querySelectorAll("*"), (element) =>
      element.shadowRoot && element.checkVisibility() ? rendered(element.shadowRoot) : "",
    );
    return own.concat(deeper).join(" ");
  };

  /** @param {string[]} texts */
  const visible = (texts) => {
    if (!document.body) return false;
    const all = plain(rendered(document));
    return texts.every((text) => all.includes(plain(text)));
  };

  const look = () => {
    if (visible(wanted)) state.seenAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  const lookForReply = () => {
    if (state.reply !== null && visible([state.reply])) state.repliedAt = performance.now();
    else requestAnimationFrame(lookForReply);
  };
  const onClick = (/** @type {MouseEvent} */ event) => {
    if (!event.isTrusted || state.reply === null || state.tappedAt !== null) return;
    state.tappedAt = event.timeStamp;
    requestAnimationFrame(lookForReply);
  };
  window.addEventListener("click", onClick, { capture: true });

  Object.defineProperty(window, "wpoBench", {
    value: {
      state,
      /**
       * Expect this feedback after the next click; false when it is on the screen already.
       * @param {string} text
       */
      expect(text) {
        if (visible([text])) return false;
        state.reply = text;
        return true;
      },
    },
  });
})();
