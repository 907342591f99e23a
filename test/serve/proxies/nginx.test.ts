// The configuration for nginx in docs/forward-auth.md, run by nginx in front of an application,
// with the service beside it. NGINX_PROGRAM may name the program; Debian has it in /usr/sbin. Where
// there is none, the test says that it is left out.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort, host, isListening } from "../../../scripts/lib/port.ts";
import { withService } from "../support/with-service.ts";
import { aliceSignsIn, namesAt, ProxiedBrowser, program, snippet } from "./proxied.ts";

const nginx = program(process.env.NGINX_PROGRAM, "/usr/sbin/nginx");
if (!nginx) console.log("There is no nginx here, so its snippet in docs/forward-auth.md is left out.");
const port = await freePort(0);
const { login: LOGIN, wiki: WIKI } = namesAt(port);

const service = withService({ PUBLIC_URL: LOGIN, FORWARD_AUTH_DOMAIN: "example.org" });
const folder = mkdtempSync(join(tmpdir(), "nginx-test-"));
let application: Server;
let proxy: ChildProcess | undefined;

/** The snippet, on this machine's ports and without TLS. */
function configuration(applicationPort: number): string {
  const changed = snippet("nginx", [
    [/^ *(proxy_)?ssl_.*\n/gm, ""],
    [/listen 443 ssl;/, `listen ${host}:${port};`],
    [/server login\.example\.org:443;/, `server ${new URL(service().origin).host};`],
    [/https:\/\/tiqr/, "http://tiqr"],
    [/https:\/\/\$server_name/, `http://$server_name:${port}`],
    [/Host login\.example\.org;/, `Host login.example.org:${port};`],
    [/127\.0\.0\.1:8080/, `${host}:${applicationPort}`],
  ]);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
    http { access_log off; ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(" ")}
    ${changed} }`;
}

beforeAll(async () => {
  if (!nginx) return;
  application = createServer((asked, reply) => reply.end(JSON.stringify({ url: asked.url, ...asked.headers })));
  await once(application.listen(0, host), "listening");
  writeFileSync(join(folder, "nginx.conf"), configuration((application.address() as AddressInfo).port));
  proxy = spawn(nginx, ["-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log"), "-p", folder], {
    stdio: "inherit",
  });
  for (let times = 0; times < 100 && !(await isListening(port)); times++) await sleep(100);
});
afterAll(async () => {
  if (proxy && proxy.exitCode === null) {
    proxy.kill("SIGQUIT");
    await once(proxy, "exit");
  }
  application?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends a request as it stands, which no client would. */
async function raw(at: number, text: string): Promise<string> {
  const socket = connect(at, host);
  socket.write(text.replaceAll("\n", "\r\n"));
  let got = "";
  for await (const piece of socket.setEncoding("utf8")) got += piece;
  return got;
}

describe.skipIf(!nginx)(
  nginx ? "nginx, by the snippet in the document" : "LEFT OUT, there is no nginx here: its snippet",
  () => {
    const browser = new ProxiedBrowser(service, port);

    it("leads a browser to the sign-in, and back to an application that hears who it is", async () => {
      const seen = await browser.go(await aliceSignsIn(service, browser, port));
      expect([seen.status, JSON.parse(seen.text)]).toMatchObject([
        200,
        { url: "/page?a=1", "remote-user": "alice", "remote-name": "alice", host: "wiki.example.org" },
      ]);
    });

    it("replaces what the browser says of itself, and passes nothing without the cookie", async () => {
      const lies = { "Remote-User": "root", "Remote-Groups": "admins", "X-Original-URL": "https://x.example.org/" };
      const seen = await browser.go(`${WIKI}/`, undefined, lies);
      const told = JSON.parse(seen.text);
      expect([told["remote-user"], told["remote-groups"]]).toEqual(["alice", undefined]);
      expect((await new ProxiedBrowser(service, port).go(`${WIKI}/`, undefined, lies)).status).toBe(302);
      // A host that nginx does not know is served by the only server there is, under that server's
      // name.
      const other = await raw(port, `GET / HTTP/1.1\nHost: other.example.org\nConnection: close\n\n`);
      expect(other).toContain(encodeURIComponent(`${WIKI}/`));
    });

    it("lets nobody ask in its place", async () => {
      expect((await browser.go(`${WIKI}/.authz`)).status).toBe(404);
    });
  },
);

describe("Envoy's kind, over a socket", () => {
  it.each(["/../../health", "/%2e%2e/%2e%2e/", "/..//../login", "/a/../../../assets"])(
    "a path of %s is a question about the application, and leads to no page of the service",
    async (path) => {
      const asked = `GET /authz/ext-authz${path} HTTP/1.1\nHost: unknown.example.org:${port}\nX-Forwarded-Proto: http`;
      const reply = await raw(Number(new URL(service().origin).port), `${asked}\nConnection: close\n\n`);
      expect(reply).toMatch(/^HTTP\/1\.1 403 /);
      expect(reply).toContain("unguarded-host");
    },
  );
});
