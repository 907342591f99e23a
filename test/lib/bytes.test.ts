import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  equalInConstantTime,
  fromBase64,
  fromBase64Url,
  fromHex,
  toBase64,
  toBase64Url,
  toHex,
  utf8,
} from "../../src/lib/bytes.ts";

const bytes = fc.uint8Array({ maxLength: 70 });

describe("hex", () => {
  it("is written in lower case, two digits a byte", () => {
    expect(toHex(Uint8Array.of(0, 1, 0xab, 255))).toBe("0001abff");
    expect(toHex(new Uint8Array())).toBe("");
  });

  it("is read in either case", () => {
    expect(fromHex("00aBFf")).toEqual(Uint8Array.of(0, 0xab, 0xff));
    expect(fromHex("")).toEqual(new Uint8Array());
  });

  it.each(["a", "0g", "abc", " ab", "ab ", "0x12", "+1", "-1", "ä1", "ab\n"])("is not %j", (text) => {
    expect(fromHex(text)).toBeUndefined();
  });

  it("reads back what it wrote", () => {
    fc.assert(
      fc.property(bytes, (b) => {
        expect(fromHex(toHex(b).toUpperCase())).toEqual(b);
      }),
    );
  });
});

describe("base64", () => {
  // RFC 4648 §10
  it.each([
    ["", ""],
    ["f", "Zg=="],
    ["fo", "Zm8="],
    ["foo", "Zm9v"],
    ["foob", "Zm9vYg=="],
    ["fooba", "Zm9vYmE="],
    ["foobar", "Zm9vYmFy"],
  ])("writes %j as %j and reads it back", (text, encoded) => {
    expect(toBase64(utf8(text))).toBe(encoded);
    expect(fromBase64(encoded)).toEqual(utf8(text));
  });

  it.each(["Zg=", "Z", "Zg===", "Zm-_", "Zm9v\n", "Zm 9v", "=", "Zg==Zg=="])("is not %j", (text) => {
    expect(fromBase64(text)).toBeUndefined();
  });

  it("reads back what it wrote", () => {
    fc.assert(
      fc.property(bytes, (b) => {
        expect(fromBase64(toBase64(b))).toEqual(b);
      }),
    );
  });
});

describe("base64url", () => {
  it("has no padding and no character that a URL escapes", () => {
    expect(toBase64Url(Uint8Array.of(0xfb, 0xff, 0xfe, 0xff))).toBe("-__-_w");
    fc.assert(
      fc.property(bytes, (b) => {
        expect(toBase64Url(b)).toMatch(/^[A-Za-z0-9_-]*$/);
      }),
    );
  });

  it("reads back what it wrote", () => {
    fc.assert(
      fc.property(bytes, (b) => {
        expect(fromBase64Url(toBase64Url(b))).toEqual(b);
      }),
    );
  });

  it.each(["Zg==", "+/", "Z", "Zm9v=", "a b"])("is not %j", (text) => {
    expect(fromBase64Url(text)).toBeUndefined();
  });
});

describe("UTF-8", () => {
  it("writes text beyond ASCII in its bytes", () => {
    expect(toHex(utf8("aü€🔐"))).toBe("61c3bce282acf09f9490");
  });
});

describe("the comparison", () => {
  it("holds for equal bytes alone", () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(equalInConstantTime(a, a.slice())).toBe(true);
        expect(equalInConstantTime(a, b)).toBe(toHex(a) === toHex(b));
      }),
    );
  });

  it("sees one flipped bit anywhere", () => {
    const flipped = fc
      .uint8Array({ minLength: 1, maxLength: 40 })
      .chain((a) => fc.tuple(fc.constant(a), fc.nat(a.length * 8 - 1)));
    fc.assert(
      fc.property(flipped, ([a, bit]) => {
        const b = a.slice();
        b[bit >> 3] = (b[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(equalInConstantTime(a, b)).toBe(false);
      }),
    );
  });

  it("does not take a missing byte for a zero", () => {
    expect(equalInConstantTime(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
    expect(equalInConstantTime(Uint8Array.of(1, 0), Uint8Array.of(1))).toBe(false);
  });
});
