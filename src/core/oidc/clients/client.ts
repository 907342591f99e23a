// What follows from the registration of an application: src/core/ports/oidc/clients.ts.

import type { OidcClient } from "../../ports/oidc/clients.ts";

/** OIDC Core §5.4 and §11; `groups` is what applications commonly call it. */
export const SCOPES = ["openid", "profile", "email", "groups", "offline_access"] as const;

/** What a sign-in for this client must be: isEnough in ../sessions/browser-session.ts. */
export const rulesOf = ({
  requirePin,
  dayPass,
  realms,
  proximity,
}: Pick<OidcClient, "requirePin" | "dayPass" | "realms" | "proximity">) => ({
  needsPin: requirePin,
  takesPass: dayPass,
  realms,
  proximity,
});

/** A public client has no secret, so anyone can send requests in its name. */
export const isPublic = ({ tokenEndpointAuthMethod }: Pick<OidcClient, "tokenEndpointAuthMethod">): boolean =>
  tokenEndpointAuthMethod === "none";

/** Whether people of this realm may sign in to the client. */
export const takesRealm = ({ realms }: Pick<OidcClient, "realms">, realm: string): boolean =>
  realms.length === 0 || realms.includes(realm);
