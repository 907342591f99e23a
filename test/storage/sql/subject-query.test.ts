// A user has the tokens of that name in that realm, and no others. A serial has its token, and the
// others of that token's user.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Subject } from "../../../src/core/token.ts";
import { statement } from "../../../src/storage/sql/sql.ts";
import {
  isTheirs,
  joinOf,
  type SubjectRow,
  subjectParameters,
  subjectQuery,
  subjectStatement,
  viewOf,
  whoParameters,
} from "../../../src/storage/sql/subject-query.ts";

const SETTINGS = { defaultRealm: "realm1", foldUserCase: false };
const bySerial = (serial: string): Subject => ({ serial, named: undefined });
const byUser = (user: string, realm?: string): Subject => ({ serial: undefined, named: { user, realm } });
const view = async (subject: Subject, and?: string) =>
  viewOf((await subjectStatement(env.DB, subject, SETTINGS, and).all<SubjectRow>()).results, subject.serial);
const read = async (subject: Subject, and?: string) => {
  const { user, tokens, others } = await view(subject, and);
  const serials = (some: typeof tokens) => some.map(({ serial }) => serial);
  return { user: user && `${user.name} of ${user.realm}`, tokens: serials(tokens), others: serials(others) };
};

const token = env.DB.prepare(
  `INSERT INTO token (serial, generation, realm, user, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
   VALUES (?, 1, ?, ?, '', ?, 0, 'enrolled', 10, '', 0)`,
);
const user = env.DB.prepare("INSERT INTO user (realm, name, created_at_ms) VALUES (?, ?, 0)");
await env.DB.batch([
  token.bind("A1", "realm1", "anna", 1),
  token.bind("A2", "realm1", "anna", 0),
  token.bind("B1", "realm1", "ben", 1),
  token.bind("C1", "corp", "anna", 1),
  token.bind("N1", null, null, 1),
  token.bind("N2", null, null, 1),
  user.bind("corp", "anna"),
  user.bind("else", "anna@corp"),
  user.bind("corp", "kept"),
  user.bind("realm1", "kept@corp"),
]);

describe("a user's tokens", () => {
  it("are not those of another user, nor of the same name in another realm", async () => {
    expect(await read(byUser("anna"))).toEqual({ user: "anna of realm1", tokens: ["A1", "A2"], others: [] });
    expect(await read(byUser("anna", "corp"))).toEqual({ user: "anna of corp", tokens: ["C1"], others: [] });
  });

  it("are those of the user as the name is read: a user of the default realm keeps its whole name", async () => {
    expect((await read(byUser("anna@corp"))).user).toBe("anna of corp");
    expect((await read(byUser("kept@corp"))).user).toBe("kept@corp of realm1");
    expect((await read(byUser("anna@nowhere"))).user).toBe("anna@nowhere of realm1");
  });

  it("are only those that meet a further condition", async () => {
    expect((await read(byUser("anna"), "token.active")).tokens).toEqual(["A1"]);
  });
});

describe("the token of a serial", () => {
  it("comes with the others of its user, and with no one else's", async () => {
    expect(await read(bySerial("A2"))).toEqual({ user: undefined, tokens: ["A2"], others: ["A1"] });
    expect(await read(bySerial("C1"))).toEqual({ user: undefined, tokens: ["C1"], others: [] });
  });

  it("comes alone when it has no user", async () => {
    expect(await read(bySerial("N1"))).toEqual({ user: undefined, tokens: ["N1"], others: [] });
    expect(await read(bySerial("none"))).toEqual({ user: undefined, tokens: [], others: [] });
  });
});

describe("what is read with a token", () => {
  it("are its own failures", async () => {
    const failures = env.DB.prepare("INSERT INTO lock SELECT id, 'pin', ?, 0, 7, max_fail FROM token WHERE serial = ?");
    await env.DB.batch([failures.bind(3, "A1"), failures.bind(4, "B1")]);
    const counts = (await view(byUser("anna"))).tokens.map((token) => token.failures.map(({ failCount }) => failCount));
    expect(counts).toEqual([[3], []]);
  });

  it("is whether its user is known, by that name in that realm", async () => {
    const known = async (user: string, realm: string) => (await view(byUser(user, realm))).user?.known;
    expect([await known("anna", "corp"), await known("anna", "realm1"), await known("ben", "corp")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("the conditions for other statements", () => {
  it("mean the tokens of a user, as the name is read", async () => {
    const theirs = async (user: string) => {
      const named = { user, realm: undefined };
      const sql = `SELECT serial FROM token WHERE ${isTheirs(named, SETTINGS)} ORDER BY id`;
      const { results } = await statement<{ serial: string }>(env.DB, sql, whoParameters(named, SETTINGS)).all();
      return results.map(({ serial }) => serial);
    };
    expect([await theirs("anna"), await theirs("anna@corp"), await theirs("kept@corp")]).toEqual([
      ["A1", "A2"],
      ["C1"],
      [],
    ]);
  });

  it("mean the token of a serial alone", async () => {
    const subject = bySerial("A2");
    const found = statement<SubjectRow>(env.DB, subjectQuery(joinOf(subject)), subjectParameters(subject, SETTINGS));
    expect((await found.all()).results.map(({ serial }) => serial)).toEqual(["A2"]);
  });
});
