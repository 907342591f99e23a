import { describe, expect, it } from "vitest";
import { hashSession, makeSession } from "../../../src/core/phone-session.ts";
import { isSerial, makeSerial } from "../../../src/core/token/serial.ts";
import { readingsOf } from "../../../src/core/user.ts";
import { randomBytes } from "../../support/responses.ts";

const readings = (user: string, realm?: string, foldUserCase = false) =>
  readingsOf({ user, realm }, { defaultRealm: "realm1", foldUserCase });

describe("the readings of a user's name", () => {
  it("puts a plain name into the default realm", () => {
    expect(readings("alice")).toEqual({ whole: { user: "alice", realm: "realm1" }, split: undefined });
  });

  it("takes a realm that is given beside it, in lower case, and then splits nothing", () => {
    expect(readings("alice@corp", "Realm2")).toEqual({
      whole: { user: "alice@corp", realm: "realm2" },
      split: undefined,
    });
  });

  it("offers both readings of user@realm", () => {
    expect(readings("alice@Corp")).toEqual({
      whole: { user: "alice@Corp", realm: "realm1" },
      split: { user: "alice", realm: "corp" },
    });
  });

  it("splits at the last @", () => {
    expect(readings("alice@example.org@corp").split).toEqual({ user: "alice@example.org", realm: "corp" });
  });

  it("has one reading when the realm after the @ is the default one, which is always known", () => {
    expect(readings("alice@REALM1")).toEqual({ whole: { user: "alice", realm: "realm1" }, split: undefined });
  });

  it.each(["@corp", "alice@", "@"])("does not split %j, which lacks a part", (user) => {
    expect(readings(user)).toEqual({ whole: { user, realm: "realm1" }, split: undefined });
  });

  it("takes user names as they are", () => {
    expect(readings("Alice Ärger").whole.user).toBe("Alice Ärger");
  });

  it("takes user names in lower case when their case is folded, in both readings", () => {
    expect(readings("Alice Ärger", undefined, true).whole.user).toBe("alice ärger");
    expect(readings("Alice@Corp", undefined, true)).toEqual({
      whole: { user: "alice@corp", realm: "realm1" },
      split: { user: "alice", realm: "corp" },
    });
  });
});

describe("serials", () => {
  it.each(["TiQR0123ABCD", "a", "-", "_", "A-b_9"])("may be %j", (text) => {
    expect(isSerial(text)).toBe(true);
  });

  it.each(["", "a b", "a\n", "ä", "a/b", "a.b", "a%20", "a'"])("may not be %j", (text) => {
    expect(isSerial(text)).toBe(false);
  });

  it("are made of a prefix and eight hex digits in capitals", () => {
    expect(makeSerial(() => Uint8Array.of(0xde, 0xad, 0x0b, 0xef))).toBe("TiQRDEAD0BEF");
    expect(isSerial(makeSerial(randomBytes))).toBe(true);
  });
});

describe("enrolment sessions", () => {
  it("are 128 random bits in characters that a URL leaves alone", () => {
    expect(makeSession(() => new Uint8Array(16).fill(0xff))).toBe("_____________________w");
    expect(makeSession(randomBytes)).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(makeSession(randomBytes)).not.toBe(makeSession(randomBytes));
  });

  it("are stored as their SHA-256 in hex", async () => {
    expect(await hashSession("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});
