import { describe, expect, it } from "vitest";
import {
  isSessionKey,
  makeTransaction,
  sessionKeyOf,
  sessionKeyOfAttempt,
  transactionNames,
} from "../../../src/storage/objects/transaction-id.ts";
import { randomBytes } from "../../support/login.ts";
import { keyring } from "../keys/keys.ts";

const keys = await keyring("one");
const fixed = (byte: number) => (length: number) => new Uint8Array(length).fill(byte);

/** All names that differ from this one in one digit. */
function* neighboursOf(name: string): Generator<string> {
  for (let at = 0; at < name.length; at++)
    for (const digit of "0123456789".replace(name.charAt(at), "")) yield name.slice(0, at) + digit + name.slice(at + 1);
}
const madeUpFrom = (name: string): string[] => [
  ...["", "0", "00000000000000000000", "12345678901234567890", `${name}0`, ` ${name}`, `${name}\n`, name.slice(1)],
  ...[name.replace(/\d/, "a"), name.replaceAll(/\d/g, "٣"), "../../etc/passwd", "x".repeat(5000)],
];

describe("the names of a transaction", () => {
  it("are an id and a session key of 20 decimal digits and an attempt id in hex, different each time", async () => {
    const made = await Promise.all(Array.from({ length: 50 }, () => makeTransaction(keys, randomBytes)));
    for (const { transactionId, sessionKey, attemptId } of made) {
      expect([transactionId, sessionKey]).toEqual([
        expect.stringMatching(/^[0-9]{20}$/),
        expect.stringMatching(/^[0-9]{20}$/),
      ]);
      expect(attemptId).toMatch(/^[0-9a-f]{32}$/);
    }
    expect(new Set(made.flatMap((names) => Object.values(names))).size).toBe(150);
  });

  it("can be found from the id, and from none of the others", async () => {
    const names = await makeTransaction(keys, randomBytes);
    expect(await transactionNames(keys, names.transactionId)).toEqual(names);
    expect(await sessionKeyOf(keys, names.transactionId)).toBe(names.sessionKey);
    expect(await transactionNames(keys, names.attemptId)).toBe(undefined);
    // of any others, one in a million would pass
    const { sessionKey, transactionId } = await makeTransaction(keys, fixed(7));
    expect(await transactionNames(keys, sessionKey)).toBe(undefined);
    expect(await isSessionKey(keys, sessionKey)).toBe(true);
    expect(await isSessionKey(keys, transactionId)).toBe(false);
  });

  it("are an attempt id that leads to the session key and to no id", async () => {
    const { sessionKey, attemptId } = await makeTransaction(keys, randomBytes);
    expect(await sessionKeyOfAttempt(keys, attemptId)).toBe(sessionKey);
    expect(await sessionKeyOfAttempt(await keyring("two"), attemptId)).toBe(undefined);
    expect(await sessionKeyOfAttempt(await keyring("two", "one"), attemptId)).toBe(sessionKey);
  });

  it("lead to an object that has the same name before and after attempt ids were encrypted", async () => {
    // Made by the version before, from the same bytes.
    expect((await makeTransaction(keys, fixed(7))).sessionKey).toBe("90475597737269510019");
  });

  it("keep their zeros", async () => {
    const names = await makeTransaction(keys, fixed(0));
    expect(names.transactionId).toMatch(/^0{14}[0-9]{6}$/);
    expect(await transactionNames(keys, names.transactionId)).toEqual(names);
  });

  it("are other ones under another root secret", async () => {
    const [one, two] = [await makeTransaction(keys, fixed(9)), await makeTransaction(await keyring("two"), fixed(9))];
    expect(two.transactionId.slice(0, 14)).toBe(one.transactionId.slice(0, 14));
    expect(two.sessionKey).not.toBe(one.sessionKey);
    expect(two.attemptId).not.toBe(one.attemptId);
  });

  it("stay the same as long as their root secret is kept, and are unknown after", async () => {
    const old = await makeTransaction(keys, fixed(9));
    const rotated = await keyring("two", "zero", "one");
    expect(await transactionNames(rotated, old.transactionId)).toEqual(old);
    expect(await isSessionKey(rotated, old.sessionKey)).toBe(true);
    expect(await transactionNames(await keyring("two"), old.transactionId)).toBe(undefined);
    expect(await isSessionKey(await keyring("two"), old.sessionKey)).toBe(false);
    const anew = await makeTransaction(await keyring("two", "one"), fixed(9));
    expect(await transactionNames(keys, anew.transactionId)).toBe(undefined);
  });
});

describe("an id, or a session key, is refused", () => {
  it("when any digit was changed", async () => {
    // All 180 neighbours of each. One in a million others would pass by chance; with fixed bytes
    // none of these does.
    const { transactionId, sessionKey } = await makeTransaction(keys, fixed(7));
    for (const changed of neighboursOf(transactionId))
      expect(await transactionNames(keys, changed), changed).toBe(undefined);
    for (const changed of neighboursOf(sessionKey)) expect(await isSessionKey(keys, changed), changed).toBe(false);
  });

  it("when it is made up", async () => {
    const { transactionId, sessionKey } = await makeTransaction(keys, fixed(7));
    for (const text of madeUpFrom(transactionId))
      expect([await transactionNames(keys, text), await sessionKeyOf(keys, text)], text).toEqual([
        undefined,
        undefined,
      ]);
    for (const text of madeUpFrom(sessionKey)) expect(await isSessionKey(keys, text), text).toBe(false);
  });
});

describe("an attempt id leads nowhere", () => {
  it("when any digit was changed", async () => {
    const { attemptId } = await makeTransaction(keys, fixed(7));
    for (let at = 0; at < attemptId.length; at++) {
      const digit = attemptId[at] === "0" ? "1" : "0";
      const changed = attemptId.slice(0, at) + digit + attemptId.slice(at + 1);
      expect(await sessionKeyOfAttempt(keys, changed), changed).toBe(undefined);
    }
  });

  it("when it is made up, or from before attempt ids were encrypted", async () => {
    const { transactionId, sessionKey, attemptId } = await makeTransaction(keys, fixed(7));
    const earlier = "bb0c065ba93dfb8ca17e45bacaaa5527";
    for (const text of [...madeUpFrom(attemptId), transactionId, sessionKey, earlier, `${attemptId}${attemptId}`])
      expect(await sessionKeyOfAttempt(keys, text), text).toBe(undefined);
  });

  it("when it decrypts to something else than 14 digits, as one in 256 of all blocks does", async () => {
    for (let block = 0; block < 2000; block++) {
      const text = block.toString(16).padStart(32, "0");
      expect(await sessionKeyOfAttempt(keys, text), text).toBe(undefined);
    }
  });
});
