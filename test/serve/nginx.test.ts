// The configuration for nginx in docs/forward-auth.md, run by nginx in front of an application, with the service beside it.
// NGINX_PROGRAM may name the program; Debian has it in /usr/sbin. Where there is none, the test says that it is left out.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Phone } from "../../phone/phone.ts";
import { freePort, host, isListening } from "../../scripts/lib/port.ts";
import { inProject } from "../../scripts/lib/project.ts";
import type { Bytes } from "../../src/lib/bytes.ts";
import { ADMIN_PASSWORD } from "../support/admin-password.ts";
import { signIn } from "./state.ts";
import { withService } from "./with-service.ts";

const nginx = [process.env.NGINX_PROGRAM ?? "/usr/sbin/nginx", "/usr/sbin/nginx"].find((path) => existsSync(path));
if (!nginx) console.log("There is no nginx here, so its snippet in docs/forward-auth.md is left out.");
const port = await freePort(0);
const LOGIN = `http://login.example.org:${port}`;
const WIKI = `http://wiki.example.org:${port}`;

const service = withService({ PUBLIC_URL: LOGIN, FORWARD_AUTH_DOMAIN: "example.org" });
const folder = mkdtempSync(join(tmpdir(), "nginx-test-"));
let application: Server;
let proxy: ChildProcess | undefined;

/** The snippet, on this machine's ports and without TLS. */
function configuration(applicationPort: number): string {
  const text = readFileSync(inProject("docs/forward-auth.md"), "utf8");
  const [, snippet = ""] = /```nginx\n([\s\S]*?)```/.exec(text) ?? [];
  const changes: readonly (readonly [RegExp, string])[] = [
    [/^ *(proxy_)?ssl_.*\n/gm, ""],
    [/listen 443 ssl;/, `listen ${host}:${port};`],
    [/server login\.example\.org:443;/, `server ${new URL(service().origin).host};`],
    [/https:\/\/tiqr/, "http://tiqr"],
    [/https:\/\/\$server_name/, `http://$server_name:${port}`],
    [/Host login\.example\.org;/, `Host login.example.org:${port};`],
    [/127\.0\.0\.1:8080/, `${host}:${applicationPort}`],
  ];
  const changed = changes.reduce((all, [from, to]) => {
    expect([from, from.test(all)]).toEqual([from, true]);
    return all.replace(from, to);
  }, snippet);
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

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A browser, for which both hosts are on this machine. */
class Browser {
  readonly cookies = new Map<string, string>();

  async go(address: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const { host: name, pathname, search } = new URL(address);
    const at = address.startsWith(LOGIN) ? Number(new URL(service().origin).port) : port;
    const body = form && new URLSearchParams(form).toString();
    const asked = request({
      host,
      port: at,
      path: pathname + search,
      method: form ? "POST" : "GET",
      headers: {
        Host: name,
        Accept: "text/html",
        Cookie: [...this.cookies].map((pair) => pair.join("=")).join("; "),
        ...(form ? { Origin: LOGIN, "Content-Type": "application/x-www-form-urlencoded" } : {}),
        ...headers,
      },
    });
    asked.end(body);
    const [reply] = await once(asked, "response");
    let text = "";
    for await (const piece of reply.setEncoding("utf8")) text += piece;
    for (const line of reply.headers["set-cookie"] ?? []) {
      const [, cookie = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(cookie, value);
    }
    return { status: reply.statusCode, headers: reply.headers, text };
  }
}

const hiddenIn = ({ text }: Answer, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? "";

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
    const browser = new Browser();

    it("leads a browser to the sign-in, and back to an application that hears who it is", async () => {
      const { token } = await signIn({ origin: service().origin } as never, "root", ADMIN_PASSWORD);
      const made = await service().request("/oidc/clients", {
        method: "POST",
        headers: { "PI-Authorization": token ?? "", "Content-Type": "application/json" },
        body: JSON.stringify({ client_name: "Wiki", forward_auth_hosts: ["wiki.example.org"] }),
      });
      expect(made.json.result.status).toBe(true);
      const phone = new Phone({
        fetch: (url, init) => fetch(url.replace(LOGIN, service().origin), init),
        randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
        protocol: 2,
        accounts: [],
      });
      const enrolment = await service().init({ user: "alice", pin: "1234" });
      expect((await phone.enroll(enrolment.json.detail.tiqrenroll.value)).told).toBe("enrolled");

      const sent = await browser.go(`${WIKI}/page?a=1`);
      expect([sent.status, sent.headers.location]).toEqual([
        302,
        `${LOGIN}/authz/sign-in?rd=${encodeURIComponent(`${WIKI}/page?a=1`)}`,
      ]);
      const page = await browser.go(sent.headers.location ?? "");
      const request = hiddenIn(page, "request");
      const waiting = await browser.go(`${LOGIN}/login/begin`, { user: "alice", pin: "1234", request });
      const link = /href="(tiqrauth:[^"]*)"/.exec(waiting.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
      expect((await phone.login(link)).told).toBe("logged-in");
      const transaction_id = hiddenIn(waiting, "transaction_id");
      const done = await browser.go(`${LOGIN}/login/result`, { transaction_id, request });
      const back = await browser.go(/url=(.*)/.exec(String(done.headers.refresh))?.[1] ?? "");
      expect([back.status, back.headers.location]).toEqual([303, `${WIKI}/page?a=1`]);
      const seen = await browser.go(back.headers.location ?? "");
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
      expect((await new Browser().go(`${WIKI}/`, undefined, lies)).status).toBe(302);
      // A host that nginx does not know is served by the only server there is, under that server's name.
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
