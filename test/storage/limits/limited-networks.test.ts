// Networks whose limit was reached though right PINs came from them.
// test/http/guard/application-networks.test.ts has how they get here.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { createLimitedNetworks, LIMITED_KEPT_MS } from "../../../src/storage/limits/limited-networks.ts";
import { adminCaller } from "../../support/storage/ports.ts";

const HOUR_MS = 3600 * 1000;
const NOW = 1_700_000_000_000;
const limited = createLimitedNetworks(env.DB);
const caller = await adminCaller();

beforeEach(async () => {
  await env.DB.exec("DELETE FROM limited_network");
});

const listed = async (nowMs = NOW) => {
  const found = await limited.list(caller, nowMs);
  if (!found.ok) throw new Error(found.reason.code);
  return found.networks.map(({ network, atMs }) => [network, atMs - NOW]);
};

it("are listed for a week, the newest first", async () => {
  await limited.note("198.51.100.7", NOW);
  await limited.note("198.51.100.8", NOW + 1);
  expect(await listed(NOW + LIMITED_KEPT_MS - 1)).toEqual([
    ["198.51.100.8", 1],
    ["198.51.100.7", 0],
  ]);
  expect(await listed(NOW + LIMITED_KEPT_MS)).toEqual([["198.51.100.8", 1]]);
});

it("are written at most once an hour", async () => {
  for (const later of [0, 1, HOUR_MS]) await limited.note("198.51.100.7", NOW + later);
  expect(await listed()).toEqual([["198.51.100.7", 0]]);
  await limited.note("198.51.100.7", NOW + HOUR_MS + 1);
  expect(await listed()).toEqual([["198.51.100.7", HOUR_MS + 1]]);
});

it("are few: of thirty, the first twenty, which are renewed all the same", async () => {
  for (let i = 0; i < 30; i++) await limited.note(`198.51.100.${i}`, NOW);
  await limited.note("198.51.100.19", NOW + 2 * HOUR_MS);
  const networks = await listed();
  expect([networks.length, networks[0]]).toEqual([20, ["198.51.100.19", 2 * HOUR_MS]]);
});

it("are listed for nobody who is not signed in", async () => {
  await limited.note("198.51.100.7", NOW);
  expect(await limited.list({ name: "nobody", generation: 1 }, NOW)).toEqual({
    ok: false,
    reason: { code: "signed-out" },
  });
});
