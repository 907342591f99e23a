// After a deployment Durable Objects may keep the code of the release before for five minutes. So
// each worker meets the objects of the other one: every method of every object is called, and
// nobody may see a 5xx (docs/deploy.md#updating). The release is built from the history of this
// repository (docs/decisions/035-the-last-release.md).
import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { PageBrowser, qrTextIn } from "../../../scripts/lib/page-browser.ts";
import { freePort, host } from "../../../scripts/lib/port.ts";
import { inProject, wranglerEnvironment } from "../../../scripts/lib/project.ts";
import { responseOf } from "../../../scripts/lib/service-phone.ts";
import { buildWhenNeeded, builtWorker } from "../../../scripts/serve/build.ts";
import { checkOut, lastRelease, leftOutWithout } from "../support/last-release.ts";
import { type TwoWorkers, withTwoWorkers } from "../support/two-workers.ts";

/** Stands for the last release until there is a tag `v…`: before proximity, and before `enable`. */
const BEFORE_THE_FIRST_TAG = "6c8d2af3879af7181ef8c706afc7d607cf08af3b";
const release = lastRelease(BEFORE_THE_FIRST_TAG);
const folder = mkdtempSync(join(tmpdir(), "objects-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

let earlier = "";
beforeAll(async () => {
  await buildWhenNeeded();
  if (release === undefined) return;
  const wrangler = inProject("node_modules/wrangler/wrangler-dist/cli.js");
  const args = ["--no-warnings", wrangler, "deploy", "--dry-run", "--env=", "--outdir", join(folder, "built")];
  const env = { ...process.env, ...wranglerEnvironment };
  const source = checkOut(release, folder);
  await promisify(execFile)(process.execPath, args, { cwd: source, env });
  const assets = join(source, "dist/assets");
  if (existsSync(assets)) renameSync(assets, join(folder, "built/assets"));
  earlier = join(folder, "built/index.js");
}, 180_000);

/** Whatever asks an object for something. */
async function useEverything(two: TwoWorkers): Promise<void> {
  const { service } = two;
  await meetLogins(two);
  await meetEnrolments(two);
  await meetJobs(two);
  await meetEvents(two);
  await meetPages(two);
  await two.cron();
  await two.cron();
  await service.asAdmin("GET", "/metrics");
}

async function heard(two: TwoWorkers, path: string): Promise<string> {
  const socket = new WebSocket(two.service.origin.replace("http", "ws") + path);
  try {
    return await new Promise((resolve, reject) => {
      socket.onmessage = ({ data }) => resolve(String(data));
      socket.onerror = reject;
    });
  } finally {
    socket.close();
  }
}

async function meetLogins(two: TwoWorkers): Promise<void> {
  const { service } = two;
  const alice = await service.enrol("alice");
  const login = await service.trigger(alice);
  const waits = service.request(`/validate/polltransaction?transaction_id=${login.transactionId}&wait=5`);
  expect(await heard(two, `/validate/events/${login.transactionId}`)).toContain("open");
  expect(await service.answer(login, login.wrong)).toContain("wrong-response");
  expect(await service.answer(login, login.right)).toBe("ok");
  expect((await waits).json.detail.transaction_state).toBe("answered");
  expect((await service.finalize(login)).json.result.value).toBe(true);
  const typed = await service.trigger(alice);
  const digits = { user: "alice", transaction_id: typed.transactionId, response: typed.right };
  expect((await service.check(digits)).json.result.value).toBe(true);
  const listed = await service.trigger(alice);
  const { challenges } = (await service.asAdmin("GET", "/token/challenges/")).json.result.value;
  const [{ transaction_id: attempt }] = challenges;
  expect((await service.asAdmin("DELETE", `/token/challenges/transaction/${attempt}`)).status).toBe(200);
  expect(await service.stateOf(listed.transactionId)).not.toBe("open");
  const bob = await service.enrol("bob");
  const left = await service.trigger(bob);
  await service.asAdmin("POST", "/token/revoke", { serial: bob.serial });
  await vi.waitFor(async () => expect(await service.stateOf(left.transactionId)).not.toBe("open"), 10_000);
}

async function meetEnrolments(two: TwoWorkers): Promise<void> {
  const { headers } = await two.service.init({ user: "carol" });
  const id = headers.get("TiQR-Enrollment-Id");
  const watched = await two.service.request(`/validate/pollenrollment/${id}?wait=1`);
  expect(watched.json.detail.enrollment.state).toBe("started");
  expect(await heard(two, `/validate/events/enrollment/${id}`)).toContain("started");
}

async function meetJobs({ service, db }: TwoWorkers): Promise<void> {
  const dora = await service.enrol("dora");
  const over = async (id: string) => {
    const look = async () => (await service.asAdmin("GET", `/jobs/${id}`)).json.result.value;
    await vi.waitFor(async () => expect((await look()).state).toBe("done"), { timeout: 20_000, interval: 200 });
    return look();
  };
  const begin = async (path: string, body: object) => {
    const begun = await service.postAsAdmin(`/jobs/${path}`, body);
    return begun.json.result.value.id as string;
  };
  const disabled = await begin("tokens", { action: "disable", serials: [dora.serial] });
  expect(await over(disabled)).toMatchObject({ done: 1, failed: 0 });
  expect((await service.asAdmin("GET", `/jobs/${disabled}/result`)).text).toContain(dora.serial);
  expect((await service.asAdmin("POST", `/jobs/${disabled}/cancel`)).status).toBe(200);
  const dry = await begin("users", { csv: "name\nemil", dry_run: true });
  await over(dry);
  // What only one of the two releases knows must not fail either, and the job waits for its object.
  for (const [path, body] of [
    ["tokens", { action: "enable", disabled_by: disabled }],
    ["users", { dry_run_id: dry }],
  ] as const) {
    const begun = await service.postAsAdmin(`/jobs/${path}`, body);
    if (begun.status === 200) await service.asAdmin("GET", `/jobs/${begun.json.result.value.id}`);
  }
  // The right is gone by the time of the batch that notes the beginning.
  await db.exec("CREATE TRIGGER late BEFORE INSERT ON job BEGIN SELECT RAISE(IGNORE); END");
  await service.postAsAdmin("/jobs/users", { csv: "name\nfred" });
  await db.exec("DROP TRIGGER late");
}

async function meetEvents({ service, ring }: TwoWorkers): Promise<void> {
  const receiver = createServer((_, response) => response.end()).listen(0, host);
  await once(receiver, "listening");
  const { port } = receiver.address() as { port: number };
  try {
    const made = await service.postAsAdmin("/events/endpoints", {
      url: `http://${host}:${port}/`,
      events: ["PIN_FAIL"],
    });
    const path = `/events/endpoints/${made.json.result.value.id}`;
    await service.check({ user: "alice", pass: "wrong" });
    expect((await service.asAdmin("POST", `${path}/test`)).json.result.value.ok).toBe(true);
    expect((await service.asAdmin("GET", path)).status).toBe(200);
    expect((await service.asAdmin("GET", `${path}/deliveries`)).status).toBe(200);
    await ring();
  } finally {
    receiver.close();
  }
}

/** The page of the service, an application that hears of the logout, and a cancelled sign-in. */
async function meetPages(two: TwoWorkers): Promise<void> {
  const { service, fetch } = two;
  const frida = await service.enrol("frida");
  const callback = `http://localhost:${await freePort(0)}/callback`;
  const client = await service.postAsAdmin("/oidc/clients", {
    client_name: "Wiki",
    redirect_uris: [callback],
    backchannel_logout_uri: `http://${host}:1/logout`,
    token_endpoint_auth_method: "none",
  });
  const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  const query = new URLSearchParams({
    client_id: client.json.result.value.client_id,
    redirect_uri: callback,
    response_type: "code",
    scope: "openid",
    code_challenge: challenge,
    code_challenge_method: "S256",
  });
  const browser = new PageBrowser({
    fetch: (request) => fetch(request),
    serves: (url) => url.origin === service.origin,
  });
  const page = await browser.open(`${service.origin}/oidc/authorize?${query}`);
  const qr = await browser.submit(page, "/login/begin", { user: "frida", pin: frida.pin });
  expect((await frida.phone.login(qrTextIn(qr) ?? "")).told).toBe("logged-in");
  const back = await browser.submit(qr, "/login/result");
  const code = back.url.searchParams.get("code") ?? "";
  const redeemed = await service.post("/oidc/token", {
    grant_type: "authorization_code",
    code,
    redirect_uri: callback,
    client_id: query.get("client_id") ?? "",
    code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
  });
  expect(redeemed.status).toBe(200);
  await meetQuestions(two, browser);
  const mine = await browser.open(`${service.origin}/oidc/logout`);
  await browser.submit(mine, "/oidc/logout");
  const again = await browser.open(`${service.origin}/login`);
  const begun = await browser.submit(again, "/login/begin", { user: "frida", pin: frida.pin });
  const digits = await responseOf(frida.phone, qrTextIn(begun) ?? "");
  expect(digits).toMatch(/^\d+$/);
  expect((await browser.submit(begun, "/login/cancel")).status).toBe(200);
}

/** An application asks the person, and hears that the answer is no. */
async function meetQuestions({ service }: TwoWorkers, browser: PageBrowser): Promise<void> {
  const made = await service.postAsAdmin("/oidc/clients", {
    client_name: "Shop",
    redirect_uris: [],
    grant_types: ["urn:openid:params:grant-type:ciba"],
    backchannel_token_delivery_mode: "ping",
    backchannel_client_notification_endpoint: `http://${host}:1/ping`,
    scope: "openid",
  });
  // The last release may know nothing of it.
  if (made.status !== 200) return;
  const { client_id, client_secret } = made.json.result.value;
  const asked = await service.post("/oidc/ciba", {
    ...{ client_id, client_secret, scope: "openid", login_hint: "frida", binding_message: "W4SCT" },
    client_notification_token: "told",
  });
  expect(asked.status).toBe(200);
  const { text } = await browser.open(`${service.origin}/me/asked`);
  const [, path = ""] = /href="(\/confirm\/[^"]+)"/.exec(text) ?? [];
  const page = await browser.open(service.origin + path);
  expect((await browser.submit(page, `${path}/decline`)).status).toBe(200);
}

/** Rows of a month, and TRAIL: packages/commands/test/serve/archive.test.ts calls these. */
const OF_THE_ARCHIVE = ["AuditHead.readParts", "AuditHead.advanceParts"];

it("today's worker calls every method of its own objects here, but for those of the archive", {
  timeout: 240_000,
}, async () => {
  await withTwoWorkers({ worker: builtWorker, objects: builtWorker }, async (two) => {
    await useEverything(two);
    await vi.waitFor(async () => expect((await two.methods()).uncalled).toEqual(OF_THE_ARCHIVE), 15_000);
    expect(two.faults).toEqual([]);
  });
});

it.skipIf(release === undefined).each([
  ["today's worker with the objects of the last release", () => ({ worker: builtWorker, objects: earlier })],
  ["the last release's worker with the objects of today", () => ({ worker: earlier, objects: builtWorker })],
])(`%s answers as ever${leftOutWithout(release)}`, { timeout: 240_000 }, async (_, bundles) => {
  await withTwoWorkers(bundles(), async (two) => {
    await useEverything(two);
    expect(two.faults).toEqual([]);
  });
});
