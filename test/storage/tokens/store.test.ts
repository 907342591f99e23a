// The conditions in the statements of enrolment and login, one at a time: any other token, session
// or PIN stays as it is.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import type { TokenMoment } from "../../../src/core/token.ts";
import type { Settings } from "../../../src/settings.ts";
import { createNotes } from "../../../src/storage/audit/store.ts";
import { createTokenStore } from "../../../src/storage/tokens/store.ts";
import { auditRows, runSql } from "../../support/audit.ts";
import { adminCaller, callAt, NO_NOTE, realKeyring, realPorts } from "../../support/storage/ports.ts";
import { failureRows, rowOf, rowsOf, type StoredToken, setRow } from "../../support/storage/rows.ts";
import { countingRows } from "../../support/storage/rows-read.ts";

const NOW = 1_700_000_000_000;
const { tokens } = await realPorts({ maxActiveTokensPerUser: 0 });
const caller = await adminCaller();
beforeEach(() => runSql("DELETE FROM token"));

/**
 * A token whose session, `hash`, is good until the next millisecond. Only here can others have the
 * same hash.
 */
async function make(serial: string, user: string, columns: Partial<StoredToken> = {}): Promise<StoredToken> {
  expect(await tokens.init(caller, tokenOf(serial, user), NOW, NO_NOTE)).toEqual({ ok: true, result: "made" });
  await setRow(serial, columns);
  return rowOf(serial);
}
const tokenOf = (serial: string, user: string) => ({
  serial,
  mayExist: true,
  named: { user, realm: undefined },
  shadows: false,
  description: undefined,
  suite: "suite",
  maxFail: 10,
  validFromMs: undefined,
  validUntilMs: undefined,
  sealedPin: "pin",
  sessionHash: "hash",
  sessionExpiresAtMs: NOW + 1,
});
const session = (serial: string, sessionHash = "hash", nowMs = NOW) => ({ serial, sessionHash, nowMs });
const NEVER: [string, (serial: string) => ReturnType<typeof session>, Partial<StoredToken>][] = [
  ["another one", (serial) => session(serial, "other"), {}],
  ["over", (serial) => session(serial, "hash", NOW + 1), {}],
  ["that of a revoked token", (serial) => session(serial), { revoked: 1 }],
];

it("no token is made for an account that has signed in again since", async () => {
  const late = { ...caller, generation: caller.generation - 1 };
  expect(await tokens.init(late, tokenOf("LATE", "late"), NOW, NO_NOTE)).toMatchObject({ ok: false });
  await expect(rowOf("LATE")).rejects.toThrow("no token");
});

describe("using a session", () => {
  const use = (of: ReturnType<typeof session>, from = "phone") =>
    tokens.useSession(of, from, { authenticationUrl: "https://here.example", serviceIdentifier: "here.example" });

  it("counts on that token alone, and tells the user's own name", async () => {
    await runSql(`INSERT INTO user (realm, name, display_name, created_at_ms)
      VALUES ('corp', 'mine', 'Not Me', 0), ('realm1', 'first', 'Not Me', 0)`);
    const other = await make("OTHER", "other");
    await make("MINE", "mine");
    const seen = { user: "mine", realm: "realm1", displayName: "mine", suite: "suite", expiresAtMs: NOW + 1 };
    await runSql("UPDATE user SET display_name = NULL");
    expect(await use(session("MINE"))).toEqual({ ...seen, mayFetch: true, fetch: 1 });
    await runSql("UPDATE user SET display_name = 'Not Me'");
    await runSql("UPDATE user SET display_name = 'Me' WHERE realm = 'realm1' AND name = 'mine'");
    expect(await use(session("MINE"))).toEqual({ ...seen, displayName: "Me", mayFetch: true, fetch: 2 });
    expect(await rowOf("OTHER")).toEqual(other);
  });

  it("lets the phone that came first come three times more, and counts that as one use", async () => {
    await make("MINE", "mine");
    const seen = [];
    for (let time = 0; time < 5; time++) seen.push(await use(session("MINE")), (await rowOf("MINE")).session_uses);
    expect(seen).toMatchObject([
      ...[{ mayFetch: true, fetch: 1 }, 1, { mayFetch: true, fetch: 2 }, 1, { mayFetch: true, fetch: 3 }, 1],
      ...[{ mayFetch: true, fetch: 4 }, 1, { mayFetch: false }, 1],
    ]);
  });

  it("counts another phone, which gets nothing and takes nothing from the first", async () => {
    await make("MINE", "mine");
    expect(await use(session("MINE"))).toMatchObject({ mayFetch: true });
    expect(await use(session("MINE"), "another")).toMatchObject({ mayFetch: false });
    expect(await rowOf("MINE")).toMatchObject({ session_uses: 2, session_from: "phone" });
    expect(await use(session("MINE"))).toMatchObject({ mayFetch: true, fetch: 2 });
  });

  it("knows no first phone in an enrolment of an earlier version", async () => {
    await make("MINE", "mine", { session_uses: 1 });
    expect(await use(session("MINE"))).toMatchObject({ mayFetch: false });
  });

  it("begins anew where an earlier version has begun an enrolment, which knows nothing of the one before", async () => {
    await make("MINE", "mine", { session_from: "old phone", session_fetches: 5, proven_at_ms: NOW, secret_fetch: 4 });
    expect(await use(session("MINE"))).toMatchObject({ mayFetch: true, fetch: 1 });
  });

  it("gives the phone nothing more once a secret has come", async () => {
    await make("MINE", "mine");
    await use(session("MINE"));
    await setRow("MINE", { rollout_state: "enrolled", sealed_secret: "secret" });
    expect(await use(session("MINE"))).toMatchObject({ mayFetch: false });
    expect(await rowOf("MINE")).toMatchObject({ session_uses: 1 });
  });

  it.each(NEVER)("refuses it when it is %s, and changes nothing", async (_, of, columns) => {
    const before = await make("MINE", "mine", columns);
    expect(await use(of("MINE"))).toBe("invalid-session");
    expect(await use(of("NONE"))).toBe("unknown-serial");
    expect(await rowOf("MINE")).toEqual(before);
  });
});

describe("storing the phone's secret", () => {
  const brought = (sealedSecret: string, fetch = 1) => ({
    fetch,
    sealedSecret,
    identity: "me_realm1",
    notification: null,
  });
  const enroll = (of: ReturnType<typeof session>) => tokens.enroll(of, brought("secret"), NO_NOTE);
  const ENROLLED = { rollout_state: "enrolled", sealed_secret: "secret", session_uses: 1, secret_fetch: 1 } as const;

  it("happens once, after the session was used, for that token alone", async () => {
    const other = await make("OTHER", "other", { session_uses: 1 });
    const unused = await make("MINE", "mine");
    expect(await enroll(session("MINE"))).toBe("invalid-session");
    expect(await rowOf("MINE")).toEqual(unused);
    await setRow("MINE", { session_uses: 1 });
    // The second hears which secret the token has: the phone may have sent the same again.
    expect([await enroll(session("MINE")), await enroll(session("MINE"))]).toEqual([
      "enrolled",
      { sealedSecret: "secret", fetch: 1, isFinal: false },
    ]);
    expect(await rowOf("MINE")).toMatchObject({ ...ENROLLED, identity: "me_realm1", proven_at_ms: null });
    expect(await rowOf("OTHER")).toEqual(other);
  });

  it.each(NEVER)("is refused when the session is %s, and changes nothing", async (_, of, columns) => {
    const before = await make("MINE", "mine", { ...columns, session_uses: 1 });
    expect(await enroll(of("MINE"))).toBe("invalid-session");
    expect(await enroll(of("NONE"))).toBe("unknown-serial");
    expect(await rowOf("MINE")).toEqual(before);
  });

  it.each(NEVER)("tells no secret of an enrolled token when the session is %s", async (_, of, columns) => {
    const before = await make("MINE", "mine", { ...columns, ...ENROLLED });
    expect(await enroll(of("MINE"))).toBe("invalid-session");
    expect(await rowOf("MINE")).toEqual(before);
  });

  it("proves nothing, though an earlier version has begun the enrolment of a token that was proved", async () => {
    await make("MINE", "mine", { session_uses: 1, proven_at_ms: NOW });
    expect(await enroll(session("MINE"))).toBe("enrolled");
    expect(await rowOf("MINE")).toMatchObject({ ...ENROLLED, proven_at_ms: null });
  });

  it("can be done again with another secret, which ends what was opened for the first", async () => {
    const other = await make("OTHER", "other", ENROLLED);
    const { generation } = await make("MINE", "mine", ENROLLED);
    expect(await tokens.replaceSecret(session("MINE"), "secret", brought("second"), NO_NOTE)).toBe(true);
    expect(await rowOf("MINE")).toMatchObject({ ...ENROLLED, sealed_secret: "second", generation: generation + 1 });
    expect(await rowOf("OTHER")).toEqual(other);
  });

  it("is taken back, and the token waits for its phone again", async () => {
    const other = await make("OTHER", "other", ENROLLED);
    const { generation } = await make("MINE", "mine", ENROLLED);
    expect(await tokens.dropSecret(session("MINE"), "secret", NO_NOTE)).toBe(true);
    expect(await rowOf("MINE")).toMatchObject({
      ...{ rollout_state: "clientwait", sealed_secret: null, generation: generation + 1 },
      ...{ session_hash: "hash", session_expires_at_ms: NOW, session_uses: 2 },
    });
    expect(await rowOf("OTHER")).toEqual(other);
  });

  const STAYS: typeof NEVER = [
    ...NEVER,
    ["good, and the secret proved", (serial) => session(serial), { proven_at_ms: NOW }],
    ["good, and the secret another one", (serial) => session(serial), { sealed_secret: "third" }],
  ];

  it.each(STAYS)("stays as it is when the session is %s", async (_, of, columns) => {
    const before = await make("MINE", "mine", { ...ENROLLED, ...columns });
    expect(await tokens.replaceSecret(of("MINE"), "secret", brought("second"), NO_NOTE)).toBe(false);
    expect(await tokens.dropSecret(of("MINE"), "secret", NO_NOTE)).toBe(false);
    expect(await rowOf("MINE")).toEqual(before);
  });
});

describe("the look on the primary", () => {
  const entry = entryOf(callAt(NOW), { success: false, reason: "wrong-pin" });
  const look = async (
    counts: readonly TokenMoment[],
    { settings = {}, countsUnusable = false, user = "mine", between = async (): Promise<unknown> => undefined } = {},
  ) => {
    const ports = await realPorts({ adminRealm: "staff", ...(settings as Partial<Settings>) });
    const subject = { serial: undefined, named: { user, realm: undefined } };
    await runSql("DELETE FROM refusal_count");
    const before = (await auditRows({ reason: "wrong-pin" })).length;
    const shown = await ports.tokens.view(subject);
    await between();
    const refusal = { entry, counts, shown, ofParty: false };
    const { counted, noted } = await ports.tokens.viewAndCount(subject, "pin", refusal, NOW, countsUnusable);
    expect((await auditRows({ reason: "wrong-pin" })).length - before).toBe(noted ? 1 : 0);
    expect(await rowsOf("refusal_count")).toHaveLength(noted ? 2 : 0);
    const failures = ((await rowsOf("lock")) as { failcount: number }[]).map((row) => row.failcount);
    return { counted, noted, failures };
  };
  /** Counts on nothing, with a row in the trail or without. */
  const NOTED = { counted: false, noted: true, failures: [] };
  const NOTHING = { counted: false, noted: false, failures: [] };

  it("counts on each token that was judged, and on no one else's", async () => {
    const judged = [await make("ONE", "mine"), await make("TWO", "mine")];
    await make("OTHER", "other");
    expect(await look(judged)).toEqual({ counted: true, noted: true, failures: [1, 1] });
    expect(await failureRows("OTHER")).toEqual([]);
  });

  it("counts nothing while a usable token was not judged, or was at another moment", async () => {
    const [one, two] = [await make("ONE", "mine"), await make("TWO", "mine")];
    expect(await look([one])).toEqual(NOTHING);
    expect(await look([one, { ...two, generation: two.generation + 1 }])).toEqual(NOTHING);
    await setRow("TWO", { active: 0 });
    expect(await look([one])).toEqual({ counted: true, noted: true, failures: [1] });
  });

  it("counts on a token that has become unusable only when that is asked for", async () => {
    const mine = await make("MINE", "mine", { active: 0 });
    expect(await look([mine])).toEqual(NOTHING);
    expect(await look([mine], { countsUnusable: true })).toEqual({ counted: true, noted: true, failures: [1] });
    await setRow("MINE", { failcount: 10, failed_at_ms: NOW });
    expect((await look([mine], { countsUnusable: true })).noted).toBe(false);
  });

  it("asks for no judgement of a token of administrators, and for ten tokens at most", async () => {
    await make("STAFF", "mine", { realm: "staff" });
    expect(await look([], { settings: { defaultRealm: "staff" } })).toEqual(NOTED);
    const all = [];
    for (let number = 10; number < 21; number++) all.push(await make(`MANY${number}`, "many"));
    expect((await look(all.slice(1), { user: "many" })).failures).toHaveLength(10);
  });

  it("notes a refusal that counts on no token if the primary shows what was judged", async () => {
    const mine = await make("MINE", "mine", { active: 0 });
    await make("OTHER", "other");
    for (const user of ["mine", "nobody"]) expect(await look([], { user })).toEqual(NOTED);
    // As after a right PIN of a token that no phone has enrolled.
    await setRow("MINE", { active: 1 });
    expect(await look([])).toEqual(NOTED);
    const until = { valid_until_ms: 1 };
    const changes: Partial<StoredToken>[] = [{ active: 0 }, { revoked: 1 }, { generation: mine.generation + 1 }];
    for (const columns of [...changes, until, { rollout_state: "enrolled" } as const, { failcount: 10 }] as const) {
      await setRow("MINE", { active: 1, revoked: 0, failcount: 0, valid_until_ms: null });
      expect((await look([], { between: () => setRow("MINE", columns) })).noted).toBe(false);
    }
    const made = { user: "late", between: async () => void (await make("LATE", "late", { active: 0 })) };
    expect(await look([], made)).toEqual({ ...NOTHING, failures: [10, 10, 10] });
    const gone = { user: "late", between: () => runSql("DELETE FROM token WHERE serial = 'LATE'") };
    expect((await look([], gone)).noted).toBe(false);
  });

  it("reads no more of many tokens than of one", async () => {
    const { db, read } = countingRows(env.DB);
    const { settings } = await realPorts({});
    const store = createTokenStore(db, createNotes(db, await realKeyring(), settings), settings);
    const subject = { serial: undefined, named: { user: "none", realm: undefined } };
    const refusal = { entry, counts: [], shown: await tokens.view(subject), ofParty: false };
    const cost = async () => {
      await runSql("DELETE FROM refusal_count");
      read();
      expect((await store.viewAndCount(subject, "pin", refusal, NOW)).noted).toBe(true);
      return read();
    };
    await make("ONE", "other");
    const least = await cost();
    for (const serial of ["TWO", "THREE", "FOUR"]) await make(serial, "other");
    expect(await cost()).toBe(least);
  });
});

describe("a costlier hash", () => {
  it("replaces that of this token alone, and only the PIN that was hashed again", async () => {
    const [mine, other] = [await make("MINE", "mine"), await make("OTHER", "other")];
    await tokens.replacePinHash({ ...mine, generation: mine.generation + 1 }, "pin", "costlier");
    await tokens.replacePinHash(mine, "another", "costlier");
    expect(await rowOf("MINE")).toEqual(mine);
    await tokens.replacePinHash(mine, "pin", "costlier");
    expect(await rowOf("MINE")).toEqual({ ...mine, sealed_pin: "costlier" });
    expect(await rowOf("OTHER")).toEqual(other);
  });
});
