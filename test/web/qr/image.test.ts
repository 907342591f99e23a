// The images of QR codes, as files, on pages of any colour. A decoder that is not ours (jsqr) reads
// them from the pixels that a phone would see.

import { describe, expect, it } from "vitest";
import { qrDataUri, qrPng, qrSvg } from "../../../src/web/qr/image.ts";
import { QR_QUIET_ZONE_MODULES, qrModules } from "../../../src/web/qr/qr.ts";
import { type Colour, laidOn, paintSvg } from "../support/canvas.ts";
import { ENROLMENT_TEXT, LOGIN_TEXT, TEXTS } from "../support/qr-texts.ts";
import { readPng } from "../support/read-png.ts";
import { readQr } from "../support/read-qr.ts";

const pngOf = async (text: string) => readPng(await qrPng(qrModules(text)));
const svgOf = (text: string) => qrSvg(qrModules(text));
const contentOf = (uri: string, prefix: string) => {
  expect(uri.slice(0, prefix.length)).toBe(prefix);
  return Uint8Array.from(atob(uri.slice(prefix.length)), (c) => c.charCodeAt(0));
};

describe("the PNG", () => {
  it.each(TEXTS)("gives %s back to a phone", async (_, text) => {
    const { rgba, width, height } = await pngOf(text);
    expect(readQr(rgba, width, height)).toBe(text);
  });

  it.each(TEXTS)("of %s is 1-bit greyscale with whole pixels per module, and wide enough to scan", async (_, text) => {
    const { width, height, bitDepth, colorType } = await pngOf(text);
    const side = qrModules(text).length + 2 * QR_QUIET_ZONE_MODULES;
    expect({ bitDepth, colorType, height }).toEqual({ bitDepth: 1, colorType: 0, height: width });
    expect(width % side).toBe(0);
    expect(width).toBeGreaterThanOrEqual(250);
    expect(width / side).toBeGreaterThanOrEqual(4);
  });

  it.each(TEXTS)("of %s has a white border of exactly four modules on each side", async (_, text) => {
    const { rgba, width } = await pngOf(text);
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

  it("is returned as a data URI with the same bytes", async () => {
    const bytes = contentOf(await qrDataUri(LOGIN_TEXT, "png"), "data:image/png;base64,");
    expect(bytes).toEqual(await qrPng(qrModules(LOGIN_TEXT)));
  });
});

describe("the SVG", () => {
  it.each(TEXTS)("of %s paints the PNG, pixel by pixel", async (_, text) => {
    const { width, height, rgba } = paintSvg(svgOf(text));
    const png = await pngOf(text);
    expect([width, height]).toEqual([png.width, png.height]);
    expect(rgba.findIndex((sample, i) => sample !== png.rgba[i])).toBe(-1);
  });

  it("has a white ground, crisp edges and nothing from outside", () => {
    const svg = svgOf(LOGIN_TEXT);
    const side = qrModules(LOGIN_TEXT).length + 8;
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^<>]*shape-rendering="crispEdges">/);
    expect(svg).toContain(`<rect width="${side}" height="${side}" fill="#fff"/>`);
    expect(svg.match(/<[a-z]+/g)).toEqual(["<svg", "<rect", "<path"]);
    expect(svg).not.toMatch(/href|url\(|style|script|<!/);
  });

  it("is returned as a data URI with the same text", async () => {
    const bytes = contentOf(await qrDataUri(LOGIN_TEXT, "svg"), "data:image/svg+xml;base64,");
    expect(new TextDecoder().decode(bytes)).toBe(svgOf(LOGIN_TEXT));
  });
});

describe("on a page", () => {
  const PAGES: [what: string, colour: Colour][] = [
    ["black", [0, 0, 0]],
    ["white", [255, 255, 255]],
    ["dark blue", [13, 17, 40]],
    ["mid grey", [128, 128, 128]],
    ["yellow", [255, 221, 0]],
  ];

  // The page begins where the image ends.
  it.each(PAGES)("that is %s, PNG and SVG are read", async (_, colour) => {
    for (const text of [LOGIN_TEXT, ENROLMENT_TEXT]) {
      for (const image of [await pngOf(text), paintSvg(svgOf(text))]) {
        const { rgba, width, height } = laidOn(colour, 120, image);
        expect(readQr(rgba, width, height)).toBe(text);
      }
    }
  });
});
