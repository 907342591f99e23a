// Random attacks on every route: whatever is sent, the reply is one of ours, in its form, and costs
// no more than it may.

import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { randomRuns } from "../support/house/random-runs.ts";
import { hashesOf, mostTokens } from "../support/storage/pin-hashes.ts";
import { wrongWith } from "./invariants.ts";
import { attacks } from "./requests.ts";
import { publicRoutes, serviceRoutes } from "./routes.ts";
import { sendAttack, standUp } from "./target.ts";

const { timeout, ...parameters } = randomRuns("FUZZ_RUNS", { seed: 20261124, numRuns: 2500 });
/** The number of attacks after which a new target is made. */
const STANDS = 200;

beforeAll(standUp);

it("knows the routes that are open to everyone", () => {
  expect(publicRoutes.length).toBeGreaterThan(40);
  expect(serviceRoutes.length - publicRoutes.length).toBeGreaterThan(40);
});

it("answers every attack in its own form, lets no one in, and hashes no more PINs than a user has tokens", {
  timeout,
}, async () => {
  let sent = 0;
  const property = fc.asyncProperty(attacks, async (attack) => {
    if (++sent % STANDS === 0) await standUp();
    const tokens = await mostTokens();
    let wrong: string[] = [];
    const hashes = await hashesOf(async () => {
      const reply = await sendAttack(attack);
      if (reply) wrong = wrongWith(reply, attack);
    });
    expect(wrong).toEqual([]);
    expect(hashes).toBeLessThanOrEqual(Math.min(Math.max(tokens, 1), 10));
  });
  await fc.assert(property, parameters);
});
