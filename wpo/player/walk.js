// @ts-check
/**
 * Walking the table that the Python engine compiled: no screen, no storage, no clock.
 *
 * The tests walk many tables with this file and with the engine, and expect the same.
 *
 * @typedef {{id: string, answer: string, at: string}} Entry
 * @typedef {{id: string, script: any, log: Entry[]}} Attempt
 */

/**
 * Where a row of answers leads: the screens passed, the screen that is open (null at the end), and
 * the results of the questions that ended. Stops at the first answer that the table does not know.
 * @param {any} script
 * @param {string[]} answers
 */
export function walk(script, answers) {
  const passed = [];
  const results = [];
  /** @type {string | null} */
  let open = script.start;
  for (const answer of answers) {
    if (open === null || !Object.hasOwn(script.screens[open].answers, answer)) break;
    const taken = script.screens[open].answers[answer];
    passed.push({ screen: /** @type {string} */ (open), answer, taken });
    if (taken.result) results.push(taken.result);
    open = taken.go;
  }
  return { passed, open, results };
}

/**
 * What is said at the end; the numbers come with the script's page, the sections with the results.
 * @param {any[]} results
 * @param {{know: number, watch: number}} most
 */
export function summarise(results, most) {
  const of = (/** @type {string} */ section) =>
    results.filter((one) => one.section === section).map((one) => one.behaviour);
  const watch = of("watch");
  const known = [...new Set(of("know"))].filter((one) => !watch.includes(one));
  const plan = results.find((one) => one.plan.length) || { plan: [] };
  return {
    know: known.slice(0, most.know),
    watch: watch.slice(0, most.watch),
    plan: plan.plan,
  };
}

/**
 * The attempt to go on with: what this device kept or what the server knows, whichever is longer
 * when they are the same attempt, whichever is newer when they are not. Null when there is neither.
 * @param {Attempt | null} here
 * @param {Attempt | null} there
 */
export function choose(here, there) {
  if (!here || !here.log.length) return there;
  if (!there || !there.log.length) return here;
  if (here.id === there.id) return here.log.length > there.log.length ? here : there;
  return here.log[here.log.length - 1].at > there.log[there.log.length - 1].at ? here : there;
}
