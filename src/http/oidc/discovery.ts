// Discovery and the public keys. Some applications ask for them before each sign-in. Neither reads
// the storage once the isolate has the keys, and caches may keep both.

import { PATHS, providerMetadata } from "../../core/oidc/discovery.ts";
import { JWKS_MAX_AGE_SECONDS } from "../../core/oidc/signing-keys.ts";
import type { Answers } from "../all-definitions.ts";
import { crossOrigin } from "../answer/cross-origin.ts";
import { onlyMethods } from "../answer/methods.ts";
import type { HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { Hono } from "../hono.ts";

const WELL_KNOWN = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"] as const;
const CACHED = { "Cache-Control": `public, max-age=${JWKS_MAX_AGE_SECONDS}` };

export function discoveryRoutes({ ports }: Pick<Deps, "ports">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const metadata = providerMetadata(ports.settings.publicUrl);
  const anyOrigin = crossOrigin(["*"]);

  for (const path of WELL_KNOWN) {
    app.use(path, anyOrigin);
    app.get(path, (c) => c.json<Answers[`GET ${typeof path}`]>(metadata, 200, CACHED));
    onlyMethods(app, path, ["GET"]);
  }

  app.use(PATHS.jwks, anyOrigin);
  app.get(PATHS.jwks, async (c) =>
    c.json(await ports.signer.publicKeys(), 200, { ...CACHED, "Content-Type": "application/jwk-set+json" }),
  );
  onlyMethods(app, PATHS.jwks, ["GET"]);

  return app;
}
