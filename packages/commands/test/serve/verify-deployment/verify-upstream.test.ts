// `npm run verify:deployment` in front of another server: it says what that is, and takes nothing
// that the other server answers for an answer of this service.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Service } from "../../../../../scripts/lib/service-client.ts";
import type { RunningServer } from "../../../../../scripts/serve/start-server.ts";
import { run, start } from "../../../../../test/serve/support/state.ts";
import { ADMIN_PASSWORD } from "../../../../../test/support/admin-password.ts";

const folder = mkdtempSync(join(tmpdir(), "verify-upstream-"));
/** Its clock is an hour behind. */
const other = createServer((_, answer) => {
  answer.writeHead(200, { "Content-Type": "application/json" });
  const time = Date.now() / 1000 - 3600;
  answer.end(JSON.stringify({ result: { status: true, value: false }, time, version: "privacyIDEA 3.13.3" }));
});
let server: RunningServer;
let key = "";

beforeAll(async () => {
  other.listen(0, "127.0.0.1");
  await once(other, "listening");
  const UPSTREAM_PRIVACYIDEA = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  server = await start(folder, { env: { UPSTREAM_PRIVACYIDEA } });
  const service = new Service(server.origin);
  await service.signIn("root", ADMIN_PASSWORD);
  key = (await service.postAsAdmin("/accounts/root/keys", {})).json.result.value.key;
}, 120_000);
afterAll(async () => {
  other.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const verify = (apiKey = "") => run("verify-deployment", [server.origin], { env: { TIQR_API_KEY: apiKey } });
const lineOf = (stdout: string, check: string) => stdout.split("\n").find((line) => line.split(/ +/)[1] === check);

it("names both servers, and asks this one for its clock", { timeout: 120_000 }, async () => {
  const { stdout } = await verify();
  expect(stdout).toMatch(/^\S+, tiqr-edge \S+, in front of privacyIDEA 3\.13\.3, /);
  expect(lineOf(stdout, "clock")).toMatch(/^ok /);
});

it("with an API key says what the other one cannot do, as advice, and what is wrong once it is down", {
  timeout: 120_000,
}, async () => {
  const { stdout } = await verify(key);
  expect(lineOf(stdout, "upstream")).toMatch(/^advice .*privacyIDEA 3\.13\.3.*cannot finish.*Nobody has signed in/);
  expect(lineOf(stdout, "settings")).toMatch(/^ok /);
  other.closeAllConnections();
  other.close();
  const { code, stdout: later } = await verify(key);
  expect(code).toBe(1);
  expect(lineOf(later, "upstream")).toMatch(/^WRONG .*upstream-failed/);
});
