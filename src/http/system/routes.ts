// Settings (read-only here) and realms, for privacyIDEA's clients and administrators, and whether
// the service works.

import { readWords } from "../../assets/read-words.ts";
import { tellSettings } from "../../config/table.ts";
import { listRealms, lookAtUnseenNames } from "../../core/admin/users.ts";
import { mayRead } from "../../core/reads.ts";
import { refuse } from "../../core/reasons.ts";
import { fullDatabases, lookAtOtherAddresses, lookAtUnnamed } from "../../core/system/findings.ts";
import { lookAtOldServer } from "../../core/system/old-server.ts";
import type { Settings } from "../../settings.ts";
import { authenticationEndpoint } from "../../tiqr/urls.ts";
import { tellOne } from "../answer/envelope.ts";
import { reply } from "../answer/reply.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { placeMadeFor, placeSeen } from "../request/address.ts";
import { noticesOf } from "./notices.ts";
import type { SystemTexts } from "./texts.ts";

const NOT_ASKED = { ok: true, old: undefined } as const;

type SystemDeps = Pick<Deps, "ports" | "settingWarnings" | "checkHealth">;

export function systemRoutes({ on }: DefinedRoutes, { ports, settingWarnings, checkHealth }: SystemDeps): void {
  /** Of each problem with the health. */
  const timesSeen = new Map<string, number>();

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
    const texts = await readWords<SystemTexts>(c.env, "system-texts.json");
    const { data, warnings } = noticesOf(
      {
        settings: ports.settings,
        addresses: looked.addresses,
        networks: unnamed.networks,
        realms: realms.realms,
        unseen,
        // The looks before have called each database, which says how large it is.
        full: fullDatabases(ports),
        old: behind.old,
        place: placeMadeFor(c.req.raw) ?? placeSeen(c, ports.settings.trustedProxy),
      },
      texts.notices,
    );
    const settings = tellSettings(ports.settings).map((one) => ({ ...one, meaning: texts.meanings[one.name] ?? "" }));
    const detail = { settings, ...data };
    return { value: settingsByName(ports.settings), detail, warnings: [...settingWarnings, ...warnings] };
  });

  on(["POST /system/setConfig", "POST /system/setDefault", "DELETE /system/:key"], () =>
    refuse({ code: "read-only-settings" }),
  );

  on("GET /system/:key", async (c, call) => {
    const may = await mayRead(ports, "configread", call());
    if (!may.ok) return may;
    return { value: new Map(Object.entries(settingsByName(ports.settings))).get(c.req.param("key")) ?? null };
  });

  on("GET /realm/", (_, call) => listRealms(ports, "configread", call()), tellOne("realms", realmsJson));

  on(
    "GET /defaultrealm",
    (_, call) => listRealms(ports, "configread", call()),
    tellOne("realms", (realms: readonly string[]) => realmsJson(realms.slice(0, 1))),
  );

  // For monitors, `npm run serve`, and whoever has just deployed.
  on("GET /health", async (c) => {
    const { d1, durableObjects: durable_objects, housekeeping, trailFault: trail, problem } = await checkHealth();
    if (problem === undefined) return reply(c, { status: "ok", d1, durable_objects, housekeeping, trail });
    // People and `serve` read the answer. A monitor may not, and asks again: then it is logged.
    const times = (timesSeen.get(problem) ?? 0) + 1;
    timesSeen.set(problem, times);
    if (times === 2) console.error(problem);
    return reply(c, { status: "error", d1, durable_objects, housekeeping, trail, message: problem }, 503);
  });

  // For load balancers. Bad settings or keys stop every request earlier: this proves them good.
  on(["GET /healthz/", "GET /healthz/readyz"], () => ({ value: { hsm: "OK", status: "ready" } }));
  on("GET /healthz/livez", () => ({ value: { status: "OK" } }));

  function realmsJson(realms: readonly string[]) {
    const entries = realms.map((realm, index) => {
      const resolver = [{ name: realm, node: "", priority: null, type: "tokenresolver" }];
      return [realm, { default: realm === ports.settings.defaultRealm, id: index + 1, resolver }] as const;
    });
    return Object.fromEntries(entries);
  }
}

/** Names that privacyIDEA's clients ask for (lib/config.py, lib/tokens/tiqrtoken.py), and ours. */
const ALIASES: Readonly<Record<string, string>> = {
  DefaultChallengeValidityTime: "CHALLENGE_VALIDITY_SECONDS",
  DefaultMaxFailCount: "MAX_FAIL",
  FailcounterClearTimeout: "FAILCOUNTER_CLEAR_TIMEOUT_MINUTES",
  "tiqr.serviceIdentifier": "TIQR_SERVICE_IDENTIFIER",
  "tiqr.serviceDisplayname": "TIQR_SERVICE_DISPLAY_NAME",
  "tiqr.logoUrl": "TIQR_LOGO_URL",
  "tiqr.infoUrl": "TIQR_INFO_URL",
  "tiqr.ocrasuite": "TIQR_OCRASUITE",
};

/** Each value under its own name, and under privacyIDEA's if it has one. No table has a secret. */
function settingsByName(settings: Settings): Readonly<Record<string, string>> {
  const own = Object.fromEntries(tellSettings(settings).map(({ name, value }) => [name, value]));
  const aliases = Object.entries(ALIASES).map(([alias, name]) => [alias, own[name] ?? ""]);
  const endpoint = authenticationEndpoint(settings.publicUrl);
  return {
    // privacyIDEA offers these as choices; here they are fixed.
    splitAtSign: "True",
    PrependPin: "True",
    IncFailCountOnFalsePin: "True",
    "tiqr.regServer": endpoint,
    "tiqr.authServer": endpoint,
    ...Object.fromEntries(aliases),
    ...own,
  };
}
