import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { createTokenLock } from "../../src/storage/token-lock.ts";
import { atOnce, enrolledUser } from "../support/login.ts";
import { rowOf, type StoredToken, setRow } from "../support/rows.ts";

const lock = createTokenLock(env.DB);
let count = 0;
let token: StoredToken;
beforeEach(async () => {
  const { serial } = await enrolledUser(`user${++count}`);
  await setRow(serial, { failcount: 3, max_fail: 5 });
  token = await rowOf(serial);
});

const becomes = async (columns: Partial<StoredToken>): Promise<StoredToken> => {
  await setRow(token.serial, columns);
  return rowOf(token.serial);
};

/** What no statement of the lock lets take part. */
const UNUSABLE: [string, Partial<StoredToken>][] = [
  ["locked", { failcount: 5 }],
  ["past its maximum", { failcount: 6 }],
  ["disabled", { active: 0 }],
  ["revoked", { revoked: 1 }],
];
/** A token that the transaction does not mean. */
const otherMoment = ({ id, generation }: StoredToken) => [
  { id, generation: generation + 1 },
  { id, generation: generation - 1 },
  { id: id + 1_000_000, generation },
];

describe("acceptResponse", () => {
  it("resets the counter of the token", async () => {
    expect(await lock.acceptResponse(token)).toBe(true);
    expect(await rowOf(token.serial)).toEqual({ ...token, failcount: 0 });
  });

  it.each(UNUSABLE)("refuses a token that is %s, and changes nothing", async (_, columns) => {
    const before = await becomes(columns);
    expect(await lock.acceptResponse(token)).toBe(false);
    expect(await rowOf(token.serial)).toEqual(before);
  });

  it("refuses another moment of the token, and changes nothing", async () => {
    for (const moment of otherMoment(token)) expect(await lock.acceptResponse(moment)).toBe(false);
    expect(await rowOf(token.serial)).toEqual(token);
  });
});

describe("countWrongResponse", () => {
  it("counts one failure and gives the counter", async () => {
    expect(await lock.countWrongResponse([token])).toEqual([{ failCount: 4, maxFail: 5 }]);
    expect(await rowOf(token.serial)).toEqual({ ...token, failcount: 4 });
  });

  it("counts on every candidate, and gives the counters of those that still counted", async () => {
    const [second, third] = [await enrolledUser(`user${++count}`), await enrolledUser(`user${++count}`)];
    await setRow(second.serial, { failcount: 1, max_fail: 7 });
    await setRow(third.serial, { failcount: 7, max_fail: 7 });
    const tokens = [token, await rowOf(second.serial), await rowOf(third.serial)];
    const counters = await lock.countWrongResponse(tokens);
    expect(counters).toHaveLength(2);
    expect(counters).toEqual(
      expect.arrayContaining([
        { failCount: 4, maxFail: 5 },
        { failCount: 2, maxFail: 7 },
      ]),
    );
    expect((await rowOf(third.serial)).failcount).toBe(7);
  });

  it("counts once for a candidate that is named twice", async () => {
    expect(await lock.countWrongResponse([token, token])).toEqual([{ failCount: 4, maxFail: 5 }]);
  });

  it("counts nothing for nobody", async () => {
    expect(await lock.countWrongResponse([])).toEqual([]);
    expect(await rowOf(token.serial)).toEqual(token);
  });

  it.each(UNUSABLE)("does not count on a token that is %s", async (_, columns) => {
    const before = await becomes(columns);
    expect(await lock.countWrongResponse([token])).toEqual([]);
    expect(await rowOf(token.serial)).toEqual(before);
  });

  it("does not count on another moment of the token", async () => {
    expect(await lock.countWrongResponse(otherMoment(token))).toEqual([]);
    expect(await rowOf(token.serial)).toEqual(token);
  });

  it("gives each of many at once its own number, and stops at the maximum", async () => {
    await setRow(token.serial, { failcount: 0, max_fail: 10 });
    const counters = (await atOnce(32, () => lock.countWrongResponse([token]))).flat();
    expect(counters.map(({ failCount }) => failCount).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect((await rowOf(token.serial)).failcount).toBe(10);
  });
});

describe("acceptLogin", () => {
  it("notes the time of the login and nothing else", async () => {
    expect(await lock.acceptLogin(token, 1234)).toBe("accepted");
    expect(await rowOf(token.serial)).toEqual({ ...token, last_auth_ms: 1234 });
  });

  it.each([
    ["locked", { failcount: 5 }, "locked"],
    ["disabled", { active: 0 }, "disabled"],
    ["disabled and locked", { active: 0, failcount: 5 }, "disabled"],
    ["revoked", { revoked: 1 }, "replaced"],
    ["begun anew", { generation: 99 }, "replaced"],
  ] as const)("refuses a token that is %s, and changes nothing", async (_, columns, verdict) => {
    const before = await becomes(columns);
    expect(await lock.acceptLogin(token, 1234)).toBe(verdict);
    expect(await rowOf(token.serial)).toEqual(before);
  });

  it("refuses a token that is gone", async () => {
    expect(await lock.acceptLogin({ id: token.id + 1_000_000, generation: 1 }, 1234)).toBe("replaced");
  });
});
