// Which tokens a list shows, in which order, and what it says of the named user.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { TokenFilter, TokenPaging } from "../../../../src/core/ports/tokens/management.ts";
import { many, runSql } from "../../../support/audit.ts";
import { adminCaller, realPorts } from "../../../support/storage/ports.ts";
import { setFailures } from "../../../support/storage/rows.ts";

const NOW = 1_700_000_000_000;
const { management } = await realPorts({ defaultRealm: "realm1", lockRule: { kind: "for-good" } });
const caller = await adminCaller();
const PAGE: TokenPaging = {
  number: 1,
  size: 10,
  sortBy: undefined,
  descending: undefined,
  after: undefined,
  before: undefined,
};
const NONE = {} as TokenFilter;
const list = async (filter: Partial<TokenFilter>, page: Partial<TokenPaging> = {}) => {
  const listed = await management.list(caller, "tokenlist", { ...NONE, ...filter }, { ...PAGE, ...page }, NOW);
  if (!listed.ok) throw new Error(listed.reason.code);
  return listed;
};
const serials = async (filter: Partial<TokenFilter>, page: Partial<TokenPaging> = {}) =>
  (await list(filter, page)).rows.map(({ serial }) => serial).join(" ");

const token = env.DB.prepare(
  `INSERT INTO token (serial, generation, realm, user, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
   VALUES (?, 1, ?, ?, ?, ?, ?, ?, 10, '', 0)`,
);
const user = env.DB.prepare("INSERT INTO user (realm, name, created_at_ms) VALUES (?, ?, 0)");
await env.DB.batch([
  token.bind("B", "realm1", "anna", "red", 1, 0, "enrolled"),
  token.bind("A", "realm1", "anna", "blue", 0, 0, "clientwait"),
  token.bind("D", "corp", "anna", "green", 1, 1, "enrolled"),
  token.bind("C", "corp", "ben", "blue", 1, 0, "enrolled"),
  token.bind("E", null, null, "5_%", 1, 0, "clientwait"),
  user.bind("realm1", "anna"),
  user.bind("corp", "ben"),
]);
for (const [serial, failcount] of [
  ["A", 10],
  ["B", 3],
  ["C", 4],
] as const)
  await setFailures(serial, { path: "pin", failcount, locks: 0, failed_at_ms: NOW - 1 });
await setFailures("D", { path: "open", failcount: 11, locks: 0, failed_at_ms: NOW });
// A later failure, which locks nothing.
await setFailures("A", { path: "vouched", failcount: 1, locks: 0, failed_at_ms: NOW + 1 });

describe("a list shows", () => {
  it.each<[Partial<TokenFilter>, string]>([
    [{}, "A B C D E"],
    [{ serial: "a" }, "A"],
    [{ serial: "*A*" }, "A"],
    [{ username: "an*" }, "B A D"],
    [{ realm: "corp" }, "C D"],
    [{ realm: "c*" }, "C D"],
    [{ description: "blue" }, "A C"],
    [{ description: "bl_e" }, ""],
    [{ description: "5_%" }, "E"],
    [{ rolloutState: "enrolled" }, "B C D"],
    [{ assigned: true }, "A B C D"],
    [{ assigned: false }, "E"],
    [{ active: false }, "A"],
    [{ active: true }, "B C D E"],
    [{ revoked: true }, "D"],
    [{ revoked: false }, "A B C E"],
    [{ outOfTries: true }, "D A"],
    [{ outOfTries: false }, "B C E"],
    [{ serial: "A", named: { user: "ben", realm: "corp" } }, ""],
    [{ username: "an*", realm: "corp", revoked: true }, "D"],
  ])("the tokens of %j", async (filter, shown) => {
    expect(await serials(filter)).toBe(shown);
  });

  it("the tokens of one user, oldest first, with their failures, and whether the user is known", async () => {
    const { rows, user } = await list({ named: { user: "anna", realm: undefined } });
    expect(rows.map(({ serial, failures }) => [serial, failures[0]?.failCount])).toEqual([
      ["B", 3],
      ["A", 10],
    ]);
    expect(user).toEqual({ name: "anna", realm: "realm1", known: true });
    const known = async (of: string) => (await list({ named: { user: of, realm: "corp" } })).user?.known;
    expect([await known("anna"), await known("ben")]).toEqual([false, true]);
    expect((await list({})).user).toBe(undefined);
  });
});

describe("a list is in the order", () => {
  it.each<[TokenPaging["sortBy"], string, string]>([
    ["serial", "A B C D E", "E D C B A"],
    ["id", "B A D C E", "E C D A B"],
    ["username", "B A D C E", "E C D A B"],
    ["realm", "E D C B A", "B A D C E"],
    ["description", "E A C D B", "B D A C E"],
    ["active", "A B D C E", "B D C E A"],
    ["failcount", "E B C A D", "D A C B E"],
    ["rollout_state", "A E B D C", "B D C A E"],
  ])("of %s, both ways", async (sortBy, up, down) => {
    expect(await serials({}, { sortBy, descending: false })).toBe(up);
    expect(await serials({}, { sortBy, descending: true })).toBe(down);
    expect(await serials({}, { sortBy })).toBe(up);
  });

  it("that was asked for instead of its own", async () => {
    expect(await serials({ outOfTries: true }, { sortBy: "serial", descending: false })).toBe("A D");
    expect(await serials({ username: "an*" }, { sortBy: "username", descending: false })).toBe("B A D");
  });
});

describe("a page", () => {
  it("goes on from its cursor, which fits no other list", async () => {
    const first = await list({}, { size: 2 });
    expect(await serials({}, { size: 2, after: first.after })).toBe("C D");
    const wrong = list({ outOfTries: true }, { after: first.after });
    await expect(wrong).rejects.toThrow("invalid-parameter");
  });

  it("of a list too long to be read whole is in no order but the list's own", async () => {
    await runSql(`INSERT INTO token (serial, generation, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
      ${many(501, "'more' || i, 1, '', 1, 0, 'clientwait', 10, '', 0")}`);
    await expect(list({}, { sortBy: "description" })).rejects.toThrow("invalid-parameter");
    expect(await list({}, { sortBy: "serial" })).toMatchObject({ exact: false });
  });

  it("is refused to an account that has signed in again since", async () => {
    const late = { ...caller, generation: caller.generation - 1 };
    expect(await management.list(late, "tokenlist", NONE, PAGE, NOW)).toMatchObject({ ok: false });
  });
});

it("a token that is locked on one path, and whose lock of another has opened lately, is listed once", async () => {
  const { management } = await realPorts({ defaultRealm: "realm1", lockRule: { kind: "fixed", ms: 10 * 60_000 } });
  await setFailures("B", { path: "pin", failcount: 10, locks: 0, failed_at_ms: NOW - 1 });
  await setFailures("B", { path: "vouched", failcount: 10, locks: 20, failed_at_ms: NOW - 20 * 60_000 });
  const listed = await management.list(caller, "tokenlist", { ...NONE, serial: "B*", outOfTries: true }, PAGE, NOW);
  expect(listed).toMatchObject({ rows: [{ serial: "B" }] });
});
