// QR codes, read back by a decoder that isn't ours (jsqr) from the pixels that a phone would see.

import { describe, expect, it } from "vitest";
import { QR_MAX_BYTES, QR_QUIET_ZONE_MODULES, qrModules, qrPng, qrPngDataUri, qrSvg } from "../../src/web/qr.ts";
import { readPng } from "./support/read-png.ts";
import { readQr } from "./support/read-qr.ts";

const ENROLMENT =
  "tiqrenroll://https://login.example.org/ttype/tiqr?action=metadata&session=" +
  "b7c1f0e2d9a84635b7c1f0e2d9a84635b7c1f0e2&serial=TiQR0A1B2C3D";
const LOGIN = "tiqrauth://alice_realm1@login.example.org/01234567890123456789/a1b2c3d4e5f6a7b8c9d0/Example%20Login/2";
/** A user name of 200 characters, every third of them percent-encoded as UTF-8. */
const LONG_NAME = `tiqrauth://${encodeURIComponent("anñ€".repeat(50))}_realm1@login.example.org/01234567890123456789/a1b2c3d4e5f6a7b8c9d0/Example%20Login/2`;

const TEXTS: [what: string, text: string][] = [
  ["one character", "a"],
  ["an enrolment URL", ENROLMENT],
  ["a login URL", LOGIN],
  ["a login URL with a name of 200 characters", LONG_NAME],
  ["text outside ASCII", "tiqrauth://Zoë_Łódź@example.org/日本語"],
  ["characters at the ends of UTF-8's ranges", "\u0080\u07ff\u0800\uffee\u{10000}\u{1f511}"],
];

describe("the PNG", () => {
  it.each(TEXTS)("gives %s back to a phone", async (_, text) => {
    const { rgba, width, height } = await readPng(await qrPng(text));
    expect(readQr(rgba, width, height)).toBe(text);
  });

  it.each(TEXTS)("of %s is 1-bit greyscale with whole pixels per module, and wide enough to scan", async (_, text) => {
    const { width, height, bitDepth, colorType } = await readPng(await qrPng(text));
    const side = qrModules(text).length + 2 * QR_QUIET_ZONE_MODULES;
    expect({ bitDepth, colorType, height }).toEqual({ bitDepth: 1, colorType: 0, height: width });
    expect(width % side).toBe(0);
    expect(width).toBeGreaterThanOrEqual(250);
    expect(width / side).toBeGreaterThanOrEqual(4);
  });

  it.each(TEXTS)("of %s has a white border of exactly four modules on each side", async (_, text) => {
    const { rgba, width } = await readPng(await qrPng(text));
    const scale = width / (qrModules(text).length + 8);
    const dark = Array.from({ length: width * width }, (_, i) => i).filter((i) => rgba[4 * i] === 0);
    const columns = dark.map((i) => i % width);
    const rows = dark.map((i) => Math.floor(i / width));
    const extent = [columns, rows].map((at) => [
      at.reduce((a, b) => Math.min(a, b)),
      at.reduce((a, b) => Math.max(a, b)),
    ]);
    expect(extent).toEqual([
      [4 * scale, width - 4 * scale - 1],
      [4 * scale, width - 4 * scale - 1],
    ]);
  });

  it("comes as a data URI with the same bytes", async () => {
    const uri = await qrPngDataUri(LOGIN);
    const prefix = "data:image/png;base64,";
    expect(uri.slice(0, prefix.length)).toBe(prefix);
    const bytes = Uint8Array.from(atob(uri.slice(prefix.length)), (c) => c.charCodeAt(0));
    expect(bytes).toEqual(await qrPng(LOGIN));
  });
});

describe("the modules", () => {
  // ISO/IEC 18004 annex C: the 15 format bits of level M under each mask, already XORed with 101010000010010.
  const FORMATS_OF_LEVEL_M = [
    "101010000010010",
    "101000100100101",
    "101111001111100",
    "101101101001011",
    "100010111111001",
    "100000011001110",
    "100111110010111",
    "100101010100000",
  ];

  it.each(TEXTS)("of %s are a square of error correction level M, neither mirrored nor turned", (_, text) => {
    const modules = qrModules(text);
    const bit = (row: number, column: number) => (modules.at(row)?.at(column) ? "1" : "0");
    const size = modules.length;
    expect(modules.every((row) => row.length === size)).toBe(true);
    expect((size - 17) % 4).toBe(0);
    const before = [0, 1, 2, 3, 4, 5, 7];
    // §7.9: once around the upper left finder pattern, once split between the two others.
    const around = [...before.map((i) => bit(8, i)), bit(8, 8), ...before.toReversed().map((i) => bit(i, 8))].join("");
    const split = [1, 2, 3, 4, 5, 6, 7].map((i) => bit(-i, 8)).concat([8, 7, 6, 5, 4, 3, 2, 1].map((i) => bit(8, -i)));
    expect(FORMATS_OF_LEVEL_M).toContain(around);
    expect(split.join("")).toBe(around);
  });

  it("are the same for the same text", () => {
    expect(qrModules(LOGIN)).toEqual(qrModules(LOGIN));
  });

  it("grow with the text up to the announced number of bytes, and no further", () => {
    expect(qrModules("x".repeat(QR_MAX_BYTES)).length).toBe(177);
    const tooLong = `A QR code takes 1 to ${QR_MAX_BYTES} bytes, got ${QR_MAX_BYTES + 1}`;
    expect(() => qrModules("x".repeat(QR_MAX_BYTES + 1))).toThrow(new RangeError(tooLong));
    expect(() => qrModules(`${"x".repeat(QR_MAX_BYTES - 1)}é`)).toThrow(new RangeError(tooLong));
    expect(() => qrModules("")).toThrow(RangeError);
  });
});

describe("the SVG", () => {
  it.each(TEXTS)("of %s paints the same modules as the PNG, at the same size", async (_, text) => {
    const svg = qrSvg(text);
    const { rgba, width } = await readPng(await qrPng(text));
    const side = qrModules(text).length + 8;
    const scale = width / side;
    const png = Array.from({ length: side }, (_, y) =>
      Array.from({ length: side }, (_, x) => rgba[4 * (y * scale * width + x * scale)] === 0),
    );

    const [, path] = /<path fill="#000" d="([^"]*)"/.exec(svg) ?? [];
    const painted = Array.from({ length: side }, () => new Array<boolean>(side).fill(false));
    const rest = path?.replaceAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g, (_all, x, y, length, back) => {
      expect(back).toBe(length);
      painted[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
      return "";
    });
    expect(rest).toBe("");
    expect(painted).toEqual(png);
    expect(svg).toContain(` width="${width}" height="${width}" viewBox="0 0 ${side} ${side}" `);
  });

  it("has a white ground, crisp edges and nothing from outside", () => {
    const svg = qrSvg(LOGIN);
    const side = qrModules(LOGIN).length + 8;
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^<>]*shape-rendering="crispEdges">/);
    expect(svg).toContain(`<rect width="${side}" height="${side}" fill="#fff"/>`);
    expect(svg.match(/<[a-z]+/g)).toEqual(["<svg", "<rect", "<path"]);
    expect(svg).not.toMatch(/href|url\(|style|script|<!/);
  });
});
