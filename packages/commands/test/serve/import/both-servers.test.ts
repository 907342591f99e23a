// A move as docs/migrating.md walks through it, with both servers running, and back: this service
// in front of a stand-in that gives privacyIDEA's recorded replies (test/compat).
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { Service } from "../../../../../scripts/lib/service-client.ts";
import type { RunningServer } from "../../../../../scripts/serve/start-server.ts";
import { EXCHANGES, type Exchange } from "../../../../../test/compat/exchanges.ts";
import { run, start } from "../../../../../test/serve/support/state.ts";
import { withStates } from "../../../../../test/serve/support/states.ts";
import { ADMIN_PASSWORD } from "../../../../../test/support/admin-password.ts";
import { SHOWN_REPLIES } from "../../../../../test/support/phones/shown-replies.ts";
import { makeFernetKey, openFernet, readFernetKey, sealFernet } from "../../../import/crypt/fernet.ts";
import { type OldPhone, oldPhone } from "./old-phones.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const recorded = (path: string, says: string): Exchange["response"] =>
  EXCHANGES.find(({ request, response }) => request.path === path && JSON.stringify(response.body).includes(says))
    ?.response ?? expect.fail(`no recorded reply says ${says}`);
const CHALLENGE = recorded("/validate/check", "Please scan the QR Code");
const REJECT = recorded("/validate/check", '"wrong otp pin"');
const SIGNED_IN = recorded("/auth", '"ACCEPT"');
const TOKENS = recorded("/token/", '"tokens"');

let asked: string[] = [];
/** Knows hans with the PIN 1234, whose hash is one that no Worker can verify. */
const theirs = createServer(async (request, answer) => {
  const { pathname } = new URL(request.url ?? "", "http://theirs");
  const fields = new URLSearchParams(await text(request));
  asked.push([pathname, fields.get("user") ?? fields.get("username")].filter(Boolean).join(" "));
  const reply =
    pathname === "/auth"
      ? SIGNED_IN
      : pathname === "/token/"
        ? TOKENS
        : fields.get("pass") === "1234"
          ? CHALLENGE
          : REJECT;
  answer.writeHead(reply.status, { "Content-Type": reply.type }).end(JSON.stringify(reply.body));
});
theirs.listen(0, "127.0.0.1");
await once(theirs, "listening");
const env = {
  UPSTREAM_PRIVACYIDEA: `http://127.0.0.1:${(theirs.address() as AddressInfo).port}`,
  TIQR_SERVICE_IDENTIFIERS_ALSO: "pi.example.org",
};

const folder = mkdtempSync(join(tmpdir(), "both-servers-"));
const copy = withStates();
let state = "";
let server: RunningServer;
let service: Service;
let phone: OldPhone;
beforeAll(async () => {
  state = copy();
  const suite = "OCRA-1:HOTP-SHA1-6:QH10";
  phone = await oldPhone("kotlin", "hans_corp", { service: "pi.example.org", path: "/pi/ttype/tiqr", suite });
  await begin();
});
afterAll(async () => {
  await server?.stop();
  theirs.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function begin(): Promise<void> {
  server = await start(state, { env: { RATE_LIMITS: "off", ...env } });
  service = new Service(server.origin);
  await service.signIn("root", ADMIN_PASSWORD);
  asked = [];
}
/** A command has the state folder for itself. */
async function meanwhile(script: string, args: string[]) {
  await server.stop();
  const ran = await run(script, [...args, "--state", state], { env });
  await begin();
  return ran;
}
const check = async (user: string, pass: string, more: Record<string, string> = {}) =>
  (await service.post("/validate/check", { user, realm: "corp", pass, ...more })).json;
async function login(): Promise<void> {
  const { detail } = await check("hans", "1234");
  expect(await phone.login(detail.attributes.value, server.origin)).toBe(SHOWN_REPLIES.kotlin.ok[0]);
  const done = await check("hans", "", { transaction_id: detail.transaction_id });
  expect(done.detail.message).toBe("Found matching challenge");
}

it("before the import everybody is asked there, and its accounts work through this service", async () => {
  expect(await check("hans", "1234")).toEqual(CHALLENGE.body);
  const signedIn = await service.post("/auth", { username: "their-admin", password: "secret" });
  expect(signedIn.json).toEqual(SIGNED_IN.body);
  const headers = { Authorization: "eyJhbGciOiJIUzI1NiJ9.e30.xx" };
  expect((await service.request("/token/", { headers })).json).toEqual(TOKENS.body);
  expect(asked).toEqual(["/validate/check hans", "/auth their-admin", "/token/"]);
});

it("the import brings the token, and its PIN is learnt by asking once", async () => {
  const [file, keyFile, key] = [join(folder, "tokens.pi"), join(folder, "tokens.key"), makeFernetKey()];
  const token = {
    ...{ serial: "TIQR1", type: "tiqr", otpkey: phone.secretHex, active: true, maxfail: 10, failcount: 0 },
    _hashed_pin: "$argon2id$v=19$m=65536,t=9,p=4$c2FsdA$aGFzaA",
    info_list: { ocrasuite: "OCRA-1:HOTP-SHA1-6:QH10" },
    user: { login: "hans", realm: "corp" },
  };
  const sealed = sealFernet(Buffer.from(JSON.stringify([token])), readFernetKey(key) ?? expect.fail("no key"), 0);
  writeFileSync(file, sealed);
  writeFileSync(keyFile, key);
  const address = [
    "--service-identifier",
    "pi.example.org",
    "--authentication-url",
    "https://pi.example.org/ttype/tiqr",
  ];
  const args = [file, "--from", "privacyidea-pi", "--key-file", keyFile, ...address, "--apply", "--json"];
  const { code, stdout, stderr } = await meanwhile("import", args);
  expect([code, stderr, JSON.parse(stdout)]).toMatchObject([0, "", { token: 1, refused: 0 }]);

  expect((await check("hans", "9999")).detail.message).toBe("wrong otp pin");
  await login();
  expect(asked).toEqual(["/validate/check hans", "/validate/check hans"]);
  await login();
  expect(asked).toHaveLength(2);
});

it("all others are still asked there", async () => {
  expect(await check("grete", "1234")).toEqual(CHALLENGE.body);
  expect(await check("grete", "0000")).toEqual(REJECT.body);
  expect(asked.slice(-2)).toEqual(["/validate/check grete", "/validate/check grete"]);
});

it("the way back: the export has the phone's secret, and without a token here the user is asked there again", async () => {
  const [file, keyFile] = [join(folder, "back.pi"), join(folder, "back.key")];
  const { code } = await meanwhile("export", [file, "--format", "privacyidea-pi", "--key-file", keyFile]);
  expect(code).toBe(0);
  const key = readFernetKey(readFileSync(keyFile, "latin1")) ?? expect.fail("no key");
  const [token] = JSON.parse(String(openFernet(readFileSync(file, "latin1"), key)));
  expect(token).toMatchObject({ serial: "TIQR1", otpkey: phone.secretHex.toLowerCase(), user: { login: "hans" } });

  await service.asAdmin("DELETE", "/token/TIQR1");
  expect(await check("hans", "1234")).toEqual(CHALLENGE.body);
  expect(asked).toEqual(["/validate/check hans"]);
});
