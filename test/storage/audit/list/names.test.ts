// The trail names the user whom the request's name was found to mean, and some things it never
// contains.

import { describe, expect, it } from "vitest";
import { auditRows, auditRowsOnce, verifyTrail } from "../../../support/audit.ts";
import { attemptIdFor } from "../../../support/house/names.ts";
import { answer, endLogin, enrolledUser, trigger, unlike } from "../../../support/login.ts";
import { admin, post, postOver, withSettings } from "../../../support/service.ts";
import { realKeyring } from "../../../support/storage/ports.ts";
import { rowOf, rowsOf } from "../../../support/storage/rows.ts";

const send = await withSettings({});
await enrolledUser("somebody", "1234", { realm: "corp" });
const init = async (fields: Record<string, string>, over = send) =>
  (await postOver(over, "/token/init", { type: "tiqr", ...fields }, await admin())).json.detail.serial;
const whoIn = (rows: readonly { user: string; realm: string }[]) => rows.map(({ user, realm }) => [user, realm]);

describe("a name with an @ is in the row of an init", () => {
  it.each([
    ["split, when the realm is known", "alice@Corp", undefined, ["alice", "corp"]],
    ["whole, when it is not", "bob@nowhere", undefined, ["bob@nowhere", "realm1"]],
    ["whole, when a realm stands beside it", "carol@corp", "Staff", ["carol@corp", "staff"]],
    ["split, when its realm is the default one", "dave@REALM1", undefined, ["dave", "realm1"]],
  ])("%s", async (_, user, realm, who) => {
    const serial = await init(realm === undefined ? { user } : { user, realm });
    expect(whoIn(await auditRows({ serial }))).toEqual([who]);
    const { user: stored, realm: storedRealm } = await rowOf(serial);
    expect([stored, storedRealm]).toEqual(who);
  });

  it("in lower case, when names are folded", async () => {
    const serial = await init({ user: "Erin@Corp" }, await withSettings({ FOLD_USER_CASE: "on" } as Partial<Env>));
    expect(whoIn(await auditRows({ serial }))).toEqual([["erin", "corp"]]);
  });
});

describe("a name with an @ is in its resolved form", () => {
  it("in the row of a refused PIN", async () => {
    const { serial } = await enrolledUser("frank", "1234", { realm: "corp" });
    await postOver(send, "/validate/check", { user: "frank@CORP", pass: "0000" });
    expect(whoIn(await auditRows({ serial, reason: "wrong-pin" }))).toEqual([["frank", "corp"]]);
  });

  it("in the rows of a login", async () => {
    const grace = await enrolledUser("grace", "1234", { realm: "corp" });
    const login = await trigger({ ...grace, user: "grace@corp" });
    await answer(login, login.right);
    expect((await endLogin(login)).json.result.value).toBe(true);
    const rows = await auditRowsOnce(3, { attempt_id: await attemptIdFor(login.transactionId) });
    expect(new Set(whoIn(rows).map(String))).toEqual(new Set(["grace,corp"]));
  });
});

describe("the trail of a whole flow", () => {
  it("holds nothing secret, and is whole", async () => {
    const pin = "horse battery staple";
    const heidi = await enrolledUser("heidi", pin);
    const login = await trigger(heidi);
    await post("/validate/check", { user: "heidi", pass: "a wrong staple" });
    await answer(login, login.wrong);
    await answer(login, login.right);
    await answer(login, unlike(login.wrong));
    await endLogin(login);
    await post("/auth", { username: "admin", password: "a wrong password" });
    await auditRowsOnce(1, { reason: "wrong-credentials" });
    await auditRowsOnce(5, { attempt_id: await attemptIdFor(login.transactionId) });

    const { sealed_pin: sealedPin, sealed_secret: sealedSecret } = await rowOf(heidi.serial);
    const [account] = heidi.phone.accounts;
    const { "PI-Authorization": token } = await admin();
    const question = login.link.split("/")[4];
    const secrets = [pin, "a wrong", sealedPin, sealedSecret, login.right, login.wrong, question, token];
    secrets.push(...Object.values(account as object).filter((value) => /^[0-9a-f]{32,}$/i.test(String(value))));
    expect(secrets).toHaveLength(9);
    const trail = JSON.stringify(await rowsOf("audit"));
    for (const secret of secrets) expect(trail.includes(secret as string), String(secret)).toBe(false);
    expect(trail).toContain(heidi.serial);
    expect((await verifyTrail(await realKeyring())).problems).toEqual([]);
  });
});
