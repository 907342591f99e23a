// The modules of QR codes: read by a decoder that is not ours (jsqr), and compared with the tables
// of ISO/IEC 18004.

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_QR_BYTES } from "../../../src/core/token/qr-capacity.ts";
import type { QrModules } from "../../../src/web/qr/mask.ts";
import { qrModules } from "../../../src/web/qr/qr.ts";
import { TEXTS } from "../support/qr-texts.ts";
import { paint, readQr } from "../support/read-qr.ts";

/** Table 7, byte mode: the capacity of versions 1 to 40. */
const BYTES_AT_LEVEL_M = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779, 857, 911,
  997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331,
];
const BYTES_AT_LEVEL_L = [
  17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792, 858, 929, 1003, 1091, 1171,
  1273, 1367, 1465, 1528, 1628, 1732, 1840, 1952, 2068, 2188, 2303, 2431, 2563, 2699, 2809, 2953,
];

/** Annex C: the 15 format bits of a level under each mask, already XORed with 101010000010010. */
const FORMATS = {
  M: [
    "101010000010010",
    "101000100100101",
    "101111001111100",
    "101101101001011",
    "100010111111001",
    "100000011001110",
    "100111110010111",
    "100101010100000",
  ],
  L: [
    "111011111000100",
    "111001011110011",
    "111110110101010",
    "111100010011101",
    "110011000101111",
    "110001100011000",
    "110110001000001",
    "110100101110110",
  ],
};

const versionOf = (modules: QrModules): number => (modules.length - 17) / 4;

/**
 * The level that both copies of the format information name (§7.9). Throws if they name none, or
 * differ.
 */
function levelOf(modules: QrModules): string {
  const bit = (row: number, column: number) => (modules.at(row)?.at(column) ? "1" : "0");
  const before = [0, 1, 2, 3, 4, 5, 7];
  // One copy runs around the upper left finder pattern, the other is split between the two others.
  const around = [...before.map((i) => bit(8, i)), bit(8, 8), ...before.toReversed().map((i) => bit(i, 8))].join("");
  const split = [1, 2, 3, 4, 5, 6, 7].map((i) => bit(-i, 8)).concat([8, 7, 6, 5, 4, 3, 2, 1].map((i) => bit(8, -i)));
  const found = Object.entries(FORMATS).find(([, formats]) => formats.includes(around));
  if (!found || split.join("") !== around) throw new Error(`format information ${around} and ${split.join("")}`);
  return found[0];
}

function read(modules: QrModules): string | undefined {
  const border = new Array<boolean>(4).fill(false);
  const lines = new Array<boolean[]>(4).fill(new Array<boolean>(modules.length + 8).fill(false));
  const { rgba, side } = paint([...lines, ...modules.map((row) => [...border, ...row, ...border]), ...lines], 3);
  return readQr(rgba, side, side);
}

describe("the modules", () => {
  it.each(TEXTS)("of %s are a square of level M, neither mirrored nor turned", (_, text) => {
    const modules = qrModules(text);
    expect(modules.every((row) => row.length === modules.length)).toBe(true);
    expect(levelOf(modules)).toBe("M");
  });

  it.each(TEXTS)("of %s are the same for the same text", (_, text) => {
    expect(qrModules(text)).toEqual(qrModules(text));
  });

  it("hold any text, whatever it consists of", () => {
    const unit = fc.constantFrom(..."abcXYZ0123456789%/:=-_ äß€\u{1f511}");
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 300 }), (text) => {
        expect(read(qrModules(text))).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it("are of the smallest version that holds the text at level M", () => {
    for (const [i, most] of BYTES_AT_LEVEL_M.entries()) {
      const full = qrModules("x".repeat(most));
      expect([versionOf(full), levelOf(full)]).toEqual([i + 1, "M"]);
      if (i < 39) expect(versionOf(qrModules("x".repeat(most + 1)))).toBe(i + 2);
    }
  });

  it("are of level L, and its smallest version, for a text that no version holds at level M", () => {
    const texts: [bytes: number, version: number][] = [
      [2332, 36],
      [2431, 36],
      [2432, 37],
      [2563, 37],
      [2564, 38],
      [2699, 38],
      [2700, 39],
      [2809, 39],
      [2810, 40],
      [2953, 40],
    ];
    for (const [bytes, version] of texts) {
      const modules = qrModules("x".repeat(bytes));
      expect([bytes, versionOf(modules), levelOf(modules)]).toEqual([bytes, version, "L"]);
    }
  });

  it("are of the smallest version at level L, if that is requested", () => {
    for (const [i, most] of BYTES_AT_LEVEL_L.entries()) {
      expect(versionOf(qrModules("x".repeat(most), ["L"]))).toBe(i + 1);
      if (i < 39) expect(versionOf(qrModules("x".repeat(most + 1), ["L"]))).toBe(i + 2);
    }
  });

  it("hold exactly as many bytes as announced", () => {
    const full = "x".repeat(MAX_QR_BYTES);
    expect(read(qrModules(full))).toBe(full);
    const refusal = new RangeError(`A text of ${MAX_QR_BYTES + 1} bytes fits no QR code`);
    expect(() => qrModules(`${full}x`)).toThrow(refusal);
    expect(() => qrModules(`${full.slice(1)}é`)).toThrow(refusal);
    expect(() => qrModules("")).toThrow(RangeError);
  });
});

describe("runs of digits", () => {
  // Table 7, numeric mode at level M; from versions 10 and 27 on the count takes more bits.
  it.each([
    [1, 34],
    [9, 432],
    [10, 513],
    [26, 2544],
    [27, 2701],
    [40, 5596],
  ])("fill version %i with %i digits", (version, most) => {
    const text = "0123456789".repeat(560).slice(0, most);
    const modules = qrModules(text);
    expect(versionOf(modules)).toBe(version);
    expect(read(modules)).toBe(text);
    if (version < 40) expect(versionOf(qrModules(`${text}7`))).toBe(version + 1);
  });

  it.each(["012345678", "0012345678x", "x00000000000", "/01234567890123456789/", "000000000/111111111/99999999999"])(
    "are read where they stand: %s",
    (text) => {
      expect(read(qrModules(text))).toBe(text);
    },
  );

  it("make a login's QR code a version smaller than its length in bytes would", () => {
    const login = "tiqrauth://bob_corp@login.example.org/01234567890123456789/a1b2c3d4e5/Example/2";
    const longer = login.replace("Example", "Example%20Login");
    expect([login, longer].map((text) => text.length)).toEqual([79, 87]);
    expect(versionOf(qrModules(longer))).toBe(5);
    expect(BYTES_AT_LEVEL_M[4]).toBeLessThan(longer.length);
  });
});
