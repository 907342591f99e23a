// A change of the signing keys as applications see it: nobody is signed out, and tokens of before
// stay good.

import { env } from "cloudflare:workers";
import { createLocalJWKSet, jwtVerify } from "jose";
import { afterEach, expect, it, vi } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import { PUBLISHED_FIRST_MS } from "../../../src/core/oidc/signing-keys.ts";
import { loadKeyring } from "../../../src/storage/keys/keyring-cache.ts";
import { rotateKeys } from "../../../src/storage/oidc/keys.ts";
import { keptKeys } from "../../../src/storage/oidc/signer.ts";
import { basic, beginSession, codeFor, makeClient, redemption } from "../../support/oidc/oidc.ts";
import { postOver, requestOver, withSettings } from "../../support/service.ts";

afterEach(() => vi.useRealTimers());

it("keeps tokens good over a rotation, and clients that know the published keys need no others", async () => {
  const wiki = await makeClient();
  const session = await beginSession("alice");
  const app = await withSettings({});
  const token = (fields: Record<string, string>, over = app) => postOver(over, "/oidc/token", fields, basic(wiki));
  const keysOf = async (over = app) => createLocalJWKSet((await requestOver(over, "/oidc/jwks")).json);
  const userinfo = (jwt: string, over = app) =>
    requestOver(over, "/oidc/userinfo", { headers: { Authorization: `Bearer ${jwt}` } });
  const scope = ["openid", "offline_access"];
  const kidOf = (jwt: string): string => JSON.parse(atob(jwt.split(".")[0] as string)).kid;

  const before = (await token(redemption(await codeFor(wiki, session, { scope })))).json;
  const { masterKeys } = readConfig(env);
  expect(await rotateKeys(env.DB, await loadKeyring(masterKeys), Date.now())).toBe(2);
  // Another isolate, which reads the keys now; a client fetches them at the same time.
  keptKeys.clear();
  const fresh = await withSettings({});
  const known = await keysOf(fresh);

  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + PUBLISHED_FIRST_MS });
  const after = (await token({ grant_type: "refresh_token", refresh_token: before.refresh_token }, fresh)).json;
  expect(kidOf(after.id_token)).not.toBe(kidOf(before.id_token));
  await jwtVerify(after.id_token, known);
  expect((await userinfo(after.access_token, fresh)).status).toBe(200);
  // The isolate of before has read the next keys meanwhile, and knows the tokens of both.
  expect((await userinfo(after.access_token, app)).status).toBe(200);
  vi.useRealTimers();
  await jwtVerify(before.id_token, await keysOf(app));
  expect((await userinfo(before.access_token, app)).status).toBe(200);
});
