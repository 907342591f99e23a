import { describe, expect, it } from "vitest";
import { isTransactionId, makeTransactionId } from "../../src/storage/transaction-id.ts";
import { randomBytes } from "../support/login.ts";
import { keyring } from "./keys.ts";

const keys = await keyring("one");

describe("a transaction id", () => {
  it("has 20 decimal digits, is known as ours, and is another each time", async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, () => makeTransactionId(keys, randomBytes)));
    for (const id of ids) {
      expect(id).toMatch(/^[0-9]{20}$/);
      expect(await isTransactionId(keys, id)).toBe(true);
    }
    expect(new Set(ids).size).toBe(50);
  });

  it("keeps its zeros", async () => {
    const id = await makeTransactionId(keys, (length) => new Uint8Array(length));
    expect(id).toMatch(/^0{14}[0-9]{6}$/);
    expect(await isTransactionId(keys, id)).toBe(true);
  });

  it("is refused when any digit was changed", async () => {
    // All 180 neighbours of one id. One in a million others would pass by chance; with fixed bytes none of these does.
    const id = await makeTransactionId(keys, (length) => new Uint8Array(length).fill(7));
    for (let at = 0; at < id.length; at++) {
      for (const digit of "0123456789".replace(id.charAt(at), "")) {
        const changed = id.slice(0, at) + digit + id.slice(at + 1);
        expect(await isTransactionId(keys, changed), changed).toBe(false);
      }
    }
  });

  it("is refused when it is made up", async () => {
    const id = await makeTransactionId(keys, randomBytes);
    const madeUp = [
      "",
      "0",
      "00000000000000000000",
      "12345678901234567890",
      `${id}0`,
      ` ${id}`,
      `${id}\n`,
      id.slice(1),
    ];
    madeUp.push(id.replace(/\d/, "a"), id.replaceAll(/\d/g, "٣"), "../../etc/passwd", "x".repeat(5000));
    for (const text of madeUp) expect(await isTransactionId(keys, text), text).toBe(false);
  });

  it("of an earlier root secret is recognised as long as that root is kept", async () => {
    const old = await makeTransactionId(keys, (length) => new Uint8Array(length).fill(9));
    expect(await isTransactionId(await keyring("two", "zero", "one"), old)).toBe(true);
    expect(await isTransactionId(await keyring("two"), old)).toBe(false);
    const anew = await makeTransactionId(await keyring("two", "one"), (length) => new Uint8Array(length).fill(9));
    expect(await isTransactionId(keys, anew)).toBe(false);
  });
});
