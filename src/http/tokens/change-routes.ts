// /token/enable and others change a token, or all of a user (privacyIDEA api/token.py).

import { assignToken, changeTokens, setPin } from "../../core/admin/tokens.ts";
import type { AdminCall } from "../../core/call.ts";
import type { Right } from "../../core/caller.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { TokenChange } from "../../core/ports/tokens/management.ts";
import { type ChangeCount, type Outcome, refuse } from "../../core/reasons.ts";
import { readDescription } from "../../core/token/description.ts";
import { makePin } from "../../core/token/pin.ts";
import { readValidityPeriod } from "../../core/token/validity.ts";
import type { Subject } from "../../core/token.ts";
import { saysShadows } from "../../core/user.ts";
import type { RouteContext } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import { readSubject } from "../request/subject.ts";
import { resetMany } from "./unlock.ts";

/** The changes that count the tokens they have changed. */
type Counted = "enable" | "disable" | "revoke" | "unassign" | "setpin" | "set";
type Name = Counted | "reset" | "setrandompin" | "description";
type OfName<Each extends Name> = `POST /token/${Each}` | `POST /token/${Each}/:serial`;

/** The serial may be a parameter, and a user in its place, or the end of the path. */
const both = <Each extends Name>(name: Each) => [`POST /token/${name}`, `POST /token/${name}/:serial`] as const;

export function changeRoutes({ on }: DefinedRoutes, ports: Ports): void {
  const { settings } = ports;

  change("enable", () => ({ kind: "activate", active: true, maxActivePerUser: settings.maxActiveTokensPerUser }));
  change("disable", () => ({ kind: "activate", active: false, maxActivePerUser: 0 }));
  change("revoke", () => ({ kind: "revoke" }));
  change("unassign", () => ({ kind: "unassign" }));

  on(both("reset"), async (c, call) => {
    const many = await resetMany(ports, c.var, c.req.param("serial"), call());
    if (many) return many;
    const read = subjectOf(c);
    if (!read.ok) return read;
    const reset = await changeTokens(ports, "reset", read.subject, { kind: "reset-failcount" }, call());
    return reset.ok ? { value: reset.changed } : reset;
  });

  count("setpin", async (c, subject, call) => {
    // As in privacyIDEA, a missing otppin changes nothing and an empty one removes the PIN.
    if (!c.var.names.has("otppin")) return { ok: true, changed: 0 };
    return setPin(ports, "setpin", subject, c.var.parameter("otppin") ?? "", call());
  });

  on(both("setrandompin"), async (c, call) => {
    const read = subjectOf(c);
    if (!read.ok) return read;
    const pin = makePin(settings.pinMinLength, ports.randomBytes);
    const set = await setPin(ports, "setrandompin", read.subject, pin, call());
    if (!set.ok) return set;
    c.header("Cache-Control", "no-store");
    return { value: set.changed, detail: { pin, ...(set.undo && { undo: set.undo }) } };
  });

  // The value is the number of settings times the number of tokens.
  count("set", async (c, subject, call) => {
    const { parameter, names } = c.var;
    const period = readValidityPeriod(parameter);
    if (!period.ok) return period;
    const maxFail = parameter("max_failcount");
    if (maxFail !== undefined && !(/^\d{1,4}$/.test(maxFail) && Number(maxFail) > 0))
      return refuse({
        code: "invalid-parameter",
        message: "Invalid max_failcount: expected a whole number from 1 to 9999.",
      });
    const described = readDescription(names.has("description") ? (parameter("description") ?? "") : undefined);
    if (!described.ok) return described;
    const set = {
      kind: "set",
      maxFail: maxFail === undefined ? undefined : Number(maxFail),
      description: described.description,
      validFromMs: period.validFromMs,
      validUntilMs: period.validUntilMs,
    } as const;
    // privacyIDEA counts these settings, too. They mean nothing for TiQR.
    const ignored = ["count_window", "sync_window", "hashlib"].filter((name) => names.has(name)).length;
    const settingCount = Object.values(set).filter((value) => value !== undefined).length - 1 + ignored;
    const result = await changeTokens(ports, "set", subject, set, call());
    return result.ok ? { ok: true, changed: settingCount * result.changed } : result;
  });

  on(both("description"), async (c, call) => {
    const read = subjectOf(c);
    if (!read.ok) return read;
    const described = readDescription(c.var.parameter("description") ?? "");
    if (!described.ok) return described;
    const { description } = described;
    const set = {
      kind: "set",
      description,
      maxFail: undefined,
      validFromMs: undefined,
      validUntilMs: undefined,
    } as const;
    return hasChanged(await changeTokens(ports, "setdescription", read.subject, set, call()));
  });

  on("POST /token/assign", async (c, call) => {
    const { parameter } = c.var;
    const read = readSubject(parameter, settings);
    if (!read.ok) return read;
    const { serial, named } = read.subject;
    if (serial === undefined) return refuse({ code: "missing-serial" });
    if (named === undefined) return refuse({ code: "missing-parameter", name: "user" });
    const owner = { named, shadows: saysShadows(parameter) };
    return hasChanged(await assignToken(ports, serial, owner, parameter("pin"), call()));
  });

  on(["POST /token/info/:serial/:key", "DELETE /token/info/:serial/:key"], async (c, call) => {
    const { serial, key } = c.req.param();
    const value = c.req.method === "POST" ? (c.var.parameter("value") ?? "") : null;
    const change = { kind: "set-info", info: { [key]: value } } as const;
    return hasChanged(await changeTokens(ports, "settokeninfo", { serial, named: undefined }, change, call()));
  });

  on("DELETE /token/:serial", async (c, call) => {
    const subject = { serial: c.req.param("serial"), named: undefined };
    const deleted = await changeTokens(ports, "delete", subject, { kind: "delete" }, call());
    return deleted.ok ? { value: deleted.changed } : deleted;
  });

  /** The token or the user of the request. As in privacyIDEA, the serial in the path wins. */
  function subjectOf(c: RouteContext<OfName<Name>>): Outcome<{ readonly subject: Subject }> {
    const read = readSubject(c.var.parameter, settings);
    if (!read.ok) return read;
    const serial = c.req.param("serial") ?? read.subject.serial;
    if (serial !== undefined) return { ok: true, subject: { serial, named: undefined } };
    return read.subject.named === undefined ? refuse({ code: "missing-serial" }) : read;
  }

  function count(
    name: Counted,
    flow: (c: RouteContext<OfName<Counted>>, subject: Subject, call: () => AdminCall) => Promise<ChangeCount>,
  ): void {
    on(both(name), async (c, call) => {
      const read = subjectOf(c);
      if (!read.ok) return read;
      const result = await flow(c, read.subject, call);
      return result.ok ? { value: result.changed } : result;
    });
  }

  function change(name: Counted & Right, make: () => TokenChange): void {
    count(name, (_, subject, call) => changeTokens(ports, name, subject, make(), call()));
  }
}

const hasChanged = (result: ChangeCount) => (result.ok ? { value: result.changed > 0 } : result);
