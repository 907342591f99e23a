// Microsoft's keys where several requests of one isolate want them at once.

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { microsoftKeys } from "../../../src/storage/entra/microsoft-keys.ts";
import { Microsoft, makeSigningKey } from "../../support/oidc/microsoft.ts";

const NOW = Date.now();
let microsoft: Microsoft;
let kid: string;
/** What an answer of Microsoft waits for. */
let gate: Promise<void> | undefined;

beforeEach(async () => {
  microsoft = new Microsoft(await makeSigningKey());
  kid = microsoft.keys[0]?.kid ?? "";
  gate = undefined;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (asked) => {
    const published = microsoft.publishes(String(asked));
    await gate;
    return published ?? Response.error();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const keysFor = (wanted: string) => microsoftKeys(microsoft.issuer, wanted, NOW);

it("are read once for all of them", async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => keysFor(kid)));
  expect(all.map((keys) => keys?.has(kid))).toEqual(Array(5).fill(true));
  expect(microsoft.read).toHaveLength(2);
});

it("are asked for once if they cannot be read", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  microsoft.instead = () => new Response(null, { status: 503 });
  expect(await Promise.all([keysFor(kid), keysFor(kid), keysFor(kid)])).toEqual([undefined, undefined, undefined]);
  expect(microsoft.read).toHaveLength(1);
});

it("of whom one is new: all hear of it, and those with a known one wait for nothing", async () => {
  await keysFor(kid);
  const next = await makeSigningKey();
  microsoft.keys = [...microsoft.keys, next];
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  const asked = [keysFor(next.kid), keysFor(next.kid)];
  const wait = vi.spyOn(scheduler, "wait");
  expect((await keysFor(kid))?.has(kid)).toBe(true);
  expect(wait).not.toHaveBeenCalled();
  resolve();
  expect((await Promise.all(asked)).map((keys) => keys?.has(next.kid))).toEqual([true, true]);
  expect(microsoft.read).toHaveLength(4);
});

it("are read by another one where the first was broken off", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  gate = new Promise(() => {});
  void keysFor(kid);
  const second = keysFor(kid);
  gate = undefined;
  vi.setSystemTime(NOW + 1000);
  expect((await second)?.has(kid)).toBe(true);
});

it("of whom one is new are read by another one, too, where the first was broken off", async () => {
  await keysFor(kid);
  const next = await makeSigningKey();
  microsoft.keys = [...microsoft.keys, next];
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  // A stranger names a key that nobody has, and leaves before Microsoft has answered.
  gate = new Promise(() => {});
  void keysFor("nobody's");
  gate = undefined;
  vi.setSystemTime(NOW + 1000);
  expect((await keysFor(next.kid))?.has(next.kid)).toBe(true);
});
