// Settings (read-only here) and realms, for privacyIDEA's clients and administrators.

import { tellSettings } from "../../config/table.ts";
import { listRealms, lookAtUnseenNames } from "../../core/admin/users.ts";
import type { Ports } from "../../core/ports/index.ts";
import { mayRead } from "../../core/reads.ts";
import { refuse } from "../../core/reasons.ts";
import { fullDatabases, lookAtOtherAddresses, lookAtUnnamed } from "../../core/system/findings.ts";
import { lookAtOldServer } from "../../core/system/old-server.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { placeMadeFor, placeSeen } from "../request/address.ts";
import { noticesOf } from "./notices.ts";
import { settingsByName } from "./settings-json.ts";

const NOT_ASKED = { ok: true, old: undefined } as const;

type Given = Pick<Deps, "ports" | "settingWarnings">;

export function systemRoutes({ on }: DefinedRoutes, { ports, settingWarnings }: Given): void {
  on("GET /system/", async (c, call) => {
    const looked = await lookAtOtherAddresses(ports, call());
    if (!looked.ok) return looked;
    const unnamed = await lookAtUnnamed(ports, call());
    if (!unnamed.ok) return unnamed;
    const realms = await listRealms(ports, "configread", call());
    if (!realms.ok) return realms;
    const unseen = await lookAtUnseenNames(ports, call());
    if (!unseen.ok) return unseen;
    // A slow server would hold up callers who want to know something else.
    const isAsked = c.var.parameter("upstream") !== "no";
    const behind = isAsked ? await lookAtOldServer(ports, call()) : NOT_ASKED;
    if (!behind.ok) return behind;
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
    return { value: settingsByName(ports.settings), detail, warnings: [...settingWarnings, ...warnings] };
  });

  on(["POST /system/setConfig", "POST /system/setDefault", "DELETE /system/:key"], () =>
    refuse({ code: "read-only-settings" }),
  );

  on(
    "GET /system/:key",
    (_, call) => mayRead(ports, "configread", call()),
    (_, c) => ({ value: new Map(Object.entries(settingsByName(ports.settings))).get(c.req.param("key")) ?? null }),
  );

  on(
    "GET /realm/",
    (_, call) => listRealms(ports, "configread", call()),
    ({ realms }) => ({ value: realmsJson(realms, ports) }),
  );

  on(
    "GET /defaultrealm",
    (_, call) => listRealms(ports, "configread", call()),
    ({ realms }) => ({ value: realmsJson(realms.slice(0, 1), ports) }),
  );

  // For load balancers. Bad settings or keys stop every request earlier: this proves them good.
  on(["GET /healthz/", "GET /healthz/readyz"], () => ({ value: { hsm: "OK", status: "ready" } }));
  on("GET /healthz/livez", () => ({ value: { status: "OK" } }));
}

const realmsJson = (realms: readonly string[], { settings }: Ports) =>
  Object.fromEntries(
    realms.map((realm, index) => [
      realm,
      {
        default: realm === settings.defaultRealm,
        id: index + 1,
        resolver: [{ name: realm, node: "", priority: null, type: "tokenresolver" }],
      },
    ]),
  );
