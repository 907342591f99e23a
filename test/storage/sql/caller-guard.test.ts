// Every call of an account checks in its own batch that the account is as the JWT says and has the
// right.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { entryOf, type Note } from "../../../src/core/audit/audit.ts";
import type { Caller, Right } from "../../../src/core/caller.ts";
import type { Ports } from "../../../src/core/ports/index.ts";
import type { TokenChange, TokenFilter, TokenPaging } from "../../../src/core/ports/tokens/management.ts";
import type { Reason } from "../../../src/core/reasons.ts";
import { enrolledUser, trigger } from "../../support/login.ts";
import { asAdmin } from "../../support/service.ts";
import { accountWith, adminCaller, callAt, newToken, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const ports = await realPorts();
const { admins, links } = ports;
let serial: string;
beforeAll(async () => {
  ({ serial } = await enrolledUser("alice"));
  const caller = await adminCaller();
  await links.make(caller, { ...newLink, hash: "open" }, 0, NOTE);
  await links.make(caller, { ...newLink, hash: "under way" }, 0, NOTE);
  const code = { hash: "under way", browserHash: "b", codes: 0 };
  await links.begin(caller, code, newToken("TiQRWAY", "linked"), 0, NOTE);
  await trigger(await enrolledUser("leaver"));
});

const newLink = {
  hash: "link",
  named: { user: "linked", realm: undefined },
  shadows: false,
  replaces: undefined,
  asksPin: true,
  expiresAtMs: 1,
};
const ANY = {} as TokenFilter;
const PAGE: TokenPaging = {
  number: 1,
  size: 10,
  sortBy: "serial",
  descending: false,
  after: undefined,
  before: undefined,
};
const FIRST_PAGE = { number: 1, size: 10, after: undefined, before: undefined };
const NOTE: Note = { held: entryOf(callAt(0), { success: true, event: "TOKEN_CHANGED" }) };
const change =
  (right: Right, what: TokenChange): Call =>
  ({ management }, caller) =>
    management.change(caller, right, { serial, named: undefined }, what, 0, NOTE);

type Call = (ports: Ports, caller: Caller) => Promise<unknown>;
const CALLS: [string, Right, Call][] = [
  ["making a token", "enrollTIQR", ({ tokens }, by) => tokens.init(by, newToken("TiQRNEW", "newcomer"), 0, NOTE)],
  [
    "starting a token's enrolment again",
    "enrollTIQR",
    ({ tokens }, by) => tokens.init(by, newToken(serial, "alice"), 0, NOTE),
  ],
  ["making a link", "enrollTIQR", ({ links }, by) => links.make(by, newLink, 0, NOTE)],
  [
    "starting a link",
    "enrollTIQR",
    ({ links }, by) =>
      links.begin(by, { hash: "open", browserHash: "b", codes: 0 }, newToken("TiQRLINK", "linked"), 0, NOTE),
  ],
  [
    "listing links",
    "enrollTIQR",
    ({ links }, by) =>
      links.list(by, { id: undefined, named: undefined, realm: undefined, serial: undefined }, PAGE, 0),
  ],
  ["withdrawing a link", "enrollTIQR", ({ links }, by) => links.withdraw(by, "under way", 0, NOTE)],
  ["viewing", "enable", ({ management }, by) => management.viewFor(by, "enable", { serial, named: undefined })],
  ["listing", "tokenlist", ({ management }, by) => management.list(by, "tokenlist", ANY, PAGE, 0)],
  ["disabling", "disable", change("disable", { kind: "activate", active: false, maxActivePerUser: 0 })],
  ["enabling", "enable", change("enable", { kind: "activate", active: true, maxActivePerUser: 0 })],
  ["resetting", "reset", change("reset", { kind: "reset-failcount" })],
  ["setting a PIN", "setpin", change("setpin", { kind: "set-pin", sealedPins: {} })],
  ["setting a text", "settokeninfo", change("settokeninfo", { kind: "set-info", info: { place: "desk" } })],
  ["taking from its user", "unassign", change("unassign", { kind: "unassign" })],
  [
    "giving to a user",
    "assign",
    change("assign", { kind: "assign", named: { user: "given", realm: undefined }, shadows: false, sealedPins: {} }),
  ],
  ["revoking", "revoke", change("revoke", { kind: "revoke" })],
  ["deleting", "delete", change("delete", { kind: "delete" })],
  ["ending a transaction", "getchallenges", ({ openLogins }, by) => openLogins.mayCancel(by, { user: "", realm: "" })],
  [
    "listing transactions",
    "getchallenges",
    ({ openLogins }, by) => openLogins.opened(by, { serial: undefined, attemptId: undefined }, 0),
  ],
  ["listing realms", "configread", ({ users }, by) => users.realms(by, "configread")],
  ["listing users", "userlist", ({ users }, by) => users.list(by, {}, FIRST_PAGE, 0)],
  ["removing a user", "deleteuser", ({ users }, by) => users.remove(by, { name: "leaver", realm: "realm1" }, NOTE)],
  [
    "reading the audit trail",
    "auditlog",
    ({ audit }, by) =>
      audit.list(by, { matching: {}, reads: true, page: 1, pageSize: 10, newestFirst: true, after: undefined }),
  ],
];
/** Of these, another right is enough, too. */
const ENOUGH: Readonly<Record<string, Right>> = { "listing links": "disable", "withdrawing a link": "disable" };
const RIGHTS = [...new Set(CALLS.map(([, right]) => right))];

const everything = async () => ({
  tokens: await rowsOf("token"),
  users: await rowsOf("user"),
  admins: await rowsOf("admin"),
  links: await rowsOf("enrollment_link"),
  audit: await rowsOf("audit"),
});

describe("an account", () => {
  it.each(CALLS)("without that right, gone or with a new password may not do it: %s", async (what, right, call) => {
    const { name, generation } = await accountWith(["*"]);
    const missing: Reason = { code: "missing-right", right };
    const refused: [Caller, Reason][] = [
      [await accountWith(RIGHTS.filter((other) => other !== right && other !== ENOUGH[what])), missing],
      [await accountWith([]), missing],
      [{ name: "nobody", generation: 1 }, { code: "signed-out" }],
      [{ name, generation: generation - 1 }, { code: "signed-out" }],
    ];
    const before = await everything();
    for (const [caller, reason] of refused) expect(await call(ports, caller)).toEqual({ ok: false, reason });
    expect(await everything()).toEqual(before);
  });

  it.each(CALLS)("with that right alone may do it: %s", async (_, right, call) => {
    expect(await call(ports, await accountWith([right]))).toMatchObject({ ok: true });
  });

  it("of the administrator holds every right", async () => {
    const caller = await accountWith(["*"]);
    for (const right of RIGHTS) expect(await admins.may(caller, right)).toMatchObject({ ok: true });
  });

  it("may do nothing in a session that has ended, and goes on in its others", async () => {
    const caller = await accountWith(["*"]);
    const session = { id: "ended", endsAtMs: 1, confirmed: true };
    expect(await ports.sessions.end(caller, session, NOTE)).toBe(true);
    for (const right of RIGHTS) {
      const refused = { ok: false, reason: { code: "signed-out" } };
      expect(await admins.may({ ...caller, session }, right)).toEqual(refused);
      expect(await admins.may({ ...caller, session: { ...session, id: "other" } }, right)).toMatchObject({ ok: true });
    }
  });

  it("that is removed between sign-in and call gets 401 and changes nothing", async () => {
    const { serial } = await enrolledUser("bob");
    const before = await rowsOf("token");
    await env.DB.prepare("UPDATE admin SET name = 'renamed' WHERE name = 'admin'").run();
    const reply = await asAdmin("DELETE", `/token/${serial}`);
    await env.DB.prepare("UPDATE admin SET name = 'admin' WHERE name = 'renamed'").run();
    expect(reply.status).toBe(401);
    expect(reply.json.result.error.code).toBe(4304);
    expect(await rowsOf("token")).toEqual(before);
    expect((await asAdmin("DELETE", `/token/${serial}`)).json.result.value).toBe(1);
  });
});

describe("a call that was let in a moment ago", () => {
  const list = (caller: Caller) => ports.management.list(caller, "tokenlist", ANY, PAGE, 0);
  const signedOut = { ok: false, reason: { code: "signed-out" } };
  const keyOf = (account: string, id: string) =>
    env.DB.prepare("INSERT INTO api_key (id, account, sealed_hash, created_at_ms) VALUES (?, ?, ?, 0)")
      .bind(id, account, `sealed ${id}`)
      .run();

  it("is refused once its key is removed, whichever other keys there are", async () => {
    const caller = { ...(await accountWith(["tokenlist"])), apiKey: "gone" };
    await keyOf(caller.name, "gone");
    await keyOf(caller.name, "other");
    expect(await list(caller)).toMatchObject({ ok: true });
    await env.DB.prepare("DELETE FROM api_key WHERE id = 'gone'").run();
    expect(await list(caller)).toMatchObject(signedOut);
  });

  it("is refused with a key that is another account's by now", async () => {
    const [caller, other] = [await accountWith(["tokenlist"]), await accountWith(["tokenlist"])];
    await keyOf(other.name, "foreign");
    expect(await list({ ...caller, apiKey: "foreign" })).toMatchObject(signedOut);
  });

  it("is refused once its account is disabled", async () => {
    const caller = await accountWith(["tokenlist"]);
    await env.DB.prepare("UPDATE admin SET disabled_at_ms = 1 WHERE name = ?").bind(caller.name).run();
    expect(await list(caller)).toMatchObject(signedOut);
  });
});
