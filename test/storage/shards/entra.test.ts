// A sign-in at Microsoft with three databases: the object id does not tell which one has its person.

import { expect, it } from "vitest";
import { answerFrom, askEntra, bind, confirm, makeTenant, useMicrosoft } from "../../support/oidc/entra.ts";
import { somebody } from "../../support/oidc/microsoft.ts";
import { claimsIn } from "../../support/oidc/oidc.ts";
import { Browser, stateIn } from "../../support/pages/browser.ts";
import { enrol } from "../../support/service.ts";
import { database, having, makeDatabases, type Name, userHomedIn, withMap } from "./three.ts";

useMicrosoft();
await makeDatabases();
const send = await withMap();
const tenant = await makeTenant({}, send);

it.each(["DB", "DB_1", "DB_2"] as const)("finds a person of %s, and begins no session in any", async (name) => {
  const user = await userHomedIn(name, "entra");
  const { phone, serial } = await enrol({ user, pin: "1234" }, { send });
  const person = { ...somebody(), user, pin: "", phone, serial, browser: new Browser(send) };
  await bind(user, person.oid, send);
  const page = await askEntra(tenant, person);
  const { fields } = await answerFrom(person, tenant, await confirm(person, page));
  expect(claimsIn(fields?.id_token ?? "")).toMatchObject({ sub: person.sub, amr: ["swk"] });
  expect(await having("SELECT 1 FROM browser_session WHERE user = ?", user)).toEqual([]);
  expect(await having("SELECT 1 FROM audit WHERE user = ? AND event = 'LOGIN_SUCCESS'", user)).toEqual([name]);
});

const copyTo = (name: Name, user: string, oid: string) =>
  database(name)
    .prepare("INSERT INTO user (name, realm, created_at_ms, external_id) VALUES (?, 'realm1', 1, ?)")
    .bind(user, oid)
    .run();

it("knows a person whose rows are in two databases for the moment, as while the person is moved", async () => {
  const user = await userHomedIn("DB_1", "moved");
  const { phone, serial } = await enrol({ user, pin: "1234" }, { send });
  const person = { ...somebody(), user, pin: "", phone, serial, browser: new Browser(send) };
  await bind(user, person.oid, send);
  await copyTo("DB_2", user, person.oid);
  expect(stateIn(await askEntra(tenant, person))).toBe("start");
});

it("takes nobody where two people have one object id", async () => {
  const user = await userHomedIn("DB_1", "first");
  const { phone, serial } = await enrol({ user, pin: "1234" }, { send });
  const person = { ...somebody(), user, pin: "", phone, serial, browser: new Browser(send) };
  await bind(user, person.oid, send);
  await copyTo("DB_2", await userHomedIn("DB_2", "second"), person.oid);
  expect((await askEntra(tenant, person)).text).toContain('data-entra="unbound"');
});
