// /user/<realm>/<name>/caller, beyond privacyIDEA: an agent of the help desk asks who is on the
// phone.

import { enoughFor, WANTED_ACTS } from "../../core/callers/acts.ts";
import { askCaller, listCalls, secondCaller } from "../../core/desk/ask-caller.ts";
import type { DeskCall } from "../../core/ports/people/callers.ts";
import { invalidParameter } from "../../core/reasons.ts";
import { readOwner } from "../../core/token/owner.ts";
import { isoOf } from "../answer/iso-time.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import type { DeskCallJson } from "./definition.ts";

/** A sentence for the trail. */
const MAX_REASON_CHARACTERS = 200;

export function callerRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  on("POST /user/:realm/:name/caller", async (c, call) => {
    const { parameter, names } = c.var;
    const { name: user, realm } = c.req.param();
    const read = readOwner({ user, realm }, ports.settings);
    if (!read.ok) return read;
    const second = parameter("second");
    if (second !== undefined) {
      const seen = { id: second, document: parameter("document") ?? "" };
      const done = await secondCaller(ports, { user, realm }, seen, call());
      return done.ok ? { value: true, detail: { id: second } } : done;
    }
    const wanted = parameter("act") ?? "help";
    const act = WANTED_ACTS.find((one) => one === wanted);
    if (!act) return invalidParameter("act", `expected one of ${WANTED_ACTS.join(", ")}`);
    const reason = names.has("reason") ? (parameter("reason") ?? "").trim() : undefined;
    if (reason !== undefined && (reason === "" || reason.length > MAX_REASON_CHARACTERS || /\p{Cc}/u.test(reason)))
      return invalidParameter("reason", `expected a sentence of at most ${MAX_REASON_CHARACTERS} characters`);
    const kind = reason !== undefined ? "reason" : parameter("waits") === "true" ? "wait" : "number";
    const asked = await askCaller(ports, { user, realm }, { act, kind, ...(reason && { reason }) }, call());
    if (!asked.ok) return asked;
    c.header("Cache-Control", "no-store"); // the number is for one caller
    const { id, number } = asked;
    if (number !== undefined) return { value: true, detail: { id, number, ends: isoOf(asked.endsAtMs) } };
    return { value: true, detail: { id, good_from: isoOf(asked.goodFromMs) } };
  });

  on("GET /user/:realm/:name/caller", async (c, call) => {
    const { name: user, realm } = c.req.param();
    const read = readOwner({ user, realm }, ports.settings);
    if (!read.ok) return read;
    const listed = await listCalls(ports, { user, realm }, call());
    return listed.ok ? { value: { calls: listed.calls.map(callJson) } } : listed;
  });
}

const timeOrNull = (ms: number) => (ms === 0 ? null : isoOf(ms));

const callJson = (call: DeskCall): DeskCallJson => ({
  id: call.id,
  account: call.account,
  act: call.act,
  state: call.state,
  proved: [...call.proved],
  enough_for: call.state === "good" ? enoughFor(call.proved) : [],
  known: call.known ?? null,
  country: call.country,
  seconded_by: call.secondedBy,
  made_at: isoOf(call.madeAtMs),
  ends_at: call.endsAtMs > call.madeAtMs ? isoOf(call.endsAtMs) : null,
  good_from: timeOrNull(call.goodFromMs),
  good_until: timeOrNull(call.goodUntilMs),
});
