// Who calls the help desk: ./routes.ts.

import { GIVING_ACTS, type GivingAct, PROOFS, WANTED_ACTS } from "../../core/callers/acts.ts";
import { CALL_STATES } from "../../core/ports/people/callers.ts";
import { flag, list, object, oneOf, only, orNull, shape, text, time, type ValueOf } from "../../lib/schema.ts";
import { succeeds } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";
import { OF_SUBJECT } from "../openapi/reasons.ts";

const OF_CALLERS = [
  ...[...OF_SUBJECT, "unknown-path", "user-not-found", "administrators-only", "confirmation-needed"],
] as const;

export const callShape = shape("DeskCall", () => ({
  id: text,
  account: text,
  act: oneOf(...WANTED_ACTS),
  state: oneOf(...CALL_STATES),
  proved: list(oneOf(...PROOFS)),
  enough_for: list(oneOf(...(Object.keys(GIVING_ACTS) as GivingAct[]))),
  known: orNull(flag),
  country: text,
  seconded_by: text,
  made_at: time,
  ends_at: orNull(time),
  good_from: orNull(time),
  good_until: orNull(time),
}));
export type DeskCallJson = ValueOf<typeof callShape>;

export const callerDefinitions = {
  "POST /user/:realm/:name/caller": {
    does: "Asks a caller to show who they are",
    tells:
      "`act` is what the person is told. The caller types `detail.number` at `/call`. With `waits=true` there is no " +
      "number, and the call is good after `DESK_WAIT_HOURS`; with `reason`, at once, for an administrator whose phone " +
      "has just confirmed. With `second` and `document` a colleague confirms the call of that id, having seen an ID, " +
      "of which `document` has six characters: docs/accounts.md#who-calls.",
    right: "verifycaller",
    takes: ["act", "waits", "reason", "second", "document"],
    answers: [succeeds(only(true), object({ id: text }, { number: text, ends: time, good_from: time }))],
    reasons: [...OF_CALLERS, "too-many-requests", "caller-unproven", "own-person"],
  },
  "GET /user/:realm/:name/caller": {
    does: "What the latest callers have shown",
    tells: "At most five calls, the newest first. `enough_for` names the acts for which it is enough.",
    right: "verifycaller",
    takes: [],
    answers: [succeeds(object({ calls: list(callShape) }))],
    reasons: OF_CALLERS,
  },
} satisfies Definitions;
