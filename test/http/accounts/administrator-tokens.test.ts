// Only administrators whose own phone has just confirmed may change the tokens of ADMIN_REALM.

import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { RIGHTS, type Right } from "../../../src/core/caller.ts";
import { auditRows, auditRowsOnce } from "../../support/audit.ts";
import {
  enrol,
  errorOf,
  makePhone,
  post,
  type Reply,
  request,
  resultOf,
  serviceAccount,
} from "../../support/service.ts";
import { rowOf, rowsOf } from "../../support/storage/rows.ts";

const REALM = "administrators";
const NEEDED = [403, 303, "ERR303: Confirm with your phone first: at POST /auth/confirm, or by signing in again."];
const ONLY = [403, 303, "ERR303: Only administrators may change the tokens of administrators."];
type Headers = Record<string, string>;

afterEach(() => vi.useRealTimers());
const later = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });

const administrator = (name: string): Promise<Headers> => serviceAccount(name, ["*" as Right]);
const init = (headers: Headers, user: string, fields: Headers = {}) =>
  post("/token/init", { type: "tiqr", user, realm: REALM, ...fields }, headers);
const stored = async () => ({ tokens: await rowsOf("token"), links: await rowsOf("enrollment_link") });

/** An administrator whose phone is enrolled, and a session from before the enrolment. */
async function withPhone(name: string) {
  const headers = await administrator(name);
  const begun = (await init(headers, name)).json.detail;
  const phone = makePhone();
  await phone.enroll(begun.tiqrenroll.value);
  return { name, headers, phone, serial: begun.serial as string };
}
/** Confirms the session. */
async function confirm({ headers, phone }: Awaited<ReturnType<typeof withPhone>>): Promise<Headers> {
  const { transaction_id, ticket, attributes } = (await post("/auth/confirm", {}, headers)).json.detail;
  await phone.login(attributes.value);
  return { Authorization: resultOf(await post("/auth/confirm", { transaction_id, ticket }, headers)).token };
}

/** Every way to change a token of another administrator. */
const CHANGES: [string, (by: Headers, serial: string, user: string) => Promise<Reply>][] = [
  ...["enable", "disable", "reset", "revoke", "unassign", "setrandompin", "setpin", "set", "description"].map(
    (action): (typeof CHANGES)[number] => [
      action,
      (by, serial) => post(`/token/${action}`, { serial, otppin: "123456", description: "x", max_failcount: "3" }, by),
    ],
  ),
  ["a text", (by, serial) => post(`/token/info/${serial}/key`, { value: "x" }, by)],
  ["disable by user", (by, _, user) => post("/token/disable", { user, realm: REALM }, by)],
  ["delete", (by, serial) => request(`/token/${serial}`, { method: "DELETE", headers: by })],
  ["another token", (by, _, user) => init(by, user)],
  ["a new beginning", (by, serial, user) => init(by, user, { serial })],
  ["a new beginning elsewhere", (by, serial) => init(by, "thief", { serial, realm: "realm1" })],
  ["a link", (by, _, user) => post("/token/enrollmentlink", { user, realm: REALM }, by)],
  ["a link for a lost phone", (by, serial) => post("/token/enrollmentlink", { serial }, by)],
  ["a stop", (by, serial) => post("/token/enrollmentlink", { serial, stop: "true" }, by)],
  ["the user's end", (by, _, user) => request(`/user/${REALM}/${user}`, { method: "DELETE", headers: by })],
];

describe.each(CHANGES)("%s", (what, change) => {
  const id = what.replaceAll(/\W/g, "-");

  it("is refused to an administrator whose phone has not confirmed, and changes nothing", async () => {
    const [victim, thief] = [await withPhone(`victim-${id}`), await withPhone(`thief-${id}`)];
    const before = await stored();
    expect(errorOf(await change(thief.headers, victim.serial, victim.name))).toEqual(NEEDED);
    expect(await stored()).toEqual(before);
    expect(await auditRowsOnce(1, { administrator: thief.name, reason: "confirmation-needed" })).toHaveLength(1);
  });

  it("is refused to an account with every right by name, and changes nothing", async () => {
    const victim = await withPhone(`kept-${id}`);
    const headers = await serviceAccount(`portal-${id}`, RIGHTS);
    const before = await stored();
    expect(errorOf(await change(headers, victim.serial, victim.name))).toEqual(ONLY);
    expect(await stored()).toEqual(before);
  });

  it("is done once the phone has confirmed", async () => {
    const [other, by] = [await withPhone(`other-${id}`), await withPhone(`by-${id}`)];
    const confirmed = await confirm(by);
    if (what === "enable") await post("/token/disable", { serial: other.serial }, confirmed);
    const reply = await change(confirmed, other.serial, other.name);
    expect([reply.status, reply.json.result.status]).toEqual([200, true]);
  });
});

describe("assigning", () => {
  it("into the realm of administrators, and a token without a user, asks the phone", async () => {
    const by = await withPhone("assigner");
    const { serial } = await enrol({ user: "loose", pin: "1234" });
    await post("/token/unassign", { serial }, by.headers);
    const assign = (headers: Headers) => post("/token/assign", { serial, user: "assigned", realm: REALM }, headers);
    expect(errorOf(await assign(by.headers))).toEqual(NEEDED);
    expect((await rowOf(serial)).user).toBeNull();
    expect(resultOf(await assign(await confirm(by)))).toBe(true);
  });
});

describe("an undo", () => {
  it("of an administrator's phone asks the phone", async () => {
    const by = await withPhone("undoer");
    const victim = await withPhone("undone");
    const serial = (await env.DB.prepare("SELECT serial FROM token WHERE user = 'undone'").first("serial")) as string;
    const { undo } = (await post("/token/enrollmentlink", { serial, stop: "true" }, await confirm(by))).json.detail;
    const take = (headers: Headers) => post(`/user/${REALM}/undone/undo/${undo}`, {}, headers);
    expect(errorOf(await take(by.headers))).toEqual(NEEDED);
    expect(resultOf(await take(await confirm(by)))).toBe(1);
    expect(await confirm(victim)).toBeDefined();
  });
});

describe("withdrawing a link", () => {
  it("of an administrator asks the phone", async () => {
    const by = await withPhone("withdrawer");
    const { id } = (await post("/token/enrollmentlink", { user: "invited", realm: REALM }, await confirm(by))).json
      .detail;
    const withdraw = (headers: Headers) => request(`/token/enrollmentlink/${id}`, { method: "DELETE", headers });
    expect(errorOf(await withdraw(by.headers))).toEqual(NEEDED);
    expect(resultOf(await withdraw(await confirm(by)))).toBe(1);
  });
});

describe("the sign-in of an administrator that is open", () => {
  it("is cancelled by no service account, and by administrators without asking their phones", async () => {
    const { name, phone, serial } = await withPhone("signing-in");
    const desk = await serviceAccount("desk", ["getchallenges"]);
    const signIn = async () => (await post("/auth", { username: name, password: "service" })).json.detail;
    const { transaction_id, ticket, attributes } = await signIn();
    const listed = async () => resultOf(await request(`/token/challenges/${serial}`, { headers: desk })).challenges;
    await vi.waitFor(async () => expect(await listed()).toHaveLength(1));
    const cancel = (by: Headers, id: string) =>
      request(`/token/challenges/transaction/${id}`, { method: "DELETE", headers: by });
    const [{ transaction_id: shown }] = await listed();
    for (const id of [shown, transaction_id]) expect(errorOf(await cancel(desk, id))).toEqual(ONLY);
    expect(await auditRowsOnce(2, { administrator: "desk", reason: "administrators-only" })).toHaveLength(2);
    await phone.login(attributes.value);
    expect((await post("/auth", { username: name, transaction_id, ticket })).status).toBe(200);

    const { transaction_id: next } = await signIn();
    expect(resultOf(await cancel(await administrator("colleague"), next)).deleted).toBe(1);
  });
});

describe("an administrator without a phone", () => {
  it("starts its own enrolment, and starts it again, but touches no one else's token", async () => {
    const headers = await administrator("first");
    const other = await withPhone("second");
    const begun = await init(headers, "first");
    expect(begun.status).toBe(200);
    expect((await init(headers, "first", { serial: begun.json.detail.serial })).status).toBe(200);
    expect(errorOf(await init(headers, "second"))).toEqual(NEEDED);
    expect(errorOf(await post("/token/disable", { serial: other.serial }, headers))).toEqual(NEEDED);
    expect((await rowOf(other.serial)).active).toBe(1);
  });

  it("has a phone from the moment that it is enrolled: the password alone brings no second one", async () => {
    const { headers, name } = await withPhone("grown");
    expect(errorOf(await init(headers, name))).toEqual(NEEDED);
  });

  it("whose phone is disabled still has one", async () => {
    const { headers, name, serial } = await withPhone("stopped");
    await env.DB.prepare("UPDATE token SET active = 0 WHERE serial = ?").bind(serial).run();
    expect(errorOf(await init(headers, name))).toEqual(NEEDED);
  });

  it("has nothing to confirm with", async () => {
    expect(errorOf(await post("/auth/confirm", {}, await administrator("bare")))).toEqual([
      401,
      4031,
      "Authentication failure. Your account needs a phone to sign in, and none is enrolled",
    ]);
    const refused = { administrator: "bare", action: "POST /auth/confirm", event: "MFA_FAIL" } as const;
    expect(await auditRowsOnce(1, refused)).toHaveLength(1);
  });
});

describe("a confirmation", () => {
  it("holds for five minutes, and only for the session that got it", async () => {
    const by = await withPhone("timed");
    const confirmed = await confirm(by);
    expect((await init(confirmed, "timed")).status).toBe(200);
    expect(errorOf(await init(by.headers, "timed"))).toEqual(NEEDED);
    later(5 * 60_000 + 1000);
    expect(errorOf(await init(confirmed, "timed"))).toEqual(NEEDED);
    expect((await request("/token/", { headers: confirmed })).status).toBe(200);
  });

  it("is that of the sign-in, too", async () => {
    const { phone, name } = await withPhone("fresh");
    const { transaction_id, ticket, attributes } = (await post("/auth", { username: name, password: "service" })).json
      .detail;
    await phone.login(attributes.value);
    const { token } = resultOf(await post("/auth", { username: name, transaction_id, ticket }));
    expect((await init({ Authorization: token }, name)).status).toBe(200);
  });

  it("ends with the session, whose end it does not put off", async () => {
    const by = await withPhone("ending");
    const confirmed = await confirm(by);
    const endOf = (headers: Headers) => JSON.parse(atob(Object.values(headers)[0]?.split(".")[1] ?? "")).exp;
    expect(endOf(confirmed)).toBe(endOf(by.headers));
    await request("/auth", { method: "DELETE", headers: by.headers });
    expect((await init(confirmed, "ending")).status).toBe(401);
  });

  it("is not given for a ticket of another session or of a sign-in, and signs no one in", async () => {
    const by = await withPhone("bound");
    const other = { Authorization: resultOf(await signedInAgain(by)).token as string };
    const ask = async (headers: Headers) => (await post("/auth/confirm", {}, headers)).json.detail;
    const { transaction_id, ticket, attributes } = await ask(by.headers);
    await by.phone.login(attributes.value);
    expect((await post("/auth/confirm", { transaction_id, ticket }, other)).status).toBe(401);
    expect((await post("/auth", { username: by.name, transaction_id, ticket })).status).toBe(401);
    expect((await post("/auth/confirm", { transaction_id, ticket: "" }, by.headers)).status).toBe(401);
    expect((await post("/auth/confirm", { transaction_id, ticket }, by.headers)).status).toBe(200);
    expect((await post("/auth/confirm", { transaction_id, ticket }, by.headers)).status).toBe(401);
  });

  it("is not requested for an ended session, and the attempt is noted", async () => {
    const { headers } = await withPhone("over");
    await request("/auth", { method: "DELETE", headers });
    expect((await post("/auth/confirm", {}, headers)).status).toBe(401);
    const refused = { administrator: "over", action: "POST /auth/confirm", reason: "signed-out" };
    expect(await auditRowsOnce(1, refused)).toHaveLength(1);
  });

  it("is noted with the account", async () => {
    const by = await withPhone("noted");
    await confirm(by);
    expect(await auditRows({ administrator: by.name, action: "POST /auth/confirm", success: 1 })).toHaveLength(1);
  });
});

async function signedInAgain({ name, phone }: Awaited<ReturnType<typeof withPhone>>): Promise<Reply> {
  const { transaction_id, ticket, attributes } = (await post("/auth", { username: name, password: "service" })).json
    .detail;
  await phone.login(attributes.value);
  return post("/auth", { username: name, transaction_id, ticket });
}
