// The configuration for Caddy in docs/forward-auth.md, run by Caddy in front of an application,
// with the service beside it. CADDY_PROGRAM may name the program; Debian has it in /usr/bin. Where
// there is none, the test says that it is left out.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort, host, isListening } from "../../../scripts/lib/port.ts";
import { withService } from "../support/with-service.ts";
import { aliceSignsIn, namesAt, ProxiedBrowser, program, snippet } from "./proxied.ts";

const caddy = program(process.env.CADDY_PROGRAM, "/usr/bin/caddy");
if (!caddy) console.log("There is no Caddy here, so its snippet in docs/forward-auth.md is left out.");
const port = await freePort(0);
const { login: LOGIN, wiki: WIKI } = namesAt(port);

const service = withService({ PUBLIC_URL: LOGIN, FORWARD_AUTH_DOMAIN: "example.org" });
const folder = mkdtempSync(join(tmpdir(), "caddy-test-"));
let application: Server;
let proxy: ChildProcess | undefined;

/** The snippet, on this machine's ports and without TLS. */
const configuration = (applicationPort: number): string => `{
  admin off
}
${snippet("caddyfile", [
  [/^wiki\.example\.org \{/, `${WIKI} {\n    bind ${host}`],
  [/https:\/\/login\.example\.org/, service().origin],
  [/\{upstream_hostport\}/, `login.example.org:${port}`],
  [/X-Forwarded-Host \{host\}/, "X-Forwarded-Host {hostport}"],
  [/127\.0\.0\.1:8080/, `${host}:${applicationPort}`],
])}`;

beforeAll(async () => {
  if (!caddy) return;
  // Each line by itself: Node would join those that come twice.
  application = createServer((asked, reply) => reply.end(JSON.stringify({ url: asked.url, lines: asked.rawHeaders })));
  await once(application.listen(0, host), "listening");
  const file = join(folder, "Caddyfile");
  writeFileSync(file, configuration((application.address() as AddressInfo).port));
  proxy = spawn(caddy, ["run", "--config", file, "--adapter", "caddyfile"], {
    stdio: ["ignore", "ignore", "ignore"],
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  for (let times = 0; times < 100 && !(await isListening(port)); times++) await sleep(100);
});
afterAll(async () => {
  if (proxy && proxy.exitCode === null) {
    proxy.kill("SIGTERM");
    await once(proxy, "exit");
  }
  application?.close();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * The headers about the person that reached the application, as an application reads them that
 * takes `_` for `-`.
 */
function toldIn(text: string): Record<string, string[]> {
  const { lines } = JSON.parse(text) as { lines: string[] };
  const told: Record<string, string[]> = {};
  for (let at = 0; at < lines.length; at += 2) {
    const name = lines[at]?.toLowerCase().replaceAll("_", "-") ?? "";
    if (name.startsWith("remote-")) told[name] = [...(told[name] ?? []), lines[at + 1] ?? ""];
  }
  return told;
}
const OF_ALICE = { "remote-user": ["alice"], "remote-name": ["alice"], "remote-groups": [""], "remote-email": [""] };

describe.skipIf(!caddy)(
  caddy ? "Caddy, by the snippet in the document" : "LEFT OUT, there is no Caddy here: its snippet",
  () => {
    const browser = new ProxiedBrowser(service, port);

    it("leads a browser to the sign-in, and back to an application that hears who it is", async () => {
      const seen = await browser.go(await aliceSignsIn(service, browser, port));
      expect([seen.status, JSON.parse(seen.text).url]).toEqual([200, "/page?a=1"]);
      expect(toldIn(seen.text)).toEqual(OF_ALICE);
    });

    it.each([
      ["name", { "Remote-User": "root", "Remote-Groups": "admins", "Remote-Email": "root@example.org" }],
      ["name in capitals", { "REMOTE-USER": "root", "REMOTE-GROUPS": "admins" }],
      ["underscores", { Remote_User: "root", Remote_Groups: "admins" }],
      ["another name", { "Remote-Role": "admin" }],
    ])("lets the browser say nothing of itself, by %s", async (_, lies) => {
      const seen = await browser.go(`${WIKI}/`, undefined, lies);
      expect([seen.status, toldIn(seen.text)]).toEqual([200, OF_ALICE]);
      expect((await new ProxiedBrowser(service, port).go(`${WIKI}/`, undefined, lies)).status).toBe(302);
    });
  },
);
