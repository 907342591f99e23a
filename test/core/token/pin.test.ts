import { describe, expect, it } from "vitest";
import { hashOfDigest, hashPin, iterationsOf, makeSalt, verifyPin } from "../../../src/core/token/pin.ts";
import { fromHex } from "../../../src/lib/bytes.ts";
import { randomBytes } from "../../support/responses.ts";
import vectors from "../../vectors/import.json";

const { passlib, encFile } = vectors;

describe("a hash that was taken over", () => {
  it("of passlib opens with the same PIN and no other, and any of ours is better", async () => {
    const base64 = (text: string) => text.replaceAll(".", "+").padEnd(Math.ceil(text.length / 4) * 4, "=");
    const [, , rounds = "", salt = "", hash = ""] = passlib.of1234.split("$");
    const hashed = ["pbkdf2-sha512", rounds, base64(salt), base64(hash)].join("$");
    expect([await verifyPin("1234", hashed), await verifyPin("1235", hashed)]).toEqual([true, false]);
    expect(iterationsOf(hashed)).toBe(0);
  });

  it("of PIN and seed opens with the same PIN and no other, under each seed alone", async () => {
    const seed = fromHex(encFile.pinSeed) ?? expect.fail("no seed");
    const hashed = await hashOfDigest(encFile.seededPin, seed, 1000, makeSalt(randomBytes));
    expect([await verifyPin("1234", hashed), await verifyPin("1235", hashed)]).toEqual([true, false]);
    const other = await hashOfDigest(encFile.seededPin, new Uint8Array([1]), 1000, makeSalt(randomBytes));
    expect(await verifyPin("1234", other)).toBe(false);
    expect(iterationsOf(hashed)).toBe(0);
  });
});

describe("hashing a PIN", () => {
  it.each(["1234", "", " ", "pässwörd €", "x".repeat(500)])("opens with the same PIN and no other: %j", async (pin) => {
    const hashed = await hashPin(pin, 1000, makeSalt(randomBytes));
    expect(await verifyPin(pin, hashed)).toBe(true);
    for (const wrong of [`${pin} `, `0${pin}`, pin === "" ? "0" : pin.slice(1)])
      expect(await verifyPin(wrong, hashed), wrong).toBe(false);
  });

  it("is PBKDF2-HMAC-SHA-256 as RFC 7914 §11 computes it", async () => {
    // P="passwd", S="salt", c=1, the first 32 bytes of dkLen=64.
    const hash = btoa(
      String.fromCharCode(
        ...("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc".match(/../g) ?? []).map((hex) =>
          Number.parseInt(hex, 16),
        ),
      ),
    );
    expect(await verifyPin("passwd", `pbkdf2-sha256$1$${btoa("salt")}$${hash}`)).toBe(true);
    expect(await verifyPin("passwd", `pbkdf2-sha256$2$${btoa("salt")}$${hash}`)).toBe(false);
  });

  it("is salted: the same PIN gives a different text each time", async () => {
    expect(await hashPin("1234", 1000, makeSalt(randomBytes))).not.toBe(
      await hashPin("1234", 1000, makeSalt(randomBytes)),
    );
  });

  it("remembers its iterations", async () => {
    expect(iterationsOf(await hashPin("1234", 1234, makeSalt(randomBytes)))).toBe(1234);
  });

  it.each([
    ...["", "1234", "pbkdf2-sha1$1000$AAAA$AAAA", "pbkdf2-sha256$0$AAAA$AAAA", "pbkdf2-sha256$-1$AAAA$AAAA"],
    ...["pbkdf2-sha256$many$AAAA$AAAA", "pbkdf2-sha256$1000$!$AAAA", "pbkdf2-sha256$1000$AAAA$!"],
  ])("does not take %j for a hash", async (text) => {
    await expect(verifyPin("1234", text)).rejects.toThrow("not a PIN hash of ours");
    expect(() => iterationsOf(text)).toThrow("not a PIN hash of ours");
  });

  it("opens nothing with a hash that was cut off", async () => {
    const [scheme, iterations, salt] = (await hashPin("1234", 1000, makeSalt(randomBytes))).split("$");
    expect(await verifyPin("1234", [scheme, iterations, salt, ""].join("$"))).toBe(false);
    expect(await verifyPin("1234", [scheme, iterations, salt].join("$"))).toBe(false);
  });
});
