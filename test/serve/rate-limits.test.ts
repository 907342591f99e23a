// `npm run serve` limits guesses as a deployed worker does, unless RATE_LIMITS is off.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunningServer } from "../../scripts/serve/start-server.ts";
import { start } from "./support/state.ts";

/** RATE_CHECK. A window may end meanwhile. */
const MOST = 2 * 20 + 1;

let state: string;
let server: RunningServer | undefined;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "limits-test-"));
});
afterEach(async () => {
  await server?.stop();
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
});

async function guess(): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < MOST; i++) {
    // Each claims another address.
    const headers = { "CF-Connecting-IP": `192.0.2.${i}` };
    statuses.push((await fetch(`${server?.origin}/validate/check?user=nobody&pass=${i}`, { headers })).status);
  }
  return statuses;
}

describe("wrong guesses", () => {
  it("are limited, whatever address they claim", async () => {
    server = await start(state);
    expect(await guess()).toContain(429);
  });

  it("are not with RATE_LIMITS=off", async () => {
    server = await start(state, { env: { RATE_LIMITS: "off" } });
    expect(await guess()).not.toContain(429);
  });
});
