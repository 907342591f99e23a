// The settings in force for GET /system/. No table of them has a secret to leak here.

import { tellSettings } from "../../config/table.ts";
import type { Settings } from "../../settings.ts";
import { authenticationEndpoint } from "../../tiqr/urls.ts";

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

/** Each value under the setting's own name, and under privacyIDEA's if it has one. */
export function settingsByName(settings: Settings): Readonly<Record<string, string>> {
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
