// How often the Worker derives the names of a login that is polled. The objects here only say how
// they are named.

import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import { loadKeyring } from "../../../src/storage/keys/keyring-cache.ts";
import { makeTransaction } from "../../../src/storage/objects/transaction-id.ts";
import { createTransactionStore } from "../../../src/storage/objects/transaction-store.ts";

const keyring = await loadKeyring(readConfig(env).masterKeys);
const make = () => makeTransaction(keyring, (length) => crypto.getRandomValues(new Uint8Array(length)));
const objects = { getByName: (name: string) => ({ state: async () => name }) } as unknown as Env["TRANSACTION"];

const real = crypto.subtle.sign.bind(crypto.subtle);
const sign = vi.spyOn(crypto.subtle, "sign").mockImplementation(real);
const derived = () => sign.mock.calls.length;

it("the polls of a login derive its name once", async () => {
  const store = createTransactionStore(objects, keyring);
  const { transactionId, sessionKey } = await make();
  sign.mockClear();
  expect(await store.state(transactionId)).toBe(sessionKey);
  const first = derived();
  expect(first).toBeGreaterThan(0);
  for (let poll = 0; poll < 5; poll++) expect(await store.state(transactionId)).toBe(sessionKey);
  expect(derived()).toBe(first);
});

it("an id that was not made here is judged each time", async () => {
  const store = createTransactionStore(objects, keyring);
  const { transactionId } = await make();
  const forged = transactionId.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
  sign.mockClear();
  expect(await store.state(forged)).toBe("unknown");
  const first = derived();
  expect(await store.state(forged)).toBe("unknown");
  expect(derived()).toBe(2 * first);
});

it("only the names of a thousand logins are kept, and those asked for first go first", async () => {
  const store = createTransactionStore(objects, keyring);
  const logins = await Promise.all(Array.from({ length: 1001 }, make));
  for (const { transactionId } of logins) await store.state(transactionId);
  const [first, second] = logins.map(({ transactionId }) => transactionId) as [string, string];
  sign.mockClear();
  await store.state(second);
  expect(derived()).toBe(0);
  await store.state(first);
  expect(derived()).toBeGreaterThan(0);
});
