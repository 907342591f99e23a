// /token/enable and others change a token, or all of a user (privacyIDEA api/token.py). ./routes.ts
// mounts these routes after `requireAdmin` and `withParameters`.

import type { Context } from "hono";
import { assignToken, changeTokens, setPin } from "../../core/admin/tokens.ts";
import type { Right } from "../../core/caller.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { TokenChange } from "../../core/ports/tokens/management.ts";
import type { ChangeCount } from "../../core/reasons.ts";
import { readDescription } from "../../core/token/description.ts";
import { makePin } from "../../core/token/pin.ts";
import { readValidityPeriod } from "../../core/token/validity.ts";
import type { Subject } from "../../core/token.ts";
import { saysShadows } from "../../core/user.ts";
import { success } from "../answer/envelope.ts";
import { onlyMethods } from "../answer/methods.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import { Hono } from "../hono.ts";
import { readSubject } from "../request/subject.ts";

type Handler = (c: Context<HttpEnv>, subject: Subject) => Promise<Response>;

export function changeRoutes(ports: Ports): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  change("enable", "enable", () => ({
    kind: "activate",
    active: true,
    maxActivePerUser: ports.settings.maxActiveTokensPerUser,
  }));
  change("disable", "disable", () => ({ kind: "activate", active: false, maxActivePerUser: 0 }));
  change("reset", "reset", () => ({ kind: "reset-failcount" }));
  change("revoke", "revoke", () => ({ kind: "revoke" }));
  change("unassign", "unassign", () => ({ kind: "unassign" }));

  // As in privacyIDEA, a missing otppin changes nothing and an empty one removes the PIN.
  on("setpin", async (c, subject) => {
    if (!c.var.names.has("otppin")) return success<"POST /token/setpin">(c, { value: 0 });
    return changed(c, await setPin(ports, "setpin", subject, c.var.parameter("otppin") ?? "", adminCallOf(c)));
  });

  on("setrandompin", async (c, subject) => {
    const pin = makePin(ports.settings.pinMinLength, ports.randomBytes);
    const set = await setPin(ports, "setrandompin", subject, pin, adminCallOf(c));
    if (!set.ok) return refused(c, set.reason);
    c.header("Cache-Control", "no-store");
    return success<"POST /token/setrandompin/:serial">(c, { value: set.changed, detail: { pin } });
  });

  // The value is the number of settings times the number of tokens.
  on("set", async (c, subject) => {
    const { parameter, names } = c.var;
    const period = readValidityPeriod(parameter);
    if (!period.ok) return refused(c, period.reason);
    const maxFail = parameter("max_failcount");
    if (maxFail !== undefined && !(/^\d{1,4}$/.test(maxFail) && Number(maxFail) > 0))
      return refused(c, {
        code: "invalid-parameter",
        message: "Invalid max_failcount: expected a whole number from 1 to 9999.",
      });
    const described = readDescription(names.has("description") ? (parameter("description") ?? "") : undefined);
    if (!described.ok) return refused(c, described.reason);
    const set = {
      kind: "set",
      maxFail: maxFail === undefined ? undefined : Number(maxFail),
      description: described.description,
      validFromMs: period.validFromMs,
      validUntilMs: period.validUntilMs,
    } as const;
    // privacyIDEA counts these settings, too. They mean nothing for TiQR.
    const ignored = ["count_window", "sync_window", "hashlib"].filter((name) => names.has(name)).length;
    const settings = Object.values(set).filter((value) => value !== undefined).length - 1 + ignored;
    const result = await changeTokens(ports, "set", subject, set, adminCallOf(c));
    return result.ok ? success<"POST /token/set">(c, { value: settings * result.changed }) : refused(c, result.reason);
  });

  on("description", async (c, subject) => {
    const described = readDescription(c.var.parameter("description") ?? "");
    if (!described.ok) return refused(c, described.reason);
    const set = {
      kind: "set",
      description: described.description,
      maxFail: undefined,
      validFromMs: undefined,
      validUntilMs: undefined,
    } as const;
    return done(c, await changeTokens(ports, "setdescription", subject, set, adminCallOf(c)));
  });

  app.post("/token/assign", async (c) => {
    const read = readSubject(c.var.parameter, ports.settings);
    if (!read.ok) return refused(c, read.reason);
    const { serial, named } = read.subject;
    if (serial === undefined) return refused(c, { code: "missing-serial" });
    if (named === undefined) return refused(c, { code: "missing-parameter", name: "user" });
    const owner = { named, shadows: saysShadows(c.var.parameter) };
    return done(c, await assignToken(ports, serial, owner, c.var.parameter("pin"), adminCallOf(c)));
  });
  onlyMethods(app, "/token/assign", ["POST"]);

  app.on(["POST", "DELETE"], "/token/info/:serial/:key", async (c) => {
    const [serial, key] = [c.req.param("serial"), c.req.param("key")];
    const value = c.req.method === "POST" ? (c.var.parameter("value") ?? "") : null;
    const change = { kind: "set-info", info: { [key]: value } } as const;
    return done(c, await changeTokens(ports, "settokeninfo", { serial, named: undefined }, change, adminCallOf(c)));
  });
  onlyMethods(app, "/token/info/:serial/:key", ["POST", "DELETE"]);

  app.delete("/token/:serial", async (c) => {
    const subject = { serial: c.req.param("serial"), named: undefined };
    return changed(c, await changeTokens(ports, "delete", subject, { kind: "delete" }, adminCallOf(c)));
  });
  onlyMethods(app, "/token/:serial", ["DELETE"]);

  return app;

  /** Adds POST /token/<name>, with a serial in the path or as a parameter, or else with a user. */
  function on(name: string, handler: Handler): void {
    for (const path of [`/token/${name}`, `/token/${name}/:serial`]) {
      app.post(path, async (c) => {
        const read = readSubject(c.var.parameter, ports.settings);
        if (!read.ok) return refused(c, read.reason);
        const { serial: given, named } = read.subject;
        const serial = c.req.param("serial") ?? given; // as in privacyIDEA, the path wins
        if (serial === undefined && named === undefined) return refused(c, { code: "missing-serial" });
        return handler(c, { serial, named: serial === undefined ? named : undefined });
      });
      onlyMethods(app, path, ["POST"]);
    }
  }

  function change(name: string, right: Right, make: () => TokenChange): void {
    on(name, async (c, subject) => changed(c, await changeTokens(ports, right, subject, make(), adminCallOf(c))));
  }
}

const changed = (c: Context, result: ChangeCount): Response =>
  result.ok ? success<"POST /token/enable">(c, { value: result.changed }) : refused(c, result.reason);

const done = (c: Context, result: ChangeCount): Response =>
  result.ok ? success<"POST /token/description">(c, { value: result.changed > 0 }) : refused(c, result.reason);
