// Each of several databases knows the realms whose users are in others, since a name in
// applications depends on them.

import { expect, it } from "vitest";
import { shareRealms } from "../../../src/storage/shards/realms.ts";
import { addSession, basic, codeFor, makeClient, redemption } from "../../support/oidc/oidc.ts";
import { asAdminOver, enrol, postOver, requestOver } from "../../support/service.ts";
import { database, having, homeOf, makeDatabases, NAMES, type Name, withMap } from "./three.ts";

await makeDatabases();
const send = await withMap();
const wiki = await makeClient({}, send);

const known = (realm: string) => having("SELECT 1 FROM realm_elsewhere WHERE name = ?", realm);
const others = (name: Name) => NAMES.filter((one) => one !== name);
const databases = NAMES.map((name) => ({ name, db: database(name) })) as never;
const HOUR_MS = 3600 * 1000;

async function usernameOf(serial: string, name: Name): Promise<string> {
  const session = { ...(await addSession(serial, undefined, database(name))), database: name };
  const code = await codeFor(wiki, session, { scope: ["openid", "profile"] });
  const { json } = await postOver(send, "/oidc/token", redemption(code), basic(wiki));
  const headers = { Authorization: `Bearer ${json.access_token}` };
  return (await requestOver(send, "/oidc/userinfo", { headers })).json.preferred_username;
}

it("two people in two databases never have one name", async () => {
  const realm = "corp.example";
  let user = "boss0";
  for (let index = 1; (await homeOf(`${user}@${realm}`)) === "DB_1"; index++) user = `boss${index}`;
  const home = await homeOf(`${user}@${realm}`);
  const whole = await enrol({ user: `${user}@${realm}`, realm: "realm1" }, { send });
  expect(await usernameOf(whole.serial, home)).toBe(`${user}@${realm}`);
  const ofRealm = await enrol({ user, realm, shadows: "true" }, { send });
  expect(await known(realm)).toEqual(others("DB_1"));
  expect(await usernameOf(ofRealm.serial, "DB_1")).toBe(`${user}@${realm}`);
  expect(await usernameOf(whole.serial, home)).toBe(`${user}@${realm}@realm1`);
});

it("a request that is refused makes no realm known", async () => {
  const headers = { Authorization: "none" };
  await postOver(send, "/token/init", { type: "tiqr", user: "x", realm: "refused" }, headers);
  expect(await known("refused")).toEqual([]);
});

it("cron tells of what was missed, and forgets a realm without users once no new one can be on its way", async () => {
  const home = await homeOf("anna", "cron");
  await enrol({ user: "anna", realm: "cron" }, { send });
  for (const name of NAMES) await database(name).prepare("DELETE FROM realm_elsewhere").run();
  await shareRealms(databases, Date.now());
  expect(await known("cron")).toEqual(others(home));
  expect((await asAdminOver(send, "DELETE", "/user/cron/anna")).status).toBe(200);
  await shareRealms(databases, Date.now());
  expect(await known("cron")).toEqual(others(home));
  await shareRealms(databases, Date.now() + 2 * HOUR_MS);
  expect(await known("cron")).toEqual([]);
});
