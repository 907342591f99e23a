// A directory whose realm has a database of its own. One that is spread over several has none.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import { copyAccounts } from "../../../src/storage/accounts/copy.ts";
import { createPorts } from "../../../src/storage/create-ports.ts";
import { randomBytes } from "../../support/login.ts";
import { changePerson, directoryAccount, directoryAs, madePerson, personState } from "../../support/scim/directory.ts";
import { enrol } from "../../support/service.ts";
import { callAt, realKeyring } from "../../support/storage/ports.ts";
import { database, having, homeOf, MAP, makeDatabases, withMap } from "./three.ts";

const REALM = "corp.example";

await makeDatabases();
const send = await withMap();
const bindings = { ...env, ...MAP } as unknown as Env;
const ports = createPorts(bindings, await realKeyring(), readConfig(bindings).settings, {
  randomBytes,
  qrImage: async () => "",
});
const caller = await directoryAccount(REALM);
await copyAccounts(database("DB"), database("DB_1"));
const directory = await directoryAs(ports, caller);

it("its people are in that database, and the others know the realm", async () => {
  await madePerson(directory, "anna");
  expect(await having("SELECT 1 FROM user WHERE name = 'anna' AND realm = ?", REALM)).toEqual(["DB_1"]);
  expect(await having("SELECT 1 FROM realm_elsewhere WHERE name = ?", REALM)).toEqual(["DB", "DB_2"]);
  const group = await directory.groups.create({ displayName: "staff", externalId: null }, [], false);
  expect(group).toMatchObject({ did: "changed" });
  expect(await having("SELECT 1 FROM scim_group")).toEqual(["DB_1"]);
});

it("no name takes that of a user in another database", async () => {
  let user = "boss0";
  for (let index = 1; (await homeOf(`${user}@${REALM}`)) === "DB_1"; index++) user = `boss${index}`;
  await enrol({ user: `${user}@${REALM}`, realm: "realm1", shadows: "true" }, { send });
  expect(await directory.people.create(personState(user))).toEqual({ ok: true, did: "refused", why: "shadows" });
  await madePerson(directory, "ben");
  expect(await changePerson(directory, "ben", { userName: user })).toMatchObject({ why: "shadows" });
  expect(await changePerson(directory, "ben", { userName: "ben.ford" })).toMatchObject({ did: "changed" });
});

it("a realm that is spread over several databases has none", async () => {
  expect(await ports.directory({ ...callAt(1), caller: { ...caller, onlyRealm: "realm1" } })).toBe("spread");
});
