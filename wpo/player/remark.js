// @ts-check
/** "Hier klopt iets niet": what somebody notices on a screen, as a fact about the opdracht. */

// The kinds in the order in which they are offered (see wpo/model/pilot.py).
export const REMARKS = ["snap_niet", "woord", "plaatje", "antwoord", "techniek", "vervelend"];
export const MOST_WORDS = 200;

/**
 * @param {any} page
 * @param {any} script
 * @param {any} screen  the screen it is about; null at the end
 * @param {{id: string, at: string, kind: string, words: string}} told
 */
export function remarked(page, script, screen, told) {
  const item = screen ? script.items[screen.item] : null;
  const own = !item || item.assignment === page.assignment;
  return {
    event_id: told.id,
    version: 1,
    occurred_at: told.at,
    person: page.person,
    by: page.person,
    as_role: "deelnemer",
    assignment: own ? page.assignment : item.assignment,
    content_hash: own ? script.content_hash : "", // a question that returns comes from another text
    source: "scherm",
    facts: {
      name: "remarked",
      kind: told.kind,
      place: item ? item.question : "",
      words: told.words.trim().slice(0, MOST_WORDS),
    },
  };
}
