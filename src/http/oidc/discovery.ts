// Discovery and the public keys. Some applications ask for them before each sign-in. Neither reads
// the storage once the isolate has the keys, and caches may keep both.

import { PATHS, providerMetadata } from "../../core/oidc/discovery.ts";
import { JWKS_MAX_AGE_SECONDS } from "../../core/oidc/signing-keys.ts";
import { crossOrigin } from "../answer/cross-origin.ts";
import { reply } from "../answer/reply.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";

const WELL_KNOWN = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"] as const;
const CACHED = { "Cache-Control": `public, max-age=${JWKS_MAX_AGE_SECONDS}` };

export function discoveryRoutes({ app, on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  const metadata = providerMetadata(ports.settings);
  const anyOrigin = crossOrigin(["*"]);

  for (const path of WELL_KNOWN) {
    app.use(path, anyOrigin);
    on(`GET ${path}`, (c) => reply(c, metadata, 200, CACHED));
  }

  app.use(PATHS.jwks, anyOrigin);
  on(`GET ${PATHS.jwks}`, async (c) =>
    c.json(await ports.signer.publicKeys(), 200, { ...CACHED, "Content-Type": "application/jwk-set+json" }),
  );
}
