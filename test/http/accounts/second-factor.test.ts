// POST /auth of an administrator who has a TiQR token: the phone confirms. Each test uses its own
// administrator.

import { describe, expect, it, vi } from "vitest";
import { sealPassword } from "../../../src/core/admin/accounts/password.ts";
import { asLogin } from "../../../src/core/call.ts";
import type { Right } from "../../../src/core/caller.ts";
import { openTransaction } from "../../../src/core/login/open-transaction.ts";
import { FINALIZE_GRACE_MS } from "../../../src/core/login/transaction/challenge.ts";
import { auditRows, auditRowsOnce, runSql, trailContent, trailContentWith } from "../../support/audit.ts";
import { attemptIdFor, sessionKeyFor } from "../../support/house/names.ts";
import { atOnce, wrongOnes } from "../../support/login.ts";
import {
  admin,
  asAdmin,
  check,
  type EnrolledToken,
  enrol,
  errorOf,
  initToken,
  poll,
  post,
  type Reply,
  request,
  responseOf,
  resultOf,
  tokenOf,
} from "../../support/service.ts";
import { callAt, realPorts } from "../../support/storage/ports.ts";
import { failureRows, setRow } from "../../support/storage/rows.ts";

const REALM = "administrators";
const ports = await realPorts();

async function account(name: string, rights: readonly (Right | "*")[] = ["*"]): Promise<void> {
  await admin(); // the bootstrap makes an administrator only while there is none
  await ports.admins.add({ name, rights, sealedPassword: await sealPassword(ports, name, "pw") }, Date.now());
}
async function withPhone(name: string, rights?: readonly (Right | "*")[]): Promise<EnrolledToken> {
  await account(name, rights);
  return enrol({ user: name, realm: REALM });
}
const first = (username: string, password = "pw") => post("/auth", { username, password });
interface Asked {
  readonly username: string;
  readonly transaction_id: string;
  readonly ticket: string;
  readonly link: string;
}
async function ask(username: string): Promise<Asked> {
  const { detail } = (await first(username)).json;
  return { username, transaction_id: detail.transaction_id, ticket: detail.ticket, link: detail.attributes.value };
}
const second = ({ username, transaction_id, ticket }: Asked) => post("/auth", { username, transaction_id, ticket });
const WRONG = [401, 4031, "Authentication failure. Wrong credentials"];
const UNUSABLE = [
  401,
  4031,
  "Authentication failure. Your phone has to confirm, but its token is disabled, locked or outside its validity period, or has to be enrolled again",
];
const isSignedIn = ({ status, json }: Reply) => status === 200 && json.result.authentication === "ACCEPT";

describe("the second factor is asked", () => {
  it("of an administrator with an enrolled token, as /validate/check does, and brings the JWT once the phone has answered", async () => {
    const { phone, serial } = await withPhone("anna");
    const asked = await first("anna");
    expect(asked.status).toBe(200);
    expect(asked.headers.get("Cache-Control")).toBe("no-store");
    expect(asked.json.result).toEqual({ status: true, value: false, authentication: "CHALLENGE" });
    expect(asked.json.detail).toMatchObject({
      client_mode: "poll",
      serial,
      type: "tiqr",
      multi_challenge: [{ serial }],
      attributes: { img: expect.stringContaining("data:image/png"), poll: true },
      ticket: expect.stringMatching(/^[\w-]{32}$/),
    });
    // No JWT yet. Inside the picture, these letters come by chance.
    expect(asked.text).not.toContain('"eyJ');
    const { transaction_id, ticket, attributes } = asked.json.detail;
    expect((await phone.login(attributes.value)).told).toBe("logged-in");
    expect(resultOf(await poll(transaction_id))).toBe(true);
    const done = await post("/auth", { username: "anna", transaction_id, ticket });
    expect(isSignedIn(done)).toBe(true);
    expect(done.headers.get("Cache-Control")).toBe("no-store");
    const headers = { Authorization: resultOf(done).token };
    expect((await request("/token/", { headers })).status).toBe(200);
  });

  it("not of an administrator without a token, nor while its phone has not enrolled", async () => {
    await account("ben");
    expect(isSignedIn(await first("ben"))).toBe(true);
    await initToken({ user: "ben", realm: REALM });
    expect(isSignedIn(await first("ben"))).toBe(true);
  });

  it("not for a token of the same name in another realm", async () => {
    await account("cleo");
    await enrol({ user: "cleo", realm: "realm1" });
    expect(isSignedIn(await first("cleo"))).toBe(true);
  });

  it("not of a service account, though a token has its name", async () => {
    await withPhone("portal", ["tokenlist", "auditlog"]);
    expect(isSignedIn(await first("portal"))).toBe(true);
  });

  it("only after the right password; a wrong one still has the same cost and answer", async () => {
    await withPhone("dora");
    expect(errorOf(await first("dora", "no"))).toEqual(WRONG);
    expect(errorOf(await first("dora", ""))).toEqual(WRONG);
    expect(await auditRows({ user: "dora", authentication: "CHALLENGE" })).toEqual([]);
  });

  it("while an earlier session continues", async () => {
    await account("eve");
    const headers = { Authorization: resultOf(await first("eve")).token };
    await enrol({ user: "eve", realm: REALM });
    expect((await request("/token/", { headers })).status).toBe(200);
  });
});

describe("a token that cannot be used", () => {
  it.each([
    ["locked", { failcount: 10 }, "token-locked"],
    ["disabled", { active: 0 }, "token-disabled"],
    ["outside its period", { valid_until_ms: 1 }, "token-not-valid-now"],
  ] as const)("that is %s still asks, and no one gets in", async (state, columns, reason) => {
    const name = `fred ${state}`;
    const { serial } = await withPhone(name);
    await setRow(serial, columns);
    expect(errorOf(await first(name))).toEqual(UNUSABLE);
    expect(errorOf(await first(name, "no"))).toEqual(WRONG); // only a person with the password learns this
    const [row] = await auditRowsOnce(1, { administrator: name, reason });
    expect(row && trailContent(row)).toEqual(
      trailContentWith({
        action: "POST /auth",
        authentication: "REJECT",
        serial,
        user: name,
        realm: REALM,
        administrator: name,
        reason,
      }),
    );
  });

  it.each([
    ["revoked", (serial: string) => asAdmin("POST", "/token/revoke", { serial })],
    ["deleted", (serial: string) => asAdmin("DELETE", `/token/${serial}`)],
    ["taken away", (serial: string) => asAdmin("POST", "/token/unassign", { serial })],
  ] as const)("that is %s asks no more", async (state, end) => {
    const name = `gina ${state}`;
    const { serial } = await withPhone(name);
    await end(serial);
    expect(isSignedIn(await first(name))).toBe(true);
  });

  it("leaves it to another one that can", async () => {
    const { serial } = await withPhone("hugo");
    const other = await enrol({ user: "hugo", realm: REALM });
    await setRow(serial, { active: 0 });
    expect((await first("hugo")).json.detail.multi_challenge.map((entry: { serial: string }) => entry.serial)).toEqual([
      other.serial,
    ]);
  });
});

describe("the second step", () => {
  it("before the answer is refused, counts nothing and is not noted", async () => {
    await withPhone("ida");
    const asked = await ask("ida");
    const missing = [401, 4031, "Authentication failure. Your phone has not confirmed yet"];
    for (let turn = 0; turn < 3; turn++) expect(errorOf(await second(asked))).toEqual(missing);
    await auditRowsOnce(1, { user: "ida", authentication: "CHALLENGE" });
    expect(await auditRows({ user: "ida", authentication: "REJECT" })).toEqual([]);
  });

  it("signs in once, out of eight at once", async () => {
    const { phone } = await withPhone("jan");
    const asked = await ask("jan");
    await phone.login(asked.link);
    const replies = await atOnce(8, () => second(asked));
    expect(replies.filter(isSignedIn)).toHaveLength(1);
    expect(replies.filter((reply) => !isSignedIn(reply)).map(errorOf)).toEqual(Array(7).fill(WRONG));
    expect(errorOf(await second(asked))).toEqual(WRONG);
  });

  it("needs the ticket: an onlooker who has read the id in the QR code gets nothing", async () => {
    const { phone } = await withPhone("kim");
    const asked = await ask("kim");
    await phone.login(asked.link);
    const other = await ask("kim");
    expect(errorOf(await second({ ...asked, ticket: "" }))).toEqual(WRONG);
    expect(errorOf(await second({ ...asked, ticket: other.ticket }))).toEqual(WRONG);
    expect(errorOf(await post("/auth", { username: "kim", transaction_id: asked.transaction_id }))).toEqual(WRONG);
    expect(isSignedIn(await second(asked))).toBe(true);
  });

  it("works only for the administrator who began it", async () => {
    const { phone } = await withPhone("lea");
    await withPhone("max");
    const asked = await ask("lea");
    await phone.login(asked.link);
    for (const username of ["max", "admin", "nobody"])
      expect(errorOf(await second({ ...asked, username }))).toEqual(WRONG);
    expect(isSignedIn(await second(asked))).toBe(true);
  });

  it("accepts no transaction of /validate/check, and /validate/check accepts none of /auth", async () => {
    const { phone } = await withPhone("ned");
    const asked = await ask("ned");
    await phone.login(asked.link);
    const fields = { user: "ned", realm: REALM };
    const finalized = await check({ ...fields, transaction_id: asked.transaction_id });
    expect(finalized.json.result).toMatchObject({ value: false, authentication: "REJECT" });

    // An application cannot open a login for these tokens, and such a login would sign no one in.
    const { tokens } = await ports.tokens.view({ serial: undefined, named: fields });
    const opened = await openTransaction(
      ports,
      { tokens, path: "vouched", bystanders: [] },
      asLogin(callAt(Date.now())),
    );
    if (!opened.ok) throw new Error("not opened");
    const { transactionId: transaction_id, attributes } = opened.challenge;
    await phone.login(attributes.value);
    for (const ticket of ["", asked.ticket])
      expect(errorOf(await second({ ...asked, transaction_id, ticket }))).toEqual(WRONG);
    expect(resultOf(await check({ ...fields, transaction_id }))).toBe(true);
    expect(isSignedIn(await second(asked))).toBe(true);
  });

  it("accepts no digits through /validate/check, and counts none there", async () => {
    const { phone, serial } = await withPhone("ole");
    const asked = await ask("ole");
    const response = await responseOf(phone, asked.link);
    const { transaction_id } = asked;
    const reply = await check({ user: "ole", realm: REALM, transaction_id, response });
    expect(resultOf(reply)).toBe(false);
    expect(resultOf(await poll(transaction_id))).toBe(false);
    expect(await failureRows(serial)).toEqual([]);
  });

  it("accepts the digits of a phone without a network, counts wrong ones, and does both only with the ticket", async () => {
    const { phone, serial } = await withPhone("uma");
    const asked = await ask("uma");
    const { username, transaction_id, ticket } = asked;
    const response = await responseOf(phone, asked.link);
    const wrong = response.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));
    const failures = async () => (await tokenOf(serial)).failcount;
    const send = (fields: Record<string, string>) => post("/auth", { username, transaction_id, ...fields });
    for (const given of [response, wrong]) {
      expect(errorOf(await send({ response: given }))).toEqual(WRONG);
      expect(errorOf(await send({ response: given, ticket: "x" }))).toEqual(WRONG);
    }
    expect(await failures()).toBe(0);
    const told = await send({ response: wrong, ticket });
    expect(errorOf(told)).toEqual([401, 4031, "Authentication failure. The digits from your phone are wrong"]);
    expect(told.headers.get("TiQR-Reason")).toBe("second-factor-wrong");
    expect(await failures()).toBe(1);
    const noted = { action: "POST /auth", administrator: "uma", reason: "wrong-response" };
    expect(await auditRowsOnce(1, noted)).toHaveLength(1);
    expect(isSignedIn(await send({ response, ticket }))).toBe(true);
    expect(await failures()).toBe(0);
    expect(errorOf(await send({ response, ticket }))).toEqual(WRONG);
  });

  it("closes the lock after wrong digits, and then accepts no right ones", async () => {
    const { phone, serial } = await withPhone("vic");
    await asAdmin("POST", "/token/set", { serial, max_failcount: "2" });
    const { username, transaction_id, ticket, link } = await ask("vic");
    const response = await responseOf(phone, link);
    for (const given of [...wrongOnes(response, 2), response])
      expect((await post("/auth", { username, transaction_id, ticket, response: given })).status).toBe(401);
    expect(errorOf(await first("vic"))).toEqual(UNUSABLE);
  });

  it("is refused once the account has a new password, or the token is disabled", async () => {
    const { phone } = await withPhone("pia");
    const asked = await ask("pia");
    await phone.login(asked.link);
    await ports.admins.setPassword("pia", await sealPassword(ports, "pia", "pw"));
    expect(errorOf(await second(asked))).toEqual(WRONG);

    const { phone: quinsPhone, serial } = await withPhone("quin");
    const again = await ask("quin");
    await quinsPhone.login(again.link);
    await asAdmin("POST", "/token/disable", { serial });
    expect(errorOf(await second(again))).toEqual(WRONG);
  });

  it("is accepted a moment after the expiry, once and only with the ticket, if the phone was in time", async () => {
    const { phone } = await withPhone("rolf");
    const asked = await ask("rolf");
    await phone.login(asked.link);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 121_000 });
    const tries = [{ ...asked, ticket: "x" }, asked, asked];
    const signedIn = [];
    for (const one of tries) signedIn.push(isSignedIn(await second(one)));
    vi.useRealTimers();
    expect(signedIn).toEqual([false, true, false]);
  });

  it("is refused after the transaction's end", async () => {
    const { phone } = await withPhone("rob");
    const asked = await ask("rob");
    await phone.login(asked.link);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 120_000 + FINALIZE_GRACE_MS });
    const late = await second(asked);
    vi.useRealTimers();
    expect(errorOf(late)[0]).toBe(401);
    expect(isSignedIn(late)).toBe(false);
  });

  it("needs a name, and knows no made-up transaction", async () => {
    const transaction_id = "12345678901234567890";
    expect(errorOf(await post("/auth", { transaction_id, ticket: "x" }))[1]).toBe(4032);
    expect(errorOf(await post("/auth", { username: "admin", transaction_id, ticket: "x" }))).toEqual(WRONG);
  });
});

it("wrong answers of the phone close its lock, and with it the sign-in", async () => {
  const { phone, serial } = await withPhone("sue");
  await asAdmin("POST", "/token/set", { serial, max_failcount: "2" });
  const { link, transaction_id } = await ask("sue");
  const right = await responseOf(phone, link);
  for (const response of wrongOnes(right, 2))
    await post("/ttype/tiqr", {
      sessionKey: await sessionKeyFor(transaction_id),
      userId: "sue",
      response,
      operation: "login",
    });
  expect(errorOf(await first("sue"))).toEqual(UNUSABLE);
  await asAdmin("POST", "/token/reset", { serial });
  expect((await first("sue")).json.result.authentication).toBe("CHALLENGE");
});

it("each step is noted once, with the account", async () => {
  await runSql("DELETE FROM refusal_count"); // otherwise the last of them would only be counted
  const { phone, serial } = await withPhone("tom");
  const asked = await ask("tom");
  await phone.login(asked.link);
  await second(asked);
  await second(asked);
  const attempt_id = await attemptIdFor(asked.transaction_id);
  const whose = { user: "tom", realm: REALM, serial, attempt_id };
  const mine = { action: "POST /auth", attempt_id };
  const noted = (await auditRowsOnce(3, mine)).map(trailContent);
  expect(noted).toHaveLength(3);
  const step = { action: "POST /auth", administrator: "tom" };
  expect(noted).toEqual(
    expect.arrayContaining([
      trailContentWith({ ...step, ...whose, authentication: "CHALLENGE" }),
      trailContentWith({ ...step, ...whose, success: 1, authentication: "ACCEPT" }),
      trailContentWith({
        ...step,
        user: "tom",
        realm: REALM,
        attempt_id,
        authentication: "REJECT",
        reason: "nothing-to-finalize",
      }),
    ]),
  );
  const { auditdata } = resultOf(await asAdmin("GET", `/audit/?transaction_id=${asked.transaction_id}`));
  expect(auditdata.filter(({ action }: { action: string }) => action === "POST /auth")).toHaveLength(3);
});
