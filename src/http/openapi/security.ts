// What a request has to show, in OpenAPI's words. As 3.1 allows, a scheme lists the rights needed.

import { type Definition, isOfAccounts } from "./definition.ts";

export const SCHEMES = {
  token: { type: "apiKey", in: "header", name: "PI-Authorization", description: "The token of POST /auth" },
  bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "The same, as Authorization" },
  key: { type: "apiKey", in: "header", name: "X-API-Key", description: "A key of POST /accounts/{name}/keys" },
  client: { type: "http", scheme: "basic", description: "An application; or as its metadata says" },
  accessToken: { type: "http", scheme: "bearer", description: "The access token of POST /oidc/token" },
  cookie: { type: "apiKey", in: "cookie", name: "__Secure-forward-auth" },
} as const;

/** An empty list says that nothing has to be shown. */
export function securityOf(definition: Definition): { readonly security: readonly object[] } {
  const { right } = definition;
  if (isOfAccounts(definition)) {
    const rights = right === "signed-in" ? [] : [right === "administrators" ? "*" : right];
    return { security: [{ token: rights }, { bearer: rights }, { key: rights }] };
  }
  if (right === "client") return { security: [{ client: [] }, {}] };
  if (right === "access-token") return { security: [{ accessToken: [] }] };
  return { security: right === "cookie" ? [{ cookie: [] }] : [] };
}
