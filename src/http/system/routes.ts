// Settings (read-only here) and realms, for privacyIDEA's clients and administrators.

import type { Context } from "hono";
import { tellSettings } from "../../config/table.ts";
import { listRealms, lookAtUnseenNames } from "../../core/admin/users.ts";
import type { Ports } from "../../core/ports/index.ts";
import { mayRead } from "../../core/reads.ts";
import { fullDatabases, lookAtOtherAddresses, lookAtUnnamed } from "../../core/system/findings.ts";
import { lookAtOldServer } from "../../core/system/old-server.ts";
import { success } from "../answer/envelope.ts";
import { onlyMethods } from "../answer/methods.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { requireAdmin } from "../guard/require-admin.ts";
import { Hono } from "../hono.ts";
import { placeMadeFor, placeSeen } from "../request/address.ts";
import { withParameters } from "../request/params.ts";
import { noticesOf } from "./notices.ts";
import { settingsByName } from "./settings-json.ts";

const NOT_ASKED = { ok: true, old: undefined } as const;

export function systemRoutes({ ports, callerOf, settingWarnings }: Deps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  for (const path of ["/system/*", "/realm/*", "/defaultrealm"])
    app.use(path, requireAdmin({ callerOf, ports }), withParameters);

  app.get("/system/", async (c) => {
    const looked = await lookAtOtherAddresses(ports, adminCallOf(c));
    if (!looked.ok) return refused(c, looked.reason);
    const unnamed = await lookAtUnnamed(ports, adminCallOf(c));
    if (!unnamed.ok) return refused(c, unnamed.reason);
    const realms = await listRealms(ports, "configread", adminCallOf(c));
    if (!realms.ok) return refused(c, realms.reason);
    const unseen = await lookAtUnseenNames(ports, adminCallOf(c));
    if (!unseen.ok) return refused(c, unseen.reason);
    // A slow server would hold up callers who want to know something else.
    const isAsked = c.var.parameter("upstream") !== "no";
    const behind = isAsked ? await lookAtOldServer(ports, adminCallOf(c)) : NOT_ASKED;
    if (!behind.ok) return refused(c, behind.reason);
    const { data, warnings } = noticesOf({
      settings: ports.settings,
      addresses: looked.addresses,
      networks: unnamed.networks,
      realms: realms.realms,
      unseen,
      // The looks before have called each database, which says how large it is.
      full: fullDatabases(ports),
      old: behind.old,
      place: placeMadeFor(c.req.raw) ?? placeSeen(c, ports.settings.trustedProxy),
    });
    const detail = { settings: tellSettings(ports.settings), ...data };
    return success<"GET /system/">(c, { value: settingsByName(ports.settings), detail }, [
      ...settingWarnings,
      ...warnings,
    ]);
  });
  onlyMethods(app, "/system/", ["GET"]);
  for (const path of ["/system/setConfig", "/system/setDefault"]) {
    app.post(path, (c) => refused(c, { code: "read-only-settings" }));
    onlyMethods(app, path, ["POST"]);
  }
  app.get("/system/:key", async (c) => {
    const may = await refusal(c);
    const known = new Map(Object.entries(settingsByName(ports.settings)));
    return may ?? success<"GET /system/:key">(c, { value: known.get(c.req.param("key")) ?? null });
  });
  app.delete("/system/:key", (c) => refused(c, { code: "read-only-settings" }));
  onlyMethods(app, "/system/:key", ["GET", "DELETE"]);

  for (const [path, which] of [
    ["/realm/", "all"],
    ["/defaultrealm", "default"],
  ] as const) {
    app.get(path, async (c) => {
      const listed = await listRealms(ports, "configread", adminCallOf(c));
      if (!listed.ok) return refused(c, listed.reason);
      const realms = listed.realms.map((realm, index) => [realm, realmJson(realm, index, ports)] as const);
      return success<"GET /realm/">(c, { value: Object.fromEntries(which === "all" ? realms : realms.slice(0, 1)) });
    });
    onlyMethods(app, path, ["GET"]);
  }

  // For load balancers. Bad settings or keys stop every request earlier: this proves them good.
  const ready = { hsm: "OK", status: "ready" };
  for (const [path, value] of [
    ["/healthz/", ready],
    ["/healthz/readyz", ready],
    ["/healthz/livez", { status: "OK" }],
  ] as const) {
    app.get(path, (c) => success<"GET /healthz/" | "GET /healthz/livez">(c, { value }));
    onlyMethods(app, path, ["GET"]);
  }

  return app;

  async function refusal(c: Context<HttpEnv>): Promise<Response | undefined> {
    const may = await mayRead(ports, "configread", adminCallOf(c));
    return may.ok ? undefined : refused(c, may.reason);
  }
}

const realmJson = (realm: string, index: number, { settings }: Ports) => ({
  default: realm === settings.defaultRealm,
  id: index + 1,
  resolver: [{ name: realm, node: "", priority: null, type: "tokenresolver" }],
});
