// `npm run verify:deployment` against the real server: nothing is wrong and nothing is left; and
// behind a proxy that spoils one thing, exactly that is wrong.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { inProject } from "../../../../../scripts/lib/project.ts";
import { Service } from "../../../../../scripts/lib/service-client.ts";
import type { RunningServer } from "../../../../../scripts/serve/start-server.ts";
import { useTls } from "../../../../../test/browser/support/tls.ts";
import { run, start } from "../../../../../test/serve/support/state.ts";
import { ADMIN_PASSWORD } from "../../../../../test/support/admin-password.ts";
import { ACCOUNT_CHECKS } from "../../../verify-deployment/account-checks.ts";
import { ADDRESS_CHECKS } from "../../../verify-deployment/address-checks.ts";
import { ANSWER_CHECKS } from "../../../verify-deployment/answer-checks.ts";
import { REQUEST_CHECKS } from "../../../verify-deployment/request-checks.ts";
import { FaultyProxy, type ProxyFault } from "./faulty-proxy.ts";

const folder = mkdtempSync(join(tmpdir(), "verify-test-"));
const proxy = new FaultyProxy();
proxy.passSockets();
let server: RunningServer;
let service: Service;
let address = "";
let key = "";

const encrypted = await useTls(() => Number(new URL(server.origin).port));

beforeAll(async () => {
  address = await proxy.listen();
  server = await start(folder, { env: { PUBLIC_URL: address, WEBHOOK_ALLOW_PRIVATE: "on" } });
  proxy.to = server.origin;
  service = new Service(server.origin);
  await service.signIn("root", ADMIN_PASSWORD);
  key = (await service.postAsAdmin("/accounts/root/keys", {})).json.result.value.key;
  await service.postAsAdmin("/events/endpoints", { url: `${address}/hook` });
}, 120_000);
afterEach(() => {
  proxy.fault = {};
});
afterAll(async () => {
  proxy.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const verify = (args: string[], apiKey = "") => run("verify-deployment", args, { env: { TIQR_API_KEY: apiKey } });
/** The names of the checks that ended so. */
const named = (stdout: string, kind: string): string[] =>
  stdout.split("\n").flatMap((line) => (line.startsWith(`${kind} `) ? [line.split(/ +/)[1] ?? ""] : []));
/** The proxy is the receiver of events, too. */
const receives = (status: number): ProxyFault => ({
  answers: ({ url }) => (url === "/hook" ? { status, headers: {}, body: Buffer.from("") } : undefined),
});
const people = async () => (await service.asAdmin("GET", "/user/")).json.result.value;

it("finds nothing wrong, says what only the edge has, and leaves nobody behind", { timeout: 120_000 }, async () => {
  proxy.fault = receives(204);
  const { code, stdout, stderr } = await verify([address, "--events"], key);
  expect({ code, stderr, wrong: named(stdout, "WRONG") }).toEqual({ code: 0, stderr: "", wrong: [] });
  expect(named(stdout, "ok")).toEqual(expect.arrayContaining(["events", "sign-in", "page", "websocket", "clean-up"]));
  const onEdge = stdout.split("\n").filter((line) => line.includes("only on the edge"));
  expect(named(onEdge.join("\n"), "untried")).toEqual(["tls", "old-tls", "http", "jurisdiction", "place"]);
  expect(stdout).not.toContain(key);
  expect(await people()).toEqual([]);
  expect((await service.asAdmin("GET", "/token/")).json.result.value.count).toBe(0);
});

const polled: Record<string, Buffer> = {};
const FAULTS: Readonly<Record<string, ProxyFault>> = {
  headers: { spoils: ({ headers }) => delete headers["content-security-policy"] },
  "get-body": { losesBodyOf: "GET" },
  pages: {
    spoils: (answer, { url }) => {
      if (url === "/login") answer.body = Buffer.from(`${answer.body}<script src="/cdn-cgi/beacon.js"></script>`);
    },
  },
  compression: {
    spoils: (answer, { headers }) => {
      if (headers["accept-encoding"] === "gzip") answer.body = answer.body.subarray(1);
    },
  },
  caching: {
    spoils: (answer, { url = "" }) => {
      if (!url.startsWith("/validate/polltransaction?")) return;
      polled[url] ??= answer.body;
      answer.body = polled[url];
    },
  },
  phones: {
    spoils: (answer, { headers }) => {
      if (headers["user-agent"]?.startsWith("okhttp"))
        Object.assign(answer, { status: 403, body: Buffer.from("<title>Just a moment…</title>") });
    },
  },
  address: {
    spoils: (answer, { url }) => {
      if (url?.endsWith("openid-configuration"))
        answer.body = Buffer.from(answer.body.toString().replaceAll("127.0.0.1", "localhost"));
    },
  },
};

it.each(Object.entries(FAULTS))("finds what a proxy does to: %s", { timeout: 120_000 }, async (name, fault) => {
  proxy.fault = fault;
  const { code, stdout } = await verify([address]);
  expect({ code, wrong: named(stdout, "WRONG") }).toEqual({ code: 1, wrong: [name] });
});

it("tries what only the edge has where the edge is, and tells of a receiver that fails", {
  timeout: 120_000,
}, async () => {
  proxy.fault = { ...receives(500), spoils: ({ headers }) => Object.assign(headers, { "cf-ray": "8f-AMS" }) };
  const { code, stdout } = await verify([address, "--events"], key);
  expect({ code, wrong: named(stdout, "WRONG") }).toEqual({ code: 1, wrong: ["guesses", "events", "place"] });
  expect(named(stdout, "ok")).toContain("jurisdiction");
});

it("looks at TLS, and trusts no certificate that nobody vouches for", { timeout: 120_000 }, async () => {
  expect(await verify([encrypted])).toMatchObject({ code: 3, stdout: "" });
  const env = { TIQR_API_KEY: "", NODE_EXTRA_CA_CERTS: inProject("test/browser/fixture/localhost.pem") };
  const { stdout } = await run("verify-deployment", [encrypted], { env });
  // The service gives out another address than the one that was asked here.
  expect(named(stdout, "WRONG")).toEqual(["address"]);
  expect(named(stdout, "ok")).toEqual(expect.arrayContaining(["tls", "sockets"]));
});

it("makes nobody for an account that may not delete people", { timeout: 120_000 }, async () => {
  await service.postAsAdmin("/accounts", { name: "reader", rights: ["configread"] });
  const made = await service.postAsAdmin("/accounts/reader/keys", {});
  const { code, stdout } = await verify([address], made.json.result.value.key);
  expect({ code, wrong: named(stdout, "WRONG") }).toEqual({ code: 0, wrong: [] });
  expect(named(stdout, "untried")).toEqual(expect.arrayContaining(["cron", "trail", "sign-in"]));
  expect(named(stdout, "ok")).not.toContain("enrolment");
});

it("deletes the person when it is ended in the middle", { timeout: 120_000 }, async () => {
  const waits = Promise.withResolvers<void>();
  proxy.fault = {
    answers: ({ url }) => {
      if (url !== "/validate/check") return undefined;
      waits.resolve();
      return new Promise(() => {});
    },
  };
  const args = [inProject("packages/commands/verify-deployment.ts"), address];
  const command = spawn(process.execPath, args, { env: { ...process.env, TIQR_API_KEY: key }, stdio: "ignore" });
  const ended = once(command, "exit");
  await waits.promise;
  expect(await people()).toHaveLength(1);
  command.kill("SIGINT");
  expect(await ended).toEqual([130, null]);
  expect(await people()).toEqual([]);
});

it("says in a line what is no service of ours", { timeout: 120_000 }, async () => {
  const asked = async (args: string[], answers?: ProxyFault["answers"]) => {
    proxy.fault = answers ? { answers } : {};
    const { code, stdout, stderr } = await verify(args);
    return [code, stdout, stderr.trimEnd().split("\n").length];
  };
  const body = Buffer.from("<h1>It works</h1>");
  expect(await asked([address], () => ({ status: 200, headers: { "content-type": "text/html" }, body }))).toEqual([
    3,
    "",
    1,
  ]);
  expect(
    await asked([address], () => ({ status: 302, headers: { location: "https://sso.example.org" }, body })),
  ).toEqual([3, "", 1]);
  expect(await asked(["http://127.0.0.1:1"])).toEqual([3, "", 1]);
  for (const args of [
    [],
    ["http://login.example.org"],
    ["login.example.org"],
    [`${address}/login`],
    [address, "--events"],
  ])
    expect([args, await asked(args)]).toEqual([args, [2, "", 1]]);
});

it("has each check explained in docs/first-deployment.md", () => {
  const document = readFileSync(inProject("docs/first-deployment.md"), "utf8");
  const names = [ADDRESS_CHECKS, ANSWER_CHECKS, REQUEST_CHECKS, ACCOUNT_CHECKS].flatMap(Object.keys);
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !document.includes(`| \`${name}\` |`))).toEqual([]);
});
