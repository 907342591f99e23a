// The grant types of a client, and what goes with each: RFC 7591 §2, CIBA Core 1.0 §4.

import { Fault, type Reader } from "../../../lib/read-schema.ts";
import type { Settings } from "../../../settings.ts";
import {
  CIBA_GRANT,
  CODE_GRANT,
  DEVICE_GRANT,
  GRANT_TYPES,
  type GrantType,
  REFRESH_GRANT,
} from "../../ports/oidc/clients.ts";
import type { ClientMetadata } from "./client-fields.ts";

export type GrantSettings = Pick<Settings, "ciba" | "deviceGrant">;

/** Of a client that names none. */
export const USUAL_GRANTS: readonly GrantType[] = [CODE_GRANT, REFRESH_GRANT];

export const grantsOf = ({ ciba, deviceGrant }: GrantSettings): readonly GrantType[] => [
  ...USUAL_GRANTS,
  ...(deviceGrant ? ([DEVICE_GRANT] as const) : []),
  ...(ciba ? ([CIBA_GRANT] as const) : []),
];

/** A setting that went off takes nothing from a client, whose name can still be changed. */
export const withItsGrants = <S extends GrantSettings>(
  settings: S,
  { grantTypes }: { readonly grantTypes: readonly GrantType[] },
): S => ({
  ...settings,
  ciba: settings.ciba || grantTypes.includes(CIBA_GRANT),
  deviceGrant: settings.deviceGrant || grantTypes.includes(DEVICE_GRANT),
});

export const readGrantTypes =
  (settings: GrantSettings): Reader<readonly GrantType[]> =>
  (value) => {
    const known = grantsOf(settings);
    const given: readonly unknown[] = Array.isArray(value) ? value : [undefined];
    const off = ([DEVICE_GRANT, CIBA_GRANT] as const).find((one) => given.includes(one) && !known.includes(one));
    if (off) return new Fault(`has ${off}, which needs the setting ${off === CIBA_GRANT ? "CIBA" : "DEVICE_GRANT"}=on`);
    return given.every((one) => known.some((each) => each === one))
      ? GRANT_TYPES.filter((each) => given.includes(each))
      : new Fault(`may have ${known.join(" and ")}`);
  };

/** Whether the client needs no address to lead a browser to. */
export const asksWithoutBrowser = (grants: readonly unknown[]): boolean =>
  grants.includes(DEVICE_GRANT) || grants.includes(CIBA_GRANT);

/** The fields that only clients with CIBA_GRANT have. */
export const CIBA_FIELDS = [
  "backchannel_token_delivery_mode",
  "backchannel_client_notification_endpoint",
  "backchannel_user_code_parameter",
  "require_binding_message",
] as const satisfies readonly (keyof ClientMetadata)[];

/** What does not go together. */
export function grantFaults(metadata: ClientMetadata): readonly string[] {
  const { grant_types: grants, redirect_uris: uris, scope, token_endpoint_auth_method: method } = metadata;
  const isCiba = grants.includes(CIBA_GRANT);
  const says = (name: string, text: string) => `Invalid parameter ${name}: it ${text}.`;
  const faults = [
    !grants.includes(CODE_GRANT) && (uris.length > 0 || !asksWithoutBrowser(grants))
      ? says("grant_types", `must have ${CODE_GRANT}`)
      : undefined,
    // A client that leaves refresh_token out must not get any.
    scope.split(" ").includes("offline_access") && !grants.includes(REFRESH_GRANT)
      ? says("grant_types", "has no refresh_token, which offline_access in scope needs")
      : undefined,
    // Anyone could ask people in the name of a client without a secret.
    isCiba && method === "none"
      ? says("token_endpoint_auth_method", `is none, which ${CIBA_GRANT} rules out`)
      : undefined,
    ...(isCiba ? [] : CIBA_FIELDS).map((name) =>
      metadata[name] === undefined ? undefined : says(name, `needs ${CIBA_GRANT} in grant_types`),
    ),
  ];
  return faults.filter((fault) => fault !== undefined);
}

/** The name of a field that is missing. */
export function lackOfCiba(metadata: ClientMetadata): string | undefined {
  if (!metadata.grant_types.includes(CIBA_GRANT)) return undefined;
  const { backchannel_token_delivery_mode: mode, backchannel_client_notification_endpoint: endpoint } = metadata;
  if (mode === undefined) return "backchannel_token_delivery_mode";
  return mode === "ping" && endpoint === undefined ? "backchannel_client_notification_endpoint" : undefined;
}
