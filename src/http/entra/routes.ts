// Discovery for Microsoft Entra. Both answers must say how long they are, and an edge that
// compresses them would drop Content-Length: `no-transform` forbids it.

import { JWKS_MAX_AGE_SECONDS } from "../../core/oidc/signing-keys.ts";
import { refuse } from "../../core/reasons.ts";
import { utf8 } from "../../lib/bytes.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";

export function entraRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  on("GET /entra/.well-known/openid-configuration", () =>
    answer("application/json", async () => {
      const { entraMetadata } = await import("../../core/entra/discovery.ts");
      return entraMetadata(ports.settings.publicUrl);
    }),
  );
  on("GET /entra/jwks", () => answer("application/jwk-set+json", () => ports.signer.certifiedKeys()));

  async function answer(type: string, make: () => Promise<object>) {
    // A service without a tenant does not show that it could have one.
    if (!(await ports.clients.anyEntra(Date.now()))) return refuse({ code: "unknown-path" });
    const body = utf8(JSON.stringify(await make()));
    return new Response(body, {
      headers: {
        "Content-Type": type,
        "Content-Length": String(body.length),
        "Cache-Control": `public, max-age=${JWKS_MAX_AGE_SECONDS}, no-transform`,
      },
    });
  }
}
