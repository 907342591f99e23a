// The settings in force, as GET /system/ tells them. Secrets are in no table, so none can be told.

import { tellSettings } from "../config/table.ts";
import type { Settings } from "../settings.ts";
import { authenticationEndpoint } from "../tiqr/urls.ts";
import type { SettingJson } from "./wire.ts";

/** What privacyIDEA's clients ask for under its own names (lib/config.py, lib/tokens/tiqrtoken.py), and which setting of ours it is. */
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

/** Each value by the setting's own name, and by privacyIDEA's where it has one. */
export function settingsByName(settings: Settings): Readonly<Record<string, string>> {
  const own = Object.fromEntries(tellSettings(settings).map(({ name, value }) => [name, value]));
  const aliases = Object.entries(ALIASES).map(([alias, name]) => [alias, own[name] ?? ""]);
  const endpoint = authenticationEndpoint(settings.publicUrl);
  return {
    // What privacyIDEA lets one choose and this service always does.
    splitAtSign: "True",
    PrependPin: "True",
    IncFailCountOnFalsePin: "True",
    "tiqr.regServer": endpoint,
    "tiqr.authServer": endpoint,
    ...Object.fromEntries(aliases),
    ...own,
  };
}

/** The same with what each means. */
export const settingsJson = (settings: Settings): readonly SettingJson[] =>
  tellSettings(settings).map((told) => ({ ...told, default: told.default ?? null }));
