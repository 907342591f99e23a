// `active: false` of a directory: whatever a person has open ends, in each state, and `active: true`
// brings back the phones alone. A desk's block is another cause: test/http/users/block-doors.test.ts.

import { beforeAll, describe, expect, it } from "vitest";
import { auditRows } from "../../support/audit.ts";
import { block, unblock } from "../../support/house/blocks.ts";
import { answer, answered, endLogin, enrolledUser, opensWith, trigger } from "../../support/login.ts";
import {
  addSession,
  askAs,
  codeFor,
  type MadeClient,
  makeClient,
  redeem,
  refreshWith,
  userinfoWith,
} from "../../support/oidc/oidc.ts";
import { Browser, stateIn } from "../../support/pages/browser.ts";
import { EnrolBrowser, newLink } from "../../support/pages/enrol-page.ts";
import { locationIn, ME_SIGN_IN, openMe, signedIn } from "../../support/pages/me.ts";
import {
  changePerson,
  directoryAccount,
  directoryAs,
  type OpenedDirectory,
  personNamed,
} from "../../support/scim/directory.ts";
import { admin, asAdmin, check, initToken, makePhone, reasonOf, tokenOf } from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";

let directory: OpenedDirectory;
let wiki: MadeClient;
beforeAll(async () => {
  await admin();
  wiki = await makeClient();
  directory = await directoryAs(await realPorts(), await directoryAccount());
});

async function setActive(user: string, active: boolean): Promise<void> {
  const done = await changePerson(directory, user, { active });
  expect(done).toMatchObject({ did: "changed", resource: { active } });
}

describe("a leaver", () => {
  it("in the midst of a login: code shown, answered, digits, PIN", async () => {
    const anna = await enrolledUser("anna");
    const [shown, digits, done] = [await trigger(anna), await trigger(anna), await answered(anna)];
    await setActive("anna", false);
    expect(await answer(shown, shown.right)).toBe("INVALID_CHALLENGE");
    const typed = await check({ user: "anna", transaction_id: digits.transactionId, response: digits.right });
    expect(typed.json.result.value).toBe(false);
    expect(reasonOf(await endLogin(done))).toBe("token-disabled");
    expect(reasonOf(await check({ user: "anna", pass: anna.pin }))).toBe("user-deactivated");
    expect(reasonOf(await check({ user: "anna", pass: "0000" }))).toBe("wrong-pin");
  });

  it("at the sign-in page, before and after the phone's answer", async () => {
    const ben = await enrolledUser("ben");
    const [early, late] = [new Browser(), new Browser()];
    const [waiting, open] = [
      await early.begin({ user: "ben", pin: ben.pin }),
      await late.begin({ user: "ben", pin: ben.pin }),
    ];
    await ben.phone.login(open.link);
    await setActive("ben", false);
    expect((await ben.phone.login(waiting.link)).told).not.toBe("logged-in");
    expect(stateIn(await late.result(open.transactionId))).not.toBe("done");
  });

  it("who is signed in: at /me, at applications, by a code, by a refresh", async () => {
    const carl = await signedIn("carl");
    const scope = ["openid", "offline_access"];
    const tokens = (await redeem(wiki, await codeFor(wiki, await addSession(carl.serial), { scope }))).json;
    const code = await codeFor(wiki, await addSession(carl.serial));
    const isActive = async () => (await askAs("/oidc/introspect", wiki, { token: tokens.access_token })).json.active;
    expect(await isActive()).toBe(true);
    await setActive("carl", false);
    for (const lift of [async () => {}, () => setActive("carl", true)]) {
      await lift();
      expect(locationIn(await openMe(carl))).toBe(ME_SIGN_IN);
      expect((await userinfoWith(tokens.access_token)).status).toBe(401);
      expect(await isActive()).toBe(false);
      expect((await refreshWith(wiki, tokens.refresh_token)).json.error).toBe("invalid_grant");
      expect((await redeem(wiki, code)).json.error).toBe("invalid_grant");
    }
    expect(await opensWith("carl", carl.pin)).toBe(true);
  });

  it("in an enrolment, and gets no other", async () => {
    const dora = await enrolledUser("dora");
    const path = await newLink({ user: "dora" });
    const visitor = new EnrolBrowser();
    await visitor.start(path);
    const { tiqrenroll } = (await initToken({ user: "dora" })).json.detail;
    await setActive("dora", false);
    expect(await visitor.state(path)).toBe("withdrawn");
    expect((await makePhone().enroll(tiqrenroll.value)).told).not.toBe("enrolled");
    for (const refused of [
      await initToken({ user: "dora" }),
      await asAdmin("POST", "/token/enrollmentlink", { user: "dora" }),
      await asAdmin("POST", "/token/enable", { serial: dora.serial }),
    ])
      expect(reasonOf(refused)).toBe("user-deactivated");
  });
});

it("a leaver whose name somebody else has in another case is out as well", async () => {
  const gil = await enrolledUser("gil");
  const { id } = await personNamed(directory, "gil");
  const namesake = await enrolledUser("GIL");
  const read = await directory.people.read(id);
  const was = read.ok ? read.resource : undefined;
  if (!was) throw new Error("gil is gone");
  expect(await directory.people.change(was, { ...was, active: false })).toMatchObject({ did: "changed" });
  expect(await opensWith("gil", gil.pin)).toBe(false);
  expect(await opensWith("GIL", namesake.pin)).toBe(true);
});

describe("who is back", () => {
  it("has exactly the phones that went off, and the trail says why", async () => {
    const [on, off] = [await enrolledUser("emil"), await enrolledUser("emil")];
    await asAdmin("POST", "/token/disable", { serial: off.serial });
    await setActive("emil", false);
    await setActive("emil", true);
    expect([(await tokenOf(on.serial)).active, (await tokenOf(off.serial)).active]).toEqual([true, false]);
    const events = (await auditRows({ user: "emil" })).filter(({ event }) => event.startsWith("USER_"));
    expect(events.map(({ event, detail }) => [event, detail])).toEqual([
      ["USER_DEACTIVATED", "directory"],
      ["USER_ACTIVATED", "directory"],
    ]);
  });

  it("is still out while a desk keeps them out, whichever comes first", async () => {
    const fay = await enrolledUser("fay");
    await block("fay");
    await setActive("fay", false);
    await unblock("fay");
    expect(await opensWith("fay", fay.pin)).toBe(false);
    await block("fay");
    await setActive("fay", true);
    expect(await opensWith("fay", fay.pin)).toBe(false);
    expect((await personNamed(directory, "fay")).active).toBe(true);
    await unblock("fay");
    expect(await opensWith("fay", fay.pin)).toBe(true);
  });
});
