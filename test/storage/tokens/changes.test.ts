// Each change to a token: the columns that it raises, erases, and leaves as they were.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import type { ChangeResult, TokenChange } from "../../../src/core/ports/tokens/management.ts";
import type { Subject } from "../../../src/core/token.ts";
import { auditRows } from "../../support/audit.ts";
import { answer, enrolledUser, trigger } from "../../support/login.ts";
import { adminCaller, callAt, NO_NOTE, realPorts } from "../../support/storage/ports.ts";
import { rowOf, rowsOf, type StoredToken, setRow } from "../../support/storage/rows.ts";

const NOW = 1_700_000_000_000;
const { management } = await realPorts();
const caller = await adminCaller();

const bySerial = (serial: string): Subject => ({ serial, named: undefined });
const byUser = (user: string): Subject => ({ serial: undefined, named: { user, realm: undefined } });
async function apply(subject: Subject, change: TokenChange, note = NO_NOTE): Promise<ChangeResult> {
  const result = await management.change(caller, "enable", subject, change, NOW, note);
  if (!result.ok) throw new Error(result.reason.code);
  return result;
}

/** All columns, even those that the program names only in SQL. */
type Columns = Partial<StoredToken> & Record<string, string | number | null | undefined>;
/** Everything that a token can have. */
const FULL: Columns = {
  failcount: 4,
  failed_at_ms: 5,
  valid_from_ms: 6,
  valid_until_ms: 7,
  info: '{"place":"desk","shelf":"2"}',
  description: "blue",
  session_hash: "hash",
  session_expires_at_ms: 8,
  session_uses: 1,
  session_from: "phone",
  session_fetches: 2,
  secret_fetch: 1,
  proven_at_ms: 3,
  notification_type: "APNS",
  notification_address: "address",
  last_auth_ms: 9,
};
const FORGOTTEN: Columns = {
  sealed_secret: null,
  rollout_state: "clientwait",
  session_hash: null,
  session_expires_at_ms: null,
  session_uses: null,
  session_from: null,
  session_fetches: 0,
  secret_fetch: null,
  proven_at_ms: null,
  authentication_url: null,
  identity: null,
  service_identifier: null,
  import_digest: null,
  notification_type: null,
  notification_address: null,
};
const UNSET = { maxFail: undefined, description: undefined, validFromMs: undefined, validUntilMs: undefined };
const named = (user: string, realm?: string) => ({ user, realm });

type Case = [string, (serial: string) => TokenChange, Columns, (row: StoredToken, serial: string) => Columns];
const next = ({ generation }: StoredToken) => ({ generation: generation + 1 });
const CASES: Case[] = [
  ["enabling", () => ({ kind: "activate", active: true, maxActivePerUser: 0 }), { active: 0 }, () => ({ active: 1 })],
  ["disabling", () => ({ kind: "activate", active: false, maxActivePerUser: 0 }), {}, () => ({ active: 0 })],
  ["resetting", () => ({ kind: "reset-failcount" }), {}, () => ({ failcount: 0, failed_at_ms: null })],
  [
    "a new PIN",
    (serial) => ({ kind: "set-pin", sealedPins: { other: "other", [serial]: "resealed" } }),
    {},
    (row) => ({ ...next(row), sealed_pin: "resealed" }),
  ],
  [
    "taking the PIN away",
    (serial) => ({ kind: "set-pin", sealedPins: { [serial]: null } }),
    {},
    (row) => ({ ...next(row), sealed_pin: null }),
  ],
  [
    "new settings",
    () => ({ kind: "set", maxFail: 3, description: "", validFromMs: 10, validUntilMs: 11 }),
    {},
    () => ({ max_fail: 3, description: "", valid_from_ms: 10, valid_until_ms: 11 }),
  ],
  ["one new setting", () => ({ kind: "set", ...UNSET, maxFail: 3 }), {}, () => ({ max_fail: 3 })],
  [
    "new texts",
    () => ({ kind: "set-info", info: { shelf: null, room: "12" } }),
    {},
    () => ({ info: '{"place":"desk","room":"12"}' }),
  ],
  ["unassigning", () => ({ kind: "unassign" }), {}, (row) => ({ ...next(row), ...FORGOTTEN, user: null, realm: null })],
  [
    "assigning",
    () => ({ kind: "assign", named: named("newcomer", "Corp"), shadows: false, sealedPins: {} }),
    { user: null, realm: null },
    (row) => ({ ...next(row), ...FORGOTTEN, user: "newcomer", realm: "corp", assigned_at_ms: NOW }),
  ],
  [
    "assigning with a PIN",
    (serial) => ({
      kind: "assign",
      named: named("newcomer"),
      shadows: false,
      sealedPins: { other: "other", [serial]: "resealed" },
    }),
    { user: null, realm: null },
    (row) => ({
      ...next(row),
      ...FORGOTTEN,
      user: "newcomer",
      realm: "realm1",
      assigned_at_ms: NOW,
      sealed_pin: "resealed",
    }),
  ],
];
const REVOKE: Case = [
  "revoking",
  () => ({ kind: "revoke" }),
  {},
  (row) => ({ ...next(row), revoked: 1, active: 0, session_hash: null }),
];

let count = 0;
const fullToken = async (columns: Columns): Promise<StoredToken> => {
  const { serial } = await enrolledUser(`user${++count}`);
  await setRow(serial, { ...FULL, ...columns } as Partial<StoredToken>);
  return rowOf(serial);
};

describe.each([...CASES, REVOKE])("%s", (name, changeOf, given, expected) => {
  it("changes these columns of that token and no others, and no other token", async () => {
    const row = await fullToken(given);
    const others = (await rowsOf("token")).filter((other) => (other as StoredToken).id !== row.id);
    const { changed, found } = await apply(bySerial(row.serial), changeOf(row.serial));
    expect(changed).toBe(1);
    expect(found).toMatchObject([{ serial: row.serial, user: row.user, active: row.active === 1 }]);
    const after = await rowOf(row.serial);
    const assigned = name === "unassigning" ? { assigned_at_ms: null } : {};
    expect(after).toEqual({ ...row, ...expected(row, row.serial), ...assigned });
    expect((await rowsOf("token")).filter((other) => (other as StoredToken).id !== row.id)).toEqual(others);
  });

  it("of a revoked token changes nothing, except the generation if it is revoked again", async () => {
    const row = await fullToken({ ...given, revoked: 1, active: 0 });
    const { changed } = await apply(bySerial(row.serial), changeOf(row.serial));
    const again = name === "revoking";
    expect(changed).toBe(again ? 1 : 0);
    expect(await rowOf(row.serial)).toEqual(again ? { ...row, ...expected(row, row.serial) } : row);
  });
});

describe("deleting", () => {
  it.each([0, 1])("removes the token, revoked or not (%i), and keeps its user", async (revoked) => {
    const { serial, user } = await fullToken({ revoked });
    expect((await apply(bySerial(serial), { kind: "delete" })).changed).toBe(1);
    await expect(rowOf(serial)).rejects.toThrow("no token");
    expect(await rowsOf("user")).toContainEqual(expect.objectContaining({ name: user }));
  });
});

describe("a change", () => {
  it("by user is made to all tokens of that user, and to none of the same name in another realm", async () => {
    const mine = [await enrolledUser("alice"), await enrolledUser("alice")];
    const foreign = await enrolledUser("alice", "1234", { realm: "corp" });
    for (const { serial } of [...mine, foreign]) await setRow(serial, { failcount: 2 });
    const { changed, found } = await apply(byUser("alice"), { kind: "reset-failcount" });
    expect([changed, found.map(({ serial }) => serial)]).toEqual([2, mine.map(({ serial }) => serial)]);
    expect((await rowOf(foreign.serial)).failcount).toBe(2);
  });

  it("of PINs keeps that of a token made after the PINs were sealed", async () => {
    const first = await enrolledUser("bob", "1111");
    const second = await rowOf((await enrolledUser("bob", "2222")).serial);
    const change = { kind: "set-pin", sealedPins: { [first.serial]: "resealed" } } as const;
    expect((await apply(byUser("bob"), change)).changed).toBe(1);
    expect((await rowOf(first.serial)).sealed_pin).toBe("resealed");
    expect(await rowOf(second.serial)).toEqual(second);
  });

  it("of texts is made up to 8192 characters in all, and not beyond", async () => {
    const { serial } = await fullToken({ info: "{}" });
    const keep = async (characters: number) => {
      const text = "x".repeat(characters - JSON.stringify({ text: "" }).length);
      return (await apply(bySerial(serial), { kind: "set-info", info: { text } })).changed;
    };
    expect([await keep(8193), await keep(8192)]).toEqual([0, 1]);
    expect((await rowOf(serial)).info).toHaveLength(8192);
  });

  it("of owner is not made to a token that has one", async () => {
    const row = await fullToken({});
    const change = { kind: "assign", named: named("eve"), shadows: false, sealedPins: {} } as const;
    expect((await apply(bySerial(row.serial), change)).changed).toBe(0);
    expect(await rowOf(row.serial)).toEqual(row);
  });

  it("of owner is not made to a new user who would take another one's name", async () => {
    await env.DB.prepare("INSERT INTO user (realm, name, created_at_ms) VALUES ('realm1', 'x@taken.example', 0)").run();
    const row = await fullToken({ user: null, realm: null });
    const change = { kind: "assign", named: named("y", "taken.example"), shadows: false, sealedPins: {} } as const;
    expect(await apply(bySerial(row.serial), change)).toMatchObject({
      changed: 0,
      nameRefusal: { code: "shadows-users", count: 1 },
    });
    expect(await rowOf(row.serial)).toEqual(row);
    expect((await apply(bySerial(row.serial), { ...change, shadows: true })).changed).toBe(1);
  });

  it("leaves its note when it changed something, and none when it did not", async () => {
    const { serial } = await enrolledUser("carol");
    const note = {
      held: entryOf(callAt(NOW), { success: true, event: "TOKEN_CHANGED", serial, action: "TEST change" }),
    };
    const noted = async () => (await auditRows({ serial, action: "TEST change" })).length;
    await apply(bySerial(serial), { kind: "activate", active: true, maxActivePerUser: 0 }, note);
    expect(await noted()).toBe(0);
    await apply(bySerial(serial), { kind: "activate", active: false, maxActivePerUser: 0 }, note);
    expect(await noted()).toBe(1);
  });

  it("makes the new owner of a token known", async () => {
    const { serial } = await fullToken({ user: null, realm: null });
    await apply(bySerial(serial), { kind: "assign", named: named("dora", "New"), shadows: false, sealedPins: {} });
    expect(await rowsOf("user")).toContainEqual(expect.objectContaining({ name: "dora", realm: "new" }));
  });
});

describe.each([...CASES.filter(([, , given]) => Object.keys(given).length === 0), REVOKE])("%s", (_, changeOf) => {
  it("ends the transactions opened before exactly if it raises the generation", async () => {
    const enrolled = await enrolledUser(`opened${++count}`);
    const login = await trigger(enrolled);
    const before = await rowOf(enrolled.serial);
    await apply(bySerial(enrolled.serial), changeOf(enrolled.serial));
    await setRow(enrolled.serial, { active: 1, valid_from_ms: null, valid_until_ms: null });
    const ended = (await rowOf(enrolled.serial)).generation > before.generation;
    expect(await answer(login, login.right)).toBe(ended ? "INVALID_CHALLENGE" : "OK");
  });
});
