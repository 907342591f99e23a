// Administrators with three databases: their phones are in DB, wherever users of that name would
// be, and what a phone has confirmed holds in every database.

import { describe, expect, it } from "vitest";
import type { Phone } from "../../../phone/phone.ts";
import { codeIn, EnrolBrowser } from "../../support/pages/enrol-page.ts";
import {
  admin,
  enrol,
  makePhone,
  ORIGIN,
  postOver,
  type Reply,
  reasonOf,
  requestOver,
  resultOf,
} from "../../support/service.ts";
import { having, makeDatabases, NAMES, userHomedIn, withMap } from "./three.ts";

const ADMIN_REALM = "administrators";
const PASSWORD = "horse battery staple 7";
type Headers = Record<string, string>;

/** A user of each database. */
const users: string[] = [];
await makeDatabases();
const send = await withMap();
for (const name of NAMES) {
  users.push(await userHomedIn(name, "user"));
  await enrol({ user: users.at(-1) ?? "", pin: "1234" }, { send });
}

const calling = (headers: Headers, method: string, path: string, fields: Headers = {}): Promise<Reply> =>
  requestOver(send, path, { method, headers, body: new URLSearchParams(fields) });

async function account(username: string): Promise<void> {
  const headers = { ...(await admin()), "Content-Type": "application/json" };
  const body = JSON.stringify({ name: username, rights: ["*"], password: PASSWORD });
  expect((await requestOver(send, "/accounts", { method: "POST", headers, body })).status).toBe(200);
}
const auth = (username: string, more: Headers = {}) =>
  postOver(send, "/auth", { username, ...(more.ticket === undefined ? { password: PASSWORD } : {}), ...more });
async function signIn(username: string, phone?: Phone): Promise<Headers> {
  const first = await auth(username);
  if (!phone) return { "PI-Authorization": resultOf(first).token };
  const { transaction_id, ticket, attributes } = first.json.detail;
  expect((await phone.login(attributes.value)).told).toBe("logged-in");
  return { "PI-Authorization": resultOf(await auth(username, { transaction_id, ticket })).token };
}
/** By a link of the service, as a person without a phone. */
async function phoneByLink(headers: Headers, username: string): Promise<Phone> {
  const link = await calling(headers, "POST", "/token/enrollmentlink", { user: username, realm: ADMIN_REALM });
  const phone = makePhone(send);
  const page = new EnrolBrowser(send);
  const path = link.json.detail.link.slice(ORIGIN.length);
  expect((await phone.enroll(codeIn(await page.start(path)))).told).toBe("enrolled");
  return phone;
}

describe.each(NAMES)("an administrator whose name is that of a user in %s", (name) => {
  it("has the phone in DB, and what it confirms holds in every database", async () => {
    const username = await userHomedIn(name, "adm");
    await account(username);
    const phone = await phoneByLink(await signIn(username), username);
    expect(await having("SELECT 1 FROM token WHERE realm = ? AND user = ?", ADMIN_REALM, username)).toEqual(["DB"]);
    expect(await having("SELECT 1 FROM user WHERE realm = ? AND name = ?", ADMIN_REALM, username)).toEqual(["DB"]);
    const confirmed = await signIn(username, phone);
    for (const user of users)
      for (const verb of ["disable", "enable"])
        expect(resultOf(await calling(confirmed, "POST", `/token/${verb}`, { user }))).toBe(1);
  });

  it("loses and gets back a phone by another who has confirmed, and by nobody who has not", async () => {
    const [lost, helper] = [await userHomedIn(name, "lost"), await userHomedIn(name, "helper")];
    await account(lost);
    await account(helper);
    await phoneByLink(await signIn(lost), lost);
    const unconfirmed = await signIn(helper);
    const ofLost = { user: lost, realm: ADMIN_REALM };
    for (const [path, fields] of [
      ["/token/disable", ofLost],
      ["/token/unassign", ofLost],
      ["/token/init", { type: "tiqr", ...ofLost }],
      ["/token/enrollmentlink", ofLost],
    ] as const)
      expect([path, reasonOf(await calling(unconfirmed, "POST", path, fields))]).toEqual([path, "confirmation-needed"]);

    const confirmed = await signIn(helper, await phoneByLink(unconfirmed, helper));
    const { tokens } = resultOf(
      await requestOver(send, `/token/?user=${lost}&realm=${ADMIN_REALM}`, { headers: confirmed }),
    );
    expect(resultOf(await calling(confirmed, "DELETE", `/token/${tokens[0].serial}`))).toBe(1);
    const again = await phoneByLink(confirmed, lost);
    await signIn(lost, again);
  });
});

it("a token of a user cannot be given to an administrator from another database", async () => {
  const username = await userHomedIn("DB", "taker");
  await account(username);
  const own = await signIn(username);
  for (const name of NAMES) {
    const serial = `LOOSE-${name}`;
    const fields = { user: username, realm: ADMIN_REALM, serial };
    await calling(await admin(), "POST", "/token/init", {
      type: "tiqr",
      user: await userHomedIn(name, "loose"),
      serial,
    });
    await calling(await admin(), "POST", "/token/unassign", { serial });
    expect(await having("SELECT 1 FROM token WHERE user IS NULL AND serial = ?", serial)).toEqual([name]);
    const assigned = await calling(own, "POST", "/token/assign", fields);
    expect([name, assigned.status === 200]).toEqual([name, name === "DB"]);
    const anywhere = await having("SELECT 1 FROM token WHERE realm = ? AND serial = ?", ADMIN_REALM, serial);
    expect(anywhere).toEqual(name === "DB" ? ["DB"] : []);
  }
});
