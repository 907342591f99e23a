// The number of tokens that a user may have, and the number of active ones. The statement itself
// counts, so the limits also hold for simultaneous requests.

import { beforeEach, describe, expect, it } from "vitest";
import type { Settings } from "../../../src/settings.ts";
import { atOnce, tally } from "../../support/login.ts";
import { adminCaller, NO_NOTE, newToken, realPorts } from "../../support/storage/ports.ts";
import { rowOf, rowsOf, setRow } from "../../support/storage/rows.ts";

const caller = await adminCaller();

type Limits = Partial<Pick<Settings, "maxTokensPerUser" | "maxActiveTokensPerUser" | "pinRequired">>;
type More = { readonly sealedPin?: string; readonly mayExist?: boolean };
async function init(limits: Limits, user: string, serial: string, more: More = {}): Promise<string> {
  const token = newToken(serial, user, { sessionHash: `hash of ${serial}`, ...more });
  const result = await (await realPorts(limits)).tokens.init(caller, token, 0, NO_NOTE);
  return result.ok ? result.result : result.reason.code;
}

let user: string;
let count = 0;
beforeEach(() => {
  user = `user${++count}`;
});
const serial = (number: number): string => `${user}-${number}`;
/** Makes tokens 1 to `many`, past every limit. */
const have = async (many: number) => {
  for (let number = 1; number <= many; number++) await init({}, user, serial(number));
};
const tokensOf = async (name: string) =>
  (await rowsOf("token")).filter((row) => (row as { user: string }).user === name).length;

describe.each(["maxTokensPerUser", "maxActiveTokensPerUser"] as const)("%s", (limit) => {
  it("of 0 lets a user have any number", async () => {
    await have(4);
    expect(await init({ [limit]: 0 }, user, serial(5))).toBe("made");
  });

  it("lets a user have this many and no more, and says so", async () => {
    const made = [];
    for (const number of [1, 2, 3]) made.push(await init({ [limit]: 2 }, user, serial(number)));
    expect(made).toEqual(["made", "made", "too-many-tokens"]);
    expect(await tokensOf(user)).toBe(2);
    expect(await init({ [limit]: 2 }, `${user}-other`, serial(4))).toBe("made");
  });

  it("does not count the token whose enrolment starts again", async () => {
    await have(2);
    expect(await init({ [limit]: 2 }, user, serial(2))).toBe("made");
    expect((await rowOf(serial(2))).generation).toBe(2);
    expect(await init({ [limit]: 1 }, user, serial(2))).toBe("too-many-tokens");
    expect((await rowOf(serial(2))).generation).toBe(2);
  });

  it("counts a token whose enrolment starts again for another user", async () => {
    await have(1);
    const other = `${user}-other`;
    await init({}, other, "other's");
    await init({}, other, serial(9));
    expect(await init({ [limit]: 1 }, user, serial(9))).toBe("too-many-tokens");
    expect((await rowOf(serial(9))).user).toBe(other);
  });

  it("counts no token of the same name in another realm", async () => {
    await have(2);
    await setRow(serial(1), { realm: "elsewhere" });
    expect(await init({ [limit]: 2 }, user, serial(3))).toBe("made");
    expect(await init({ [limit]: 2 }, user, serial(4))).toBe("too-many-tokens");
  });

  it("is what refuses a serial that was drawn and is free", async () => {
    await have(1);
    expect(await init({ [limit]: 1 }, user, serial(2), { mayExist: false })).toBe("too-many-tokens");
  });

  it("lets exactly that many be made of many at once", async () => {
    const made = await atOnce(12, (index) => init({ [limit]: 5 }, user, serial(index)));
    expect(tally(made.map(String))).toEqual({ made: 5, "too-many-tokens": 7 });
    expect(await tokensOf(user)).toBe(5);
  });
});

describe("tokens that are out of use", () => {
  it.each([
    ["disabled", { active: 0 }],
    ["revoked", { revoked: 1 }],
  ])("because they are %s are counted among all, and not among the active ones", async (_, columns) => {
    await have(2);
    await setRow(serial(1), columns);
    expect(await init({ maxTokensPerUser: 2 }, user, serial(3))).toBe("too-many-tokens");
    expect(await init({ maxActiveTokensPerUser: 1 }, user, serial(3))).toBe("too-many-tokens");
    expect(await init({ maxActiveTokensPerUser: 2 }, user, serial(3))).toBe("made");
  });
});

describe("enabling", () => {
  const enable = async (which: number | undefined, maxActivePerUser: number, active = true) => {
    const subject = which === undefined ? { serial: undefined, named: { user, realm: undefined } } : undefined;
    const { management } = await realPorts();
    const change = { kind: "activate", active, maxActivePerUser } as const;
    const named = subject ?? { serial: serial(which as number), named: undefined };
    const result = await management.change(caller, "enable", named, change, 0, NO_NOTE);
    return result.ok ? result.changed : result.reason.code;
  };
  /** Makes disabled tokens. */
  const haveDisabled = async (many: number) => {
    await have(many);
    for (let number = 1; number <= many; number++) await setRow(serial(number), { active: 0 });
  };
  const active = async (many: number) =>
    Promise.all(Array.from({ length: many }, async (_, index) => (await rowOf(serial(index + 1))).active));

  it("stops at the number of active tokens that a user may have", async () => {
    await haveDisabled(3);
    expect([await enable(1, 2), await enable(2, 2), await enable(3, 2)]).toEqual([1, 1, 0]);
    expect(await active(3)).toEqual([1, 1, 0]);
    expect(await enable(3, 0)).toBe(1);
  });

  it("counts neither a revoked token nor another user's", async () => {
    await haveDisabled(3);
    await setRow(serial(1), { active: 1, revoked: 1 });
    await setRow(serial(3), { active: 1, realm: "elsewhere" });
    await init({}, `${user}-other`, serial(9));
    expect(await enable(2, 1)).toBe(1);
  });

  it("one of a user's tokens counts none that stays disabled", async () => {
    await haveDisabled(3);
    expect(await enable(3, 1)).toBe(1);
  });

  it("is stopped, disabling is not", async () => {
    await have(2);
    expect(await enable(1, 1, false)).toBe(1);
    expect(await active(2)).toEqual([0, 1]);
  });

  it("all tokens of a user at once stop there, too", async () => {
    await haveDisabled(4);
    await setRow(serial(3), { active: 1 });
    expect(await enable(undefined, 3)).toBe(2);
    expect(await active(4)).toEqual([1, 1, 1, 0]);
  });

  it("many at once stops there too", async () => {
    await haveDisabled(8);
    expect((await atOnce(8, (index) => enable(index + 1, 3))).map(String).sort()).toEqual([
      ...Array(5).fill("0"),
      ...Array(3).fill("1"),
    ]);
  });
});

describe("assigning", () => {
  const assign = async (limits: Limits, number: number) => {
    const { management } = await realPorts(limits);
    const change = { kind: "assign", named: { user, realm: undefined }, shadows: false, sealedPins: {} } as const;
    const subject = { serial: serial(number), named: undefined };
    const result = await management.change(caller, "assign", subject, change, 0, NO_NOTE);
    return result.ok ? result.changed : result.reason.code;
  };

  it.each(["maxTokensPerUser", "maxActiveTokensPerUser"] as const)("stops at %s", async (limit) => {
    await have(3);
    for (const number of [2, 3]) await setRow(serial(number), { user: null, realm: null });
    expect([await assign({ [limit]: 2 }, 2), await assign({ [limit]: 2 }, 3)]).toEqual([1, 0]);
    expect(await assign({ [limit]: 0 }, 3)).toBe(1);
  });

  it("counts among the active tokens none that is disabled or revoked, nor the one that it leaves disabled", async () => {
    await have(4);
    await setRow(serial(1), { active: 0 });
    await setRow(serial(2), { revoked: 1 });
    for (const number of [3, 4]) await setRow(serial(number), { user: null, realm: null });
    const least = { maxActiveTokensPerUser: 1 };
    expect([await assign(least, 3), await assign(least, 4)]).toEqual([1, 0]);
    await setRow(serial(4), { active: 0 });
    expect(await assign(least, 4)).toBe(1);
  });
});

describe("a PIN that tokens must have", () => {
  it("is required of a new token, and not of one that already has its own", async () => {
    const least = { pinRequired: true };
    expect(await init(least, user, serial(1))).toBe("pin-too-short");
    expect(await tokensOf(user)).toBe(0);
    expect(await rowsOf("user")).not.toContainEqual(expect.objectContaining({ name: user }));
    expect(await init(least, user, serial(1), { sealedPin: "sealed" })).toBe("made");
    expect(await init(least, user, serial(1))).toBe("made");
    expect((await rowOf(serial(1))).sealed_pin).toBe("sealed");
  });

  it("is not what a token lacks that is refused for another reason", async () => {
    await have(2);
    const least = { pinRequired: true, maxTokensPerUser: 1 };
    expect(await init(least, user, serial(3), { sealedPin: "sealed" })).toBe("too-many-tokens");
    expect(await init(least, user, serial(2))).toBe("too-many-tokens");
  });
});
