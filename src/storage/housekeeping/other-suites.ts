// Warns of enrolled tokens with another suite than new ones get. The apps keep the suite of their
// first account here and use it for every later one, so a service must have one suite only.

import { isBeyondApps, storedSuite } from "../../core/token/suites.ts";
import { statement } from "../sql/sql.ts";

/** Tokens that one run reads on each side of the usual suite: after a change it could be all. */
const MAX_LOOKED_AT_TOKENS = 500;

export async function warnOfOtherSuites(db: D1Database, ocraSuite: string): Promise<void> {
  // Two ranges use the index on suite, where <> would read all of it.
  const side = (order: "<" | ">") =>
    `SELECT * FROM (SELECT suite, rollout_state FROM token WHERE suite ${order} :suite ORDER BY suite
      LIMIT ${MAX_LOOKED_AT_TOKENS})`;
  const { results } = await statement<{ suite: string; tokens: number }>(
    db,
    `SELECT suite, count(*) AS tokens FROM (${side("<")} UNION ALL ${side(">")})
     WHERE rollout_state = 'enrolled' GROUP BY suite LIMIT 10`,
    { suite: ocraSuite },
  ).all();
  for (const { suite, tokens } of results) {
    const works = isBeyondApps(storedSuite(suite))
      ? "No app can answer with it, so delete the account in the app and register them again; an"
      : "They go on working, but an";
    console.warn(
      `TIQR_OCRASUITE is ${ocraSuite}, and ${tokens >= MAX_LOOKED_AT_TOKENS ? "many" : tokens} registered ` +
        `tokens have ${suite}. ${works} Android or iOS phone that has one of them keeps its suite for every ` +
        "later account here, and could not log in with that account. See docs/phones.md.",
    );
  }
}
