// /user/<realm>/<name>/pass: a help desk gives somebody without a phone a code for some hours.

import { endPass, makePass } from "../../core/admin/day-pass.ts";
import type { Ports } from "../../core/ports/index.ts";
import { invalidParameter, type Outcome, refuse } from "../../core/reasons.ts";
import { inGroups } from "../../core/token/pass.ts";
import { isoOf } from "../answer/iso-time.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import { ownerIn } from "./user-in-path.ts";

const HOUR_MS = 3_600_000;
/** More sign-ins than a working day has. */
const MAX_USES = 20;
const USUAL_USES = 10;

export function passRoutes({ on }: DefinedRoutes, ports: Ports): void {
  const { settings } = ports;

  on("POST /user/:realm/:name/pass", async (c, call) => {
    if (settings.dayPass === "off") return refuse({ code: "unknown-path" });
    const owner = ownerIn(c.req.param(), settings);
    if (!owner.ok) return owner;
    const { parameter } = c.var;
    const hours = readCount("hours", parameter("hours"), settings.dayPassMaxMs / HOUR_MS);
    if (!hours.ok) return hours;
    const uses = readCount("uses", parameter("uses"), MAX_USES);
    if (!uses.ok) return uses;
    const lasts = { lastsMs: hours.count && hours.count * HOUR_MS, uses: uses.count ?? USUAL_USES };
    const made = await makePass(ports, owner.named, lasts, call());
    if (!made.ok) return made;
    const { code, serial, untilMs, uses: counts } = made.pass;
    c.header("Cache-Control", "no-store"); // with the PIN it signs in
    return { value: { pass: inGroups(code), serial, expires_at: isoOf(untilMs), uses: counts } };
  });

  on("DELETE /user/:realm/:name/pass", async (c, call) => {
    const owner = ownerIn(c.req.param(), settings);
    if (!owner.ok) return owner;
    const ended = await endPass(ports, owner.named, call());
    return ended.ok ? { value: ended.changed } : ended;
  });
}

function readCount(
  name: string,
  text: string | undefined,
  most: number,
): Outcome<{ readonly count: number | undefined }> {
  if (text === undefined) return { ok: true, count: undefined };
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > most) return invalidParameter(name, `expected a whole number from 1 to ${most}`);
  return { ok: true, count };
}
