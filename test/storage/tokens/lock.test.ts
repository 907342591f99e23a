import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import { type LoginPath, lockMs } from "../../../src/core/token/lock.ts";
import type { TokenMoment } from "../../../src/core/token.ts";
import type { NamedUser } from "../../../src/core/user.ts";
import { createNotes } from "../../../src/storage/audit/store.ts";
import { createTokenLock } from "../../../src/storage/tokens/lock.ts";
import { candidate } from "../../core/login/challenges.ts";
import { auditRows, runSql } from "../../support/audit.ts";
import { atOnce, enrolledUser } from "../../support/login.ts";
import { callAt, NO_NOTE, realKeyring, realPorts } from "../../support/storage/ports.ts";
import { failureRows, rowOf, rowsOf, type StoredToken, setFailures, setRow } from "../../support/storage/rows.ts";

const ports = await realPorts();
/** The enrolments whose pages were told. */
const rung: string[] = [];
const lock = createTokenLock(env.DB, createNotes(env.DB, await realKeyring(), ports.settings), ports.settings, (id) =>
  rung.push(id),
);
const NOW = 1_700_000_000_000;
const WRONG = entryOf(callAt(NOW), { success: false, reason: "wrong-response" });
const OPENING = entryOf(callAt(NOW), { success: false, authentication: "CHALLENGE", event: "CHALLENGE_TRIGGERED" });
/** A transaction that these tokens may answer. */
const of = (moments: readonly TokenMoment[], path: LoginPath = "vouched") => ({
  attemptId: "",
  candidates: moments.map(({ id, generation }) => ({ ...candidate("", id), generation })),
  path,
});
const accept = (moment: TokenMoment, all: readonly TokenMoment[] = [moment], path: LoginPath = "vouched") =>
  lock.acceptResponse(of(all, path), moment, undefined, NOW, NO_NOTE);
const counted = (moments: readonly TokenMoment[], path?: LoginPath) =>
  lock.countWrongResponse(of(moments, path), NOW, WRONG);
const countWrong = async (moments: readonly TokenMoment[], path?: LoginPath) => (await counted(moments, path)).counters;
const login = (moment: TokenMoment, named?: NamedUser, path: LoginPath = "vouched") =>
  lock.acceptLogin(of([moment], path), moment, named, NOW, NO_NOTE);
let count = 0;
let token: StoredToken;
beforeEach(async () => {
  const { serial } = await enrolledUser(`user${++count}`);
  await setRow(serial, { max_fail: 5 });
  await setFailures(serial, { path: "vouched", failcount: 3, locks: 1, failed_at_ms: NOW - 1 });
  token = await rowOf(serial);
});

/** With a `failcount`: on every path, just now. */
const becomes = async (columns: Partial<StoredToken>): Promise<StoredToken> => {
  await setRow(token.serial, { failed_at_ms: NOW - 1, ...columns });
  return rowOf(token.serial);
};

/** States in which no statement of the lock lets a token take part. */
const UNUSABLE: [string, Partial<StoredToken>][] = [
  ["locked", { failcount: 5 }],
  ["past its maximum", { failcount: 6 }],
  ["disabled", { active: 0 }],
  ["revoked", { revoked: 1 }],
  ["not yet valid", { valid_from_ms: NOW + 1 }],
  ["no longer valid", { valid_until_ms: NOW }],
];
/** A token that the transaction does not include. */
const otherMoment = ({ id, generation }: StoredToken) => [
  { id, generation: generation + 1 },
  { id, generation: generation - 1 },
  { id: id + 1_000_000, generation },
];

it("a token takes part from the first millisecond of its period to the last", async () => {
  await becomes({ valid_from_ms: NOW, valid_until_ms: NOW + 1 });
  expect(await accept(token)).toBe(true);
  expect(await countWrong([token])).toHaveLength(1);
  expect(await login(token)).toBe("accepted");
});

describe("a success", () => {
  const noteOf = (action: string, attemptId: string) => {
    const call = { ...callAt(NOW), action };
    const event = action === "ANSWER" ? "CHALLENGE_ANSWERED" : "LOGIN_SUCCESS";
    const held = entryOf(call, { success: true, event, serial: token.serial, attemptId });
    const not = entryOf(call, { success: false, reason: "nothing-to-finalize", serial: token.serial, attemptId });
    return { held, not };
  };
  const answers = (attemptId: string, action = "ANSWER") =>
    lock.acceptResponse({ ...of([token]), attemptId }, token, undefined, NOW, noteOf(action, attemptId));
  const finishes = (attemptId: string, action = "FINALIZE") =>
    lock.acceptLogin({ ...of([token]), attemptId }, token, undefined, NOW, noteOf(action, attemptId));
  const noted = async () =>
    (await auditRows({ serial: token.serial }))
      .filter(({ attempt_id }) => attempt_id !== "")
      .map(({ action, attempt_id, success }) => `${action} ${attempt_id} ${success}`);

  it("that comes again is accepted again and noted once, for each step of each login", async () => {
    for (const attempt of ["a", "b"]) {
      for (let time = 0; time < 3; time++) expect(await answers(attempt)).toBe(true);
      for (let time = 0; time < 3; time++) expect(await finishes(attempt)).toBe("accepted");
    }
    expect(await noted()).toEqual(["ANSWER a 1", "FINALIZE a 1", "ANSWER b 1", "FINALIZE b 1"]);
  });

  it("of a finalize that brought the response is noted as that of a login", async () => {
    const { not } = noteOf("CHECK", "a");
    expect(await lock.acceptResponse({ ...of([token]), attemptId: "a" }, token, undefined, NOW, { not })).toBe(true);
    expect(await finishes("a", "CHECK")).toBe("accepted");
    expect(await noted()).toEqual(["CHECK a 1"]);
    expect((await rowOf(token.serial)).last_auth_ms).toBe(NOW);
  });

  it("that comes again when the token is no longer usable is noted as refused", async () => {
    await finishes("a");
    await becomes({ active: 0 });
    expect(await finishes("a")).toBe("disabled");
    expect(await noted()).toEqual(["FINALIZE a 1", "FINALIZE a 0"]);
  });
});

describe("acceptResponse", () => {
  it("proves the phone's secret once, and tells the pages that show its enrolment", async () => {
    const { session_hash, proven_at_ms } = await rowOf(token.serial);
    expect([proven_at_ms, rung.includes(session_hash ?? "")]).toEqual([null, false]);
    await accept(token, [token]);
    await lock.acceptResponse(of([token], "vouched"), token, undefined, NOW + 1, NO_NOTE);
    expect((await rowOf(token.serial)).proven_at_ms).toBe(NOW);
    expect(rung.filter((id) => id === session_hash)).toEqual([session_hash]);
  });

  it("forgets the failures of every candidate, on every path, and of no other token", async () => {
    const [second, foreign] = [await enrolledUser(`user${++count}`), await enrolledUser(`user${++count}`)];
    for (const { serial } of [token, second, foreign]) await setRow(serial, { failcount: 10, failed_at_ms: NOW - 1 });
    await setFailures(token.serial, { path: "vouched", failcount: 3, locks: 1, failed_at_ms: NOW - 1 });
    const [row, other] = [await rowOf(second.serial), await rowOf(foreign.serial)];
    expect(await accept(token, [row, token])).toBe(true);
    expect(await rowOf(token.serial)).toEqual({
      ...{ ...token, failcount: 0, failed_at_ms: null, last_step: " " },
      proven_at_ms: NOW,
    });
    expect(await rowOf(second.serial)).toEqual({ ...row, failcount: 0, failed_at_ms: null });
    expect(await rowOf(foreign.serial)).toEqual(other);
  });

  it("leaves a candidate alone that is a different token by now", async () => {
    const { serial } = await enrolledUser(`user${++count}`);
    await setRow(serial, { failcount: 4, failed_at_ms: NOW - 1 });
    const row = await rowOf(serial);
    expect(await accept(token, [token, { ...row, generation: row.generation + 1 }])).toBe(true);
    expect(await rowOf(serial)).toEqual(row);
  });

  it.each(UNUSABLE)("refuses a token that is %s, and changes nothing", async (_, columns) => {
    const before = await becomes(columns);
    expect(await accept(token)).toBe(false);
    expect(await rowOf(token.serial)).toEqual(before);
  });

  it("refuses another generation of the token, and changes nothing", async () => {
    for (const moment of otherMoment(token)) expect(await accept(moment)).toBe(false);
    expect(await rowOf(token.serial)).toEqual(token);
  });
});

describe("countWrongResponse", () => {
  it("counts one failure and returns the counter", async () => {
    expect(await countWrong([token])).toEqual([{ failCount: 4, locks: 1, maxFail: 5 }]);
    expect(await rowOf(token.serial)).toEqual({ ...token, failcount: 4, failed_at_ms: NOW });
    expect(await countWrong([token], "open")).toEqual([{ failCount: 1, locks: 0, maxFail: 5 }]);
    expect(await failureRows(token.serial)).toEqual([
      { path: "open", failcount: 1, locks: 0, failed_at_ms: NOW },
      { path: "vouched", failcount: 4, locks: 1, failed_at_ms: NOW },
    ]);
  });

  it("counts on every candidate, and returns the counters of those that still counted", async () => {
    const [second, third] = [await enrolledUser(`user${++count}`), await enrolledUser(`user${++count}`)];
    await setRow(second.serial, { failcount: 1, max_fail: 7, failed_at_ms: NOW });
    await setRow(third.serial, { failcount: 7, max_fail: 7, failed_at_ms: NOW });
    const tokens = [token, await rowOf(second.serial), await rowOf(third.serial)];
    const counters = await countWrong(tokens);
    expect(counters).toHaveLength(2);
    expect(counters).toEqual(
      expect.arrayContaining([
        { failCount: 4, locks: 1, maxFail: 5 },
        { failCount: 2, locks: 0, maxFail: 7 },
      ]),
    );
    expect((await rowOf(third.serial)).failcount).toBe(7);
  });

  it("counts once for a candidate that is named twice", async () => {
    expect(await countWrong([token, token])).toEqual([{ failCount: 4, locks: 1, maxFail: 5 }]);
  });

  it("counts nothing without a candidate", async () => {
    expect(await countWrong([])).toEqual([]);
    expect(await rowOf(token.serial)).toEqual(token);
  });

  it.each(UNUSABLE)("does not count on a token that is %s", async (_, columns) => {
    const before = await becomes(columns);
    expect(await countWrong([token])).toEqual([]);
    expect(await rowOf(token.serial)).toEqual(before);
  });

  it("does not count on another generation of the token", async () => {
    expect(await countWrong(otherMoment(token))).toEqual([]);
    expect(await rowOf(token.serial)).toEqual(token);
  });

  it("says whether all remaining candidates are locked, by it or before", async () => {
    await setRow(token.serial, { failcount: 4, failed_at_ms: NOW });
    const { serial } = await enrolledUser("all-locked");
    await setRow(serial, { failcount: 10, active: 0, failed_at_ms: NOW });
    const both = [token, await rowOf(serial)];
    expect(await counted(both)).toEqual({ counters: [{ failCount: 5, locks: 0, maxFail: 5 }], allLocked: true });
    await setRow(serial, { failcount: 9, failed_at_ms: NOW }); // disabled, and not locked
    expect(await counted(both)).toEqual({ counters: [], allLocked: false });
    await setRow(serial, { generation: 99 }); // a different one by now
    expect(await counted(both)).toEqual({ counters: [], allLocked: true });
  });

  it("gives each of many at once its own number, and stops at the maximum", async () => {
    await setRow(token.serial, { failcount: 0, max_fail: 10 }); // without a row yet
    const counters = (await atOnce(32, () => countWrong([token]))).flat();
    expect(counters.map(({ failCount }) => failCount).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect((await rowOf(token.serial)).failcount).toBe(10);
  });
});

describe("acceptLogin", () => {
  it("stores the time of the login and its step, and changes nothing else", async () => {
    expect(await login(token)).toBe("accepted");
    expect(await rowOf(token.serial)).toEqual({ ...token, last_auth_ms: NOW, last_step: " " });
  });

  it.each([
    ["locked", { failcount: 5 }, "locked"],
    ["disabled", { active: 0 }, "disabled"],
    ["disabled and locked", { active: 0, failcount: 5 }, "disabled"],
    ["revoked", { revoked: 1 }, "replaced"],
    ["enrolled again", { generation: 99 }, "replaced"],
    ["not yet valid", { valid_from_ms: NOW + 1 }, "not-valid-now"],
    ["no longer valid, and locked", { valid_until_ms: NOW, failcount: 5 }, "not-valid-now"],
  ] as const)("refuses a token that is %s, and changes nothing", async (_, columns, verdict) => {
    const before = await becomes(columns);
    expect(await login(token)).toBe(verdict);
    expect(await rowOf(token.serial)).toEqual(before);
  });

  it("ignores the locks of other paths", async () => {
    for (const path of ["pin", "open", "browser"] as const)
      await setFailures(token.serial, { path, failcount: 5, locks: 9, failed_at_ms: NOW - 1 });
    expect(await login(token)).toBe("accepted");
    expect(await login(token, undefined, "open")).toBe("locked");
  });

  it.each(
    (["vouched", "open"] as const).flatMap((path) => [0, 1, 6, 7, 36, 37, 38, 1000].map((locks) => ({ path, locks }))),
  )(
    "opens the lock of $path after $locks others when the rule says so, to the millisecond",
    async ({ path, locks }) => {
      const lasts = lockMs({ path, locks }, { kind: "growing" }) ?? 0;
      for (const [ago, verdict] of [
        [lasts - 1, "locked"],
        [lasts, "accepted"],
      ] as const) {
        await setFailures(token.serial, { path, failcount: 5, locks, failed_at_ms: NOW - ago });
        expect(await login(token, undefined, path)).toBe(verdict);
      }
    },
  );

  it("refuses a token that is gone", async () => {
    expect(await login({ id: token.id + 1_000_000, generation: 1 })).toBe("replaced");
  });

  it("accepts the user that the name means, and no one else", async () => {
    const { user } = token as { user: string };
    expect(await login(token, { user, realm: undefined })).toBe("accepted");
    expect(await login(token, { user: `${user}@Realm1`, realm: undefined })).toBe("accepted");
    await enrolledUser("somebody", "1234", { realm: "corp" });
    const before = await becomes({ last_auth_ms: 1 });
    for (const named of [
      { user: "mallory", realm: undefined },
      { user, realm: "corp" },
      { user: `${user}@corp`, realm: undefined },
    ])
      expect(await login(token, named)).toBe("foreign");
    expect(await rowOf(token.serial)).toEqual(before);
  });
});

describe("the places for logins that anyone can open", () => {
  const taken = async () => {
    const { serial } = await enrolledUser(`user${++count}`);
    const login = { serials: [token.serial, serial], expiresAtMs: NOW + 1 };
    for (const attemptId of ["this", "other"])
      expect(await ports.openLogins.reserve({ ...login, attemptId }, "192.0.2.1", NOW, OPENING)).toBe(true);
    return rows();
  };
  const rows = async () =>
    ((await rowsOf("open_to_anyone")) as { attempt_id: string; expires_at_ms: number }[]).filter(
      ({ expires_at_ms }) => expires_at_ms === NOW + 1,
    );
  const answers = (path: LoginPath) => {
    const candidates = [{ ...candidate(token.serial, token.id), generation: token.generation }];
    return lock.acceptResponse({ attemptId: "this", candidates, path }, token, undefined, NOW, NO_NOTE);
  };
  beforeEach(() => runSql("DELETE FROM open_to_anyone"));

  it("is made by the answer of such a login, for its own tokens and no other login", async () => {
    expect(await taken()).toHaveLength(4);
    expect(await answers("open")).toBe(true);
    expect((await rows()).map(({ attempt_id }) => attempt_id).sort()).toEqual(["other", "other", "this"]);
  });

  it("is not made by an answer that is refused, and not touched by other logins", async () => {
    const before = await taken();
    expect(await answers("vouched")).toBe(true);
    expect(await rows()).toEqual(before);
    await becomes({ active: 0 });
    expect(await answers("open")).toBe(false);
    expect(await rows()).toEqual(before);
  });
});
