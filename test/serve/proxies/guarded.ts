// What every proxy of the documents has to do, with the document's own configuration: let nobody
// past the sign-in, let nobody say who they are or where they come from, and let everything else
// through unchanged.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { qrTextIn } from "../../../scripts/lib/page-browser.ts";
import { freePort } from "../../../scripts/lib/port.ts";
import { Service } from "../../../scripts/lib/service-client.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { withService } from "../support/with-service.ts";
import { headersIn, ProxiedApplication } from "./application.ts";
import { type RunningProgram, startProgram } from "./program.ts";
import { ProxyVisitor } from "./visitor.ts";

export interface ProxyAddresses {
  /** The service's origin on this machine. */
  readonly service: string;
  readonly applicationPort: number;
  readonly port: number;
  /** Where the configuration may put files. */
  readonly folder: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface ProxySnippet {
  readonly name: string;
  readonly program: string | undefined;
  /** The origins that a browser knows, by the proxy's port. Without `login`, the service's own. */
  origins(port: number): { readonly wiki: string; readonly login?: string };
  readonly settings: Readonly<Record<string, string>>;
  client(wiki: string): Record<string, unknown>;
  /** Writes the configuration, and returns the command. */
  command(program: string, place: ProxyAddresses): readonly string[];
  /** Names of headers that tell the application who it is, and what they say of alice. */
  readonly identity: { readonly names: RegExp; readonly alice: Readonly<Record<string, string[]>> };
  /** Answers 403 to a header with `_` in its name, which other proxies drop. */
  readonly refusesUnderscores?: true;
  /** What a browser might say of itself, besides `LIES`. */
  readonly lies: Readonly<Record<string, string>>;
}

const FORWARDED = /^(x-forwarded-.*|x-real-ip|forwarded)$/;
const EVIL = "evil.example";
const LIES = {
  "X-Forwarded-Host": EVIL,
  "X-Forwarded-Proto": "evil",
  "X-Forwarded-For": "192.0.2.66",
  "X-Real-IP": "192.0.2.66",
  Forwarded: `for=192.0.2.66;host=${EVIL};proto=evil`,
};

/** Runs the proxy in front of an application, with the service beside it. */
export async function describeProxy(
  proxy: ProxySnippet,
  more?: (visitor: ProxyVisitor, wiki: string, stranger: () => ProxyVisitor) => void,
): Promise<void> {
  const { program } = proxy;
  if (!program) return it.skipIf(true)(`LEFT OUT, there is no ${proxy.name} here: its snippet`, () => {});
  const port = await freePort(0);
  const { wiki, login } = proxy.origins(port);
  const service = withService({ ...(login ? { PUBLIC_URL: login } : {}), ...proxy.settings });
  const application = new ProxiedApplication();
  const folder = mkdtempSync(join(tmpdir(), "proxy-test-"));
  const ports = () => ({ [wiki]: port, ...(login ? { [login]: Number(new URL(service().origin).port) } : {}) });
  const visitor = new ProxyVisitor(ports);
  let running: RunningProgram | undefined;

  beforeAll(async () => {
    const registered = await service().postAsAdmin("/oidc/clients", { client_name: "Wiki", ...proxy.client(wiki) });
    const { client_id: clientId, client_secret: clientSecret } = registered.json.result.value;
    const place = { service: service().origin, port, folder, clientId, clientSecret };
    const command = proxy.command(program, { ...place, applicationPort: await application.start() });
    running = await startProgram(command, port, { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder });
  });
  afterAll(async () => {
    await running?.stop();
    application.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe(`${proxy.name}, by the snippet in the document`, () => {
    const stranger = () => new ProxyVisitor(ports);

    it("leads a browser to the sign-in, and back to an application that hears who it is", async () => {
      const { origin } = service();
      const known = new Service(origin, (to, init) => fetch(String(to).replace(login ?? origin, origin), init));
      await known.signIn("root", ADMIN_PASSWORD);
      const alice = await known.enrol("alice");
      const page = await visitor.pages.open(`${wiki}/page?a=1`);
      expect([page.url.origin, application.requests]).toEqual([login ?? origin, []]);
      const waiting = await visitor.pages.submit(page, "/login/begin", { user: alice.user, pin: alice.pin });
      expect((await alice.phone.login(qrTextIn(waiting) ?? "")).told).toBe("logged-in");
      const back = await visitor.pages.submit(waiting, "/login/result");
      expect([back.status, JSON.parse(back.text).url]).toEqual([200, "/page?a=1"]);
      const { host, hostname } = new URL(wiki);
      expect(headersIn(back.text, /^host$/).host).toEqual([expect.toBeOneOf([host, hostname])]);
      expect(headersIn(back.text, proxy.identity.names)).toEqual(proxy.identity.alice);
    });

    it.each([
      ["by their names", (name: string) => name],
      ["in capitals", (name: string) => name.toUpperCase()],
      ["with underscores", (name: string) => name.replaceAll("-", "_")],
    ])("lets a browser say nothing of who it is and where it comes from, %s", async (_, spelled) => {
      const lies = Object.entries({ ...LIES, ...proxy.lies }).map(([name, lie]) => [spelled(name), lie]);
      const seen = await visitor.ask(`${wiki}/`, Object.fromEntries(lies));
      const passed = application.requests.length;
      expect((await stranger().ask(`${wiki}/`, Object.fromEntries(lies))).status).toBeGreaterThanOrEqual(300);
      expect(application.requests).toHaveLength(passed);
      if (proxy.refusesUnderscores && lies.some(([name]) => name?.includes("_"))) return expect(seen.status).toBe(403);
      expect([seen.status, headersIn(seen.text, proxy.identity.names)]).toEqual([200, proxy.identity.alice]);
      const { host, hostname } = new URL(wiki);
      const forwarded = headersIn(seen.text, FORWARDED);
      expect(forwarded).toMatchObject({
        "x-forwarded-host": [expect.toBeOneOf([host, hostname])],
        "x-forwarded-proto": ["http"],
        "x-forwarded-for": ["127.0.0.1"],
      });
      expect(forwarded["x-real-ip"] ?? ["127.0.0.1"]).toEqual(["127.0.0.1"]);
      expect(forwarded).not.toHaveProperty("forwarded");
    });

    it("drops none of its own headers because a browser names them in Connection", async () => {
      const names = [...Object.keys(proxy.identity.alice), "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"];
      const seen = await visitor.ask(`${wiki}/`, { Connection: `close, ${names.join(", ")}` });
      expect(headersIn(seen.text, proxy.identity.names)).toEqual(proxy.identity.alice);
      const forwarded = { "x-forwarded-for": ["127.0.0.1"], "x-forwarded-proto": ["http"] };
      expect(headersIn(seen.text, FORWARDED)).toMatchObject(forwarded);
    });

    it("opens a WebSocket for a person who is signed in, and for nobody else", async () => {
      const lies = { ...LIES, ...proxy.lies };
      const { status, text, repeated } = await visitor.socket(`${wiki}/live`, "hello", lies);
      expect([status, JSON.parse(text).url, repeated]).toEqual([101, "/live", "hello"]);
      expect(headersIn(text, proxy.identity.names)).toEqual(proxy.identity.alice);
      const passed = application.requests.length;
      expect((await stranger().socket(`${wiki}/live`, "hello", lies)).status).toBe(401);
      expect(application.requests).toHaveLength(passed);
    });

    it.each([
      ["h2c", ["h2c"]],
      ["a protocol of its own", ["own"]],
      ["h2c before a WebSocket", ["h2c", "websocket"]],
      ["both in one line", ["h2c, websocket"]],
    ])("opens no tunnel in which a browser could say what it likes: %s", async (_, Upgrade) => {
      const { text } = await visitor.socket(`${wiki}/`, "hello", { Upgrade, "HTTP2-Settings": "" });
      expect([{}, { upgrade: ["websocket"] }]).toContainEqual(headersIn(text, /^upgrade$/));
    });

    it.each([
      ["X-Requested-With", { "X-Requested-With": "XMLHttpRequest" }],
      ["Accept", { Accept: "application/json" }],
    ])("answers 401 to a script that says so by %s", async (_, headers) => {
      const passed = application.requests.length;
      const seen = await stranger().ask(`${wiki}/data`, headers);
      expect(seen.status).toBe(401);
      expect(application.requests).toHaveLength(passed);
      expect((await visitor.ask(`${wiki}/data`, headers)).status).toBe(200);
    });

    it("passes a body of 300 kB on, and only that of a person who is signed in", async () => {
      const body = "x".repeat(300_000);
      const seen = await visitor.ask(`${wiki}/upload`, {}, body);
      expect([seen.status, JSON.parse(seen.text)]).toMatchObject([200, { url: "/upload", bytes: body.length }]);
      const passed = application.requests.length;
      expect((await stranger().ask(`${wiki}/upload`, {}, body)).status).toBeGreaterThanOrEqual(300);
      expect(application.requests).toHaveLength(passed);
    });

    more?.(visitor, wiki, stranger);
  });
}
