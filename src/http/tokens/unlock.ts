// POST /token/reset without serial and user, beyond privacyIDEA: unlocks by time or by realm.

import { countLocked, type LockScan, unlockMany } from "../../core/admin/unlock-many.ts";
import type { AdminCall } from "../../core/call.ts";
import type { Ports } from "../../core/ports/index.ts";
import { invalidParameter, type Outcome, type Refusal, refuse } from "../../core/reasons.ts";
import type { Sealer } from "../../core/sealer.ts";
import { readTime } from "../../core/token/validity.ts";
import { readCursor, sealCursor } from "../answer/paging.ts";
import type { ApiParameters } from "../request/params.ts";

const OF_MANY = ["locked_since", "preview", "after"];
/** These name one subject even if empty: an empty user must not mean all users of a realm. */
const OF_ONE = ["serial", "user"];

/** The answer to a request about many; undefined for one token or user, or the serial in a path. */
export async function resetMany(ports: Ports, parameters: ApiParameters, serial: string | undefined, call: AdminCall) {
  const { parameter, names } = parameters;
  if (serial !== undefined || OF_ONE.some((name) => names.has(name))) return refuseStray(names);
  if (!names.has("locked_since") && parameter("realm") === undefined) return undefined;
  const read = await readWhich(ports.sealer, parameters, call.nowMs);
  if (!read.ok) return read;
  const done = await (read.preview ? countLocked : unlockMany)(ports, read.which, call);
  return done.ok ? { value: done.count, detail: { after: await sealCursor(ports.sealer, done.after) } } : done;
}

/** The call for one has no preview, and would reset the token. So a preview for one is refused. */
function refuseStray(names: ReadonlySet<string>): Refusal | undefined {
  const stray = OF_MANY.find((name) => names.has(name));
  return stray === undefined ? undefined : invalidParameter(stray, "it goes with neither serial nor user");
}

async function readWhich(
  sealer: Sealer,
  { parameter, names }: ApiParameters,
  nowMs: number,
): Promise<Outcome<{ readonly which: LockScan; readonly preview: boolean }>> {
  const realm = parameter("realm")?.toLowerCase();
  if (realm !== undefined && /\p{Cc}/u.test(realm)) return refuse({ code: "control-character" });
  const preview = parameter("preview")?.toLowerCase() ?? "false";
  if (!["true", "false"].includes(preview)) return invalidParameter("preview", "expected true or false");
  const sinceMs = names.has("locked_since") ? readSince(parameter("locked_since") ?? "", nowMs) : 0;
  if (sinceMs === undefined)
    return invalidParameter("locked_since", "expected a time such as 2026-01-31T08:00Z, or seconds ago");
  const from = await readCursor(sealer, parameter, "after");
  if (!from.ok) return from;
  return { ok: true, which: { sinceMs, realm, after: from.cursor }, preview: preview === "true" };
}

const readSince = (text: string, nowMs: number): number | undefined =>
  /^\d{1,9}$/.test(text) ? nowMs - 1000 * Number(text) : readTime(text);
