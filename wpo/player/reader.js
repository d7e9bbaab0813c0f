// @ts-check
/** Reading aloud: a recording where there is one, else a Dutch voice of the device. */

/**
 * Speaks a text by a recording where the content has one, else by a Dutch voice of the device.
 * `can(text)` tells whether either exists; `onChange` is called when voices appear.
 * @param {Record<string, string>} recordings  text -> address of a recording
 * @param {() => void} onChange
 */
export function reader(recordings, onChange) {
  const speech = globalThis.speechSynthesis;
  /** @type {HTMLAudioElement | null} */
  let playing = null;
  const voice = () =>
    speech ? speech.getVoices().find((one) => one.lang.toLowerCase().startsWith("nl")) : undefined;
  if (speech && speech.addEventListener) speech.addEventListener("voiceschanged", onChange);
  return {
    can: (/** @type {string} */ text) => text in recordings || Boolean(voice()),
    stop() {
      if (playing) playing.pause();
      playing = null;
      if (speech) speech.cancel();
    },
    /** @param {string} text */
    say(text) {
      this.stop();
      if (text in recordings) {
        playing = new Audio(recordings[text]);
        playing.play();
        return;
      }
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice() || null;
      utterance.lang = "nl-NL";
      utterance.rate = 0.9;
      speech.speak(utterance);
    },
  };
}
