// POST /token/reset without serial and user, beyond privacyIDEA: unlocks by time or by realm.

import type { Context, MiddlewareHandler } from "hono";
import { countLocked, type LockScan, unlockMany } from "../../core/admin/unlock-many.ts";
import type { Ports } from "../../core/ports/index.ts";
import { invalidParameter, type Outcome, refuse } from "../../core/reasons.ts";
import type { Sealer } from "../../core/sealer.ts";
import { readTime } from "../../core/token/validity.ts";
import { success } from "../answer/envelope.ts";
import { readCursor, sealCursor } from "../answer/paging.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import { Hono } from "../hono.ts";

const OF_MANY = ["locked_since", "preview", "after"];
/** These name one subject even if empty: an empty user must not mean all users of a realm. */
const OF_ONE = ["serial", "user"];

export function unlockRoutes(ports: Ports): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.post("/token/reset", notOfOne, async (c, next) => {
    const { parameter, names } = c.var;
    if (OF_ONE.some((name) => names.has(name))) return next();
    if (!names.has("locked_since") && parameter("realm") === undefined) return next();
    const asked = await readWhich(ports.sealer, c, Date.now());
    if (!asked.ok) return refused(c, asked.reason);
    const { which, preview } = asked;
    const done = await (preview ? countLocked : unlockMany)(ports, which, adminCallOf(c));
    if (!done.ok) return refused(c, done.reason);
    return success<"POST /token/reset">(c, {
      value: done.count,
      detail: { after: await sealCursor(ports.sealer, done.after) },
    });
  });
  app.post("/token/reset/:serial", notOfOne);
  return app;
}

/** The call for one has no preview, and would reset the token. So a preview for one is refused. */
const notOfOne: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const { names } = c.var;
  const hasOne = c.req.param("serial") !== undefined || OF_ONE.some((name) => names.has(name));
  const stray = hasOne ? OF_MANY.find((name) => names.has(name)) : undefined;
  if (stray === undefined) return next();
  return refused(c, invalidParameter(stray, "it goes with neither serial nor user").reason);
};

async function readWhich(
  sealer: Sealer,
  { var: { parameter, names } }: Context<HttpEnv>,
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
