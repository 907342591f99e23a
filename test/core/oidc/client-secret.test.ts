// Secrets of clients: two are valid at a time, and only for a client that uses them.

import { expect, it } from "vitest";
import { isClientSecret, makeClientSecret, usesSecret } from "../../../src/core/oidc/clients/client-secret.ts";
import {
  CLIENT_AUTHENTICATIONS,
  type ClientAuthentication,
  type StoredClient,
} from "../../../src/core/ports/oidc/clients.ts";
import { sha256Hex } from "../../../src/lib/bytes.ts";
import { randomBytes } from "../../support/responses.ts";

const [newest, before, other] = await Promise.all([1, 2, 3].map(() => makeClientSecret(randomBytes)));
const stored = (
  secretHash: string | null = newest?.hash ?? null,
  previousSecretHash: string | null = before?.hash ?? null,
  tokenEndpointAuthMethod: ClientAuthentication = "client_secret_basic",
) => ({ client: { tokenEndpointAuthMethod }, secretHash, previousSecretHash }) as StoredClient;
const isOne = (secret = "", of = stored()) => isClientSecret(of, secret);

it("is made of 256 random bits, of which the hash is kept", async () => {
  expect(newest?.secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(newest?.hash).toBe(await sha256Hex(newest?.secret ?? ""));
  expect(newest?.secret).not.toBe(before?.secret);
});

it("the newest and the one before are right, and no other", async () => {
  expect([await isOne(newest?.secret), await isOne(before?.secret), await isOne(other?.secret)]).toEqual([
    true,
    true,
    false,
  ]);
  const once = stored(newest?.hash, null);
  expect([await isOne(newest?.secret, once), await isOne(before?.secret, once)]).toEqual([true, false]);
});

it("nothing is right that is near: a part, another case, the hash itself, or nothing", async () => {
  const { secret, hash } = newest as { secret: string; hash: string };
  for (const near of ["", secret.slice(1), `${secret} `, `${secret}\0`, secret.toUpperCase(), hash])
    expect([near, await isOne(near)]).toEqual([near, false]);
});

it("a client without secrets has no right one, also not the empty text", async () => {
  for (const none of [stored(null, null), stored("", "")])
    expect([await isOne("", none), await isOne(newest?.secret, none)]).toEqual([false, false]);
});

it("a client that authenticates otherwise has no right one", async () => {
  const right = CLIENT_AUTHENTICATIONS.map((method) => isOne(newest?.secret, stored(newest?.hash, null, method)));
  expect(await Promise.all(right)).toEqual([true, true, false, false]);
  expect(CLIENT_AUTHENTICATIONS.map((method) => usesSecret({ tokenEndpointAuthMethod: method }))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
