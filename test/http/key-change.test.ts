// A change of MASTER_KEY as administrators, users and phones see it: under the old key, under both, after resealing, and
// without the old one.

import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { type Bytes, fromBase64 } from "../../src/lib/bytes.ts";
import { loadKeyring } from "../../src/storage/keys/keyring-cache.ts";
import { type Position, resealBatch, START } from "../../src/storage/keys/reseal.ts";
import { ADMIN_PASSWORD } from "../support/admin-password.ts";
import {
  admin,
  enrol,
  errorOf,
  makePhone,
  type Opened,
  open,
  postOver,
  requestOver,
  type Send,
  settingsInside,
  withSettings,
} from "../support/service.ts";

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
  const logIn = async (settings: Partial<Env>, opened: Opened) => {
    const send = await withSettings(settings);
    await settingsInside(opened.id, settings);
    const { told } = await makePhone(send, 2, phone.accounts).login(opened.link);
    const { json } = await postOver(send, "/validate/check", { user: "alice", transaction_id: opened.id });
    return [told, json.result.value];
  };
  const opened = await open({ user: "alice", pass: "1234" });
  await rekey();
  expect(await logIn(both, opened)).toEqual(["logged-in", true]);
  const later = await open({ user: "alice", pass: "1234" }, await withSettings(onlyNew));
  expect(await logIn(onlyNew, later)).toEqual(["logged-in", true]);
});

it("has logins fail with 503 if the old key is dropped before anything is resealed", async () => {
  await enrol({ user: "bob", pin: "1234" });
  vi.spyOn(console, "error").mockImplementation(() => {});
  const reply = await postOver(await withSettings(onlyNew), "/validate/check", { user: "bob", pass: "1234" });
  expect(reply.status).toBe(503);
});
