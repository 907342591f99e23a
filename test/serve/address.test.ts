// The client address that `npm run serve` notes: there is no proxy in front of it, unless
// TRUSTED_PROXY says so.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunningServer } from "../../scripts/serve/start-server.ts";
import { ADMIN_PASSWORD } from "../support/admin-password.ts";
import { postAuth, start } from "./support/state.ts";

let state: string;
let server: RunningServer | undefined;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "address-test-"));
});
afterEach(async () => {
  await server?.stop();
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
});

async function clientOf(headers: Record<string, string>): Promise<unknown> {
  const { origin } = server as RunningServer;
  const { token = "" } = await postAuth(server as RunningServer, "root", ADMIN_PASSWORD);
  await fetch(`${origin}/validate/check?user=nobody&pass=x`, { headers });
  // The row may follow the reply.
  for (;;) {
    const response = await fetch(`${origin}/audit/?action=GET%20/validate/check`, {
      headers: { Authorization: token },
    });
    const { result } = (await response.json()) as { result: { value: { auditdata: { client: string }[] } } };
    const [row] = result.value.auditdata;
    if (row) return row.client;
  }
}

const FORGED = { "CF-Connecting-IP": "192.0.2.7", "X-Forwarded-For": "192.0.2.7" };

describe("the address of a client", () => {
  it("is this machine, and not the one that the client claims", async () => {
    server = await start(state);
    expect(await clientOf(FORGED)).toBe("127.0.0.1");
  });

  it("is the one that a trusted proxy names", async () => {
    server = await start(state, { env: { TRUSTED_PROXY: "on" } });
    expect(await clientOf(FORGED)).toBe("192.0.2.7");
  });
});
