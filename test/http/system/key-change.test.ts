// A change of MASTER_KEY as administrators, users and phones see it: under the old key, under both,
// after resealing, and without the old one.

import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import { sealPassword } from "../../../src/core/admin/accounts/password.ts";
import { type Bytes, fromBase64 } from "../../../src/lib/bytes.ts";
import { createAdminStore } from "../../../src/storage/accounts/store.ts";
import { loadKeyring } from "../../../src/storage/keys/keyring-cache.ts";
import { type Position, resealBatch, START } from "../../../src/storage/keys/reseal.ts";
import { createSealer } from "../../../src/storage/keys/seal.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { Browser, stateIn } from "../../support/pages/browser.ts";
import {
  admin,
  enrol,
  errorOf,
  makePhone,
  openLogin,
  postOver,
  type QrLogin,
  requestOver,
  type Send,
  serviceAccount,
  settingsInside,
  tokenOf,
  withSettings,
} from "../../support/service.ts";

const [OLD, NEW] = [env.MASTER_KEY, btoa("another key of thirty-two bytes!")];
const both = { MASTER_KEY: NEW, MASTER_KEY_PREVIOUS: OLD };
const onlyNew = { MASTER_KEY: NEW, MASTER_KEY_PREVIOUS: "" };

async function rekey(): Promise<void> {
  const keys = await loadKeyring([NEW, OLD].map(fromBase64) as [Bytes, Bytes]);
  for (let next: Position | undefined = START; next; ) ({ next } = await resealBatch(env.DB, keys, next, 2));
}

const list = (send: Send, headers: Record<string, string>) => requestOver(send, "/token/", { headers });
const signIn = async (send: Send) => {
  const { json } = await postOver(send, "/auth", { username: "admin", password: ADMIN_PASSWORD });
  return { "PI-Authorization": json.result.value.token as string };
};
beforeAll(admin); // signs in with the password from before all of this
afterEach(() => vi.restoreAllMocks());

it("keeps sessions for as long as the old key is given, and ends them with 4304 when it is dropped", async () => {
  const session = await signIn(await withSettings({}));
  expect((await list(await withSettings(both), session)).status).toBe(200);
  await rekey();
  expect((await list(await withSettings(both), session)).status).toBe(200);
  expect(errorOf(await list(await withSettings(onlyNew), session)).slice(0, 2)).toEqual([401, 4304]);
  expect((await list(await withSettings(onlyNew), await signIn(await withSettings(onlyNew)))).status).toBe(200);
});

it("keeps open logins, phones and PINs, and then no longer needs the old key", async () => {
  const { phone } = await enrol({ user: "alice", pin: "1234" });
  const logIn = async (settings: Partial<Env>, opened: QrLogin) => {
    const send = await withSettings(settings);
    await settingsInside(opened.id, settings);
    const { told } = await makePhone(send, 2, phone.accounts).login(opened.link);
    const { json } = await postOver(send, "/validate/check", { user: "alice", transaction_id: opened.id });
    return [told, json.result.value];
  };
  const opened = await openLogin({ user: "alice", pass: "1234" });
  await rekey();
  expect(await logIn(both, opened)).toEqual(["logged-in", true]);
  const later = await openLogin({ user: "alice", pass: "1234" }, await withSettings(onlyNew));
  expect(await logIn(onlyNew, later)).toEqual(["logged-in", true]);
});

describe("a key that is lost before anything was resealed", () => {
  const check = async (fields: Record<string, string>, settings: Partial<Env> = onlyNew) =>
    postOver(await withSettings(settings), "/validate/check", fields);
  const rejected = (message: string) => ({ status: 200, json: { result: { value: false }, detail: { message } } });
  const failures = async (serial: string) => (await tokenOf(serial)).failcount;
  const trail = async (condition: string) =>
    (await env.DB.prepare(`SELECT reason, event FROM audit WHERE success = 0 AND ${condition}`).all()).results;
  /** As `npm run admin -- password NAME --force` does. */
  async function forcePassword(name: string, password: string): Promise<void> {
    const sealer = createSealer(await loadKeyring(readConfig({ ...env, ...onlyNew }).masterKeys));
    const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    const sealed = await sealPassword({ sealer, randomBytes }, name, password);
    await createAdminStore(env.DB).setPassword(name, sealed);
  }
  const logged = () => vi.spyOn(console, "error").mockImplementation(() => {});

  it("has logins refused, without a count, with one line in the log and a row in the trail for each", async () => {
    const { serial } = await enrol({ user: "bob", pin: "1234" });
    const lines = logged();
    const send = await withSettings(onlyNew);
    for (const pass of ["1234", "wrong", "1234"])
      expect(await postOver(send, "/validate/check", { user: "bob", pass })).toMatchObject(
        rejected("Token has to be enrolled again"),
      );
    expect(lines.mock.calls).toEqual([[expect.stringMatching(/^keys: key [0-9a-f]{8} is not among MASTER_KEY and /)]]);
    expect(await failures(serial)).toBe(0);
    await vi.waitFor(async () =>
      expect(await trail("user = 'bob'")).toEqual(Array(3).fill({ reason: "key-lost", event: "NO_USABLE_TOKEN" })),
    );
    // With the key it all works as before.
    await openLogin({ user: "bob", pass: "1234" }, await withSettings(both));
  });

  it("refuses a phone without a PIN, and one whose PIN is new, before its QR code is shown", async () => {
    const bare = await enrol({ user: "bare" });
    logged();
    const refusal = rejected("Token has to be enrolled again");
    expect(await check({ user: "bare", pass: "" })).toMatchObject(refusal);
    expect(await check({ serial: bare.serial, pass: "" })).toMatchObject(refusal);
    const triggered = await postOver(
      await withSettings(onlyNew),
      "/validate/triggerchallenge",
      { user: "bare" },
      await signIn(await withSettings(onlyNew)),
    );
    expect(triggered).toMatchObject({ status: 200, json: { result: { value: 0 } } });
  });

  it("keeps out only the tokens that are under it, and a wrong PIN counts on the others", async () => {
    const lost = await enrol({ user: "mixed", pin: "1234" });
    const anew = await enrol({ user: "mixed", pin: "2468" }, { send: await withSettings(both) });
    logged();
    const { link, id } = await openLogin({ user: "mixed", pass: "2468" }, await withSettings(onlyNew));
    await settingsInside(id, onlyNew);
    const answered = await makePhone(await withSettings(onlyNew), 2, lost.phone.accounts).login(link);
    expect(answered).toMatchObject({ told: "refused", reply: { word: "wrong-response" } });
    expect((await makePhone(await withSettings(onlyNew), 2, anew.phone.accounts).login(link)).told).toBe("logged-in");
    const before = await failures(anew.serial);
    for (const pass of ["1234", "wrong"])
      expect(await check({ user: "mixed", pass })).toMatchObject(rejected("wrong otp pin"));
    expect(Number(await failures(anew.serial)) - Number(before)).toBe(2);
  });

  it("is told as a wrong PIN where users are hidden, and on the sign-in page", async () => {
    await enrol({ user: "hidden", pin: "1234" });
    logged();
    const hiding = { ...onlyNew, HIDE_UNKNOWN_USERS: "on" } as const;
    expect(await check({ user: "hidden", pass: "1234" }, hiding)).toMatchObject(rejected("wrong otp pin"));
    const page = await new Browser(await withSettings(onlyNew)).post("/login/begin", { user: "hidden", pin: "1234" });
    const stranger = await new Browser(await withSettings(onlyNew)).post("/login/begin", {
      user: "nobody",
      pin: "1234",
    });
    expect([page.status, stateIn(page)]).toEqual([stranger.status, stateIn(stranger)]);
  });

  it("has the sign-in of an account refused like a wrong password, and a new password lets it in", async () => {
    const password = "a password that is new";
    await serviceAccount("lost-portal", []);
    const lines = logged();
    const send = await withSettings(onlyNew);
    const sealed = (await env.DB.prepare("SELECT sealed_password AS text FROM admin WHERE name = 'lost-portal'").first(
      "text",
    )) as string;
    await env.DB.prepare("UPDATE admin SET sealed_password = ? WHERE name = 'lost-portal'")
      .bind(`deadbeef.${sealed.split(".")[1]}`)
      .run();
    for (let times = 0; times < 2; times++)
      expect(errorOf(await postOver(send, "/auth", { username: "lost-portal", password: "service" }))).toEqual([
        401,
        4031,
        "Authentication failure. Wrong credentials",
      ]);
    expect(lines.mock.calls).toEqual([[expect.stringMatching(/^keys: key deadbeef is not among /)]]);
    expect(await trail("administrator = 'lost-portal'")).toEqual(
      Array(2).fill({ reason: "key-lost", event: "SIGN_IN_FAIL" }),
    );
    await forcePassword("lost-portal", password);
    expect((await postOver(send, "/auth", { username: "lost-portal", password })).status).toBe(200);
  });

  it("has an administrator told that the phone must be enrolled again, instead of waiting for it", async () => {
    const password = "a password that is new";
    await serviceAccount("lost-admin", ["*"] as never);
    await enrol({ user: "lost-admin", realm: "administrators" });
    const lines = logged();
    await forcePassword("lost-admin", password);
    const signedIn = await postOver(await withSettings(onlyNew), "/auth", { username: "lost-admin", password });
    expect(errorOf(signedIn)).toEqual([401, 4031, expect.stringContaining("has to be enrolled again")]);
    await vi.waitFor(async () =>
      expect(await trail("administrator = 'lost-admin' AND action = 'POST /auth'")).toEqual([
        { reason: "key-lost", event: "NO_USABLE_TOKEN" },
      ]),
    );
    expect(lines).toHaveBeenCalledTimes(1);
  });
});
