// The mask, compared with a literal implementation of ISO/IEC 18004 §7.8.3, and with qrcode-svg's
// own drawing.

import * as fc from "fast-check";
import QRCode from "qrcode-svg";
import { describe, expect, it } from "vitest";
import { bestMasked, maskPenalty, type QrModules } from "../../../src/web/qr/mask.ts";
import { qrModules } from "../../../src/web/qr/qr.ts";

const MASKS = [0, 1, 2, 3, 4, 5, 6, 7];

/** Slow and simple: lines are texts of 0 and 1. */
function referencePenalty(modules: QrModules): number {
  const rows = modules.map((row) => row.map((dark) => (dark ? "1" : "0")).join(""));
  const columns = rows.map((_, column) => rows.map((row) => row.charAt(column)).join(""));
  const lines = [...rows, ...columns];
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

  const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? []);
  const squares = rows.flatMap((row, r) =>
    [...row].map((_, c) => row.slice(c, c + 2) + (rows[r + 1] ?? "").slice(c, c + 2)),
  );
  const finders = lines.flatMap((line) => {
    const quiet = `0000${line}0000`;
    return [...quiet].filter(
      (_, i) =>
        quiet.slice(i, i + 7) === "1011101" &&
        (quiet.slice(i - 4, i) === "0000" || quiet.slice(i + 7, i + 11) === "0000"),
    );
  });
  const share = (100 * [...rows.join("")].filter((module) => module === "1").length) / rows.length ** 2;
  return (
    sum(runs.map((run) => 3 + run.length - 5)) +
    3 * squares.filter((square) => square === "0000" || square === "1111").length +
    40 * finders.length +
    10 * Math.floor(Math.abs(share - 50) / 5)
  );
}

/**
 * The mask that the format information names, ISO/IEC 18004 §7.9: bits 12 to 10, under the pattern
 * 101 of its own mask.
 */
const maskOf = (modules: QrModules): number =>
  [2, 3, 4].reduce((bits, column) => 2 * bits + (modules[8]?.[column] ? 1 : 0), 0) ^ 0b101;

/** The modules that qrcode-svg draws for a text under each mask. */
function drawnByQrcodeSvg(text: string): QrModules[] {
  const { qrcode } = new QRCode({ content: text, ecl: "M" });
  return MASKS.map((mask) => {
    qrcode.makeImpl(false, mask);
    return qrcode.modules;
  });
}

/** Without a run of digits, which we write in another mode than qrcode-svg. */
const texts = fc.string({ unit: fc.constantFrom(..."abcdefXYZ%/:=-_ 12"), minLength: 1, maxLength: 400 });
const plain = texts.filter((text) => !/\d{9}/.test(text));

describe("the penalty", () => {
  const symbol = fc
    .tuple(fc.integer({ min: 21, max: 100 }), fc.integer({ min: 1, max: 9 }), fc.infiniteStream(fc.nat(9)))
    .map(([size, share, stream]) =>
      Array.from({ length: size }, () => Array.from({ length: size }, () => (stream.next().value as number) < share)),
    );

  it("is that of the standard for any modules, however dark", () => {
    fc.assert(
      fc.property(symbol, (modules) => {
        expect(maskPenalty(modules)).toBe(referencePenalty(modules));
      }),
      { numRuns: 40 },
    );
  });

  it.each([21, 31, 32, 61, 62, 63, 93, 177])("counts lines of %i modules to their ends", (size) => {
    const same = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
    // Runs, blocks and balance of a symbol of one colour.
    expect(maskPenalty(same)).toBe(2 * size * (size - 2) + 3 * (size - 1) ** 2 + 100);
    const stripes = same.map((row, r) => row.map((_, c) => c >= size - 7 && r === size - 1 && c % 2 === size % 2));
    expect(maskPenalty(stripes)).toBe(referencePenalty(stripes));
  });

  it("counts a finder-like pattern once, at any end of a line, and only with light modules next to it", () => {
    // Otherwise rows of stripes, which give no points of this kind.
    const withLine = (line: string) =>
      Array.from({ length: 21 }, (_, r) =>
        Array.from({ length: 21 }, (_, c) => (r === 10 ? line.charAt(c) === "1" : (r + c) % 2 === 0)),
      );
    const lines = ["10111010101010101010", "01010101010101011101", "01010000101110100001", "01011011101101010101"];
    for (const line of lines) {
      const modules = withLine(line.padEnd(21, "1"));
      expect(maskPenalty(modules), line).toBe(referencePenalty(modules));
    }
  });
});

describe("the mask", () => {
  it("has the least penalty, and is the first of equals, in any version", () => {
    fc.assert(
      fc.property(plain, (text) => {
        const modules = qrModules(text);
        const drawn = drawnByQrcodeSvg(text);
        // for some lengths qrcode-svg uses one version more
        fc.pre(drawn[0]?.length === modules.length);
        const penalties = drawn.map(referencePenalty);
        expect(maskOf(modules)).toBe(penalties.indexOf(Math.min(...penalties)));
        expect(modules).toEqual(drawn[maskOf(modules)]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([17, 200, 900, 2300])("of a text of %i bytes gives the modules that qrcode-svg gives under it", (length) => {
    const modules = qrModules("x".repeat(length));
    const drawn = drawnByQrcodeSvg("x".repeat(length));
    const penalties = drawn.map(referencePenalty);
    expect(maskOf(modules)).toBe(penalties.indexOf(Math.min(...penalties)));
    expect(modules).toEqual(drawn[maskOf(modules)]);
  });

  it("is each of the eight for some text", () => {
    const chosen = new Set(Array.from({ length: 200 }, (_, i) => maskOf(qrModules(`text ${i ** 3}`))));
    expect([...chosen].sort()).toEqual(MASKS);
  });

  it("of equals is the first", () => {
    const light = [[false]];
    expect(bestMasked("light", () => light)).toBe(light);
    const symbols = MASKS.map((mask) => [[mask < 3]]);
    expect(bestMasked("first three dark", (mask) => symbols[mask] as boolean[][])).toBe(symbols[0]);
  });

  it("is found by two drawings once the version is known", () => {
    const drawnBy = (kind: string, text: string) => {
      const drawn = drawnByQrcodeSvg(text);
      const masks: number[] = [];
      const modules = bestMasked(kind, (mask) => {
        masks.push(mask);
        return drawn[mask] as QrModules;
      });
      return { modules, masks: masks.length };
    };
    const first = drawnBy("two", "a text of some length");
    const again = drawnBy("two", "another text of it 42");
    expect(first.masks).toBeGreaterThan(8);
    expect(again.masks).toBeLessThanOrEqual(2);
    expect(again.modules).toEqual(drawnBy("apart", "another text of it 42").modules);
  });
});
