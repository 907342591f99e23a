// Draws the default logo and writes it to src/web/pages/logo.png, or to the file that is named:
// `node scripts/pages/make-logo.ts [copy.png]`. It shows the three finder patterns of a QR code and
// a check mark in the fourth corner. The logo is the project's own. The shapes below are distance
// functions, so every edge is smooth; the corners are transparent.

import { writeFileSync } from "node:fs";
import { encodePng } from "../../src/web/qr/png.ts";
import { inProject } from "../lib/project.ts";

/** Pixels, width and height. */
const SIZE = 256;

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];
type Point = readonly [x: number, y: number];
/** Returns how far a point is outside a shape, in pixels; negative inside. */
type Shape = (x: number, y: number) => number;

const roundedSquare =
  (centreX: number, centreY: number, side: number, radius: number): Shape =>
  (x, y) => {
    const dx = Math.abs(x - centreX) - side / 2 + radius;
    const dy = Math.abs(y - centreY) - side / 2 + radius;
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
  };

const line =
  ([ax, ay]: Point, [bx, by]: Point, width: number): Shape =>
  (x, y) => {
    const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
    const t = Math.min(Math.max(along, 0), 1);
    return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)) - width / 2;
  };

const union =
  (...shapes: Shape[]): Shape =>
  (x, y) =>
    Math.min(...shapes.map((shape) => shape(x, y)));

const without =
  (shape: Shape, hole: Shape): Shape =>
  (x, y) =>
    Math.max(shape(x, y), -hole(x, y));

const finder = (x: number, y: number): Shape =>
  union(without(roundedSquare(x, y, 82, 22), roundedSquare(x, y, 50, 9)), roundedSquare(x, y, 26, 7));

/** The layers, in the order in which they are painted. */
const LAYERS: readonly (readonly [Shape, readonly [red: number, green: number, blue: number]])[] = [
  [roundedSquare(128, 128, 256, 58), [0x1a, 0x47, 0x73]],
  [union(finder(76, 76), finder(180, 76), finder(76, 180)), [0xff, 0xff, 0xff]],
  [union(line([150, 184], [171, 205], 21), line([171, 205], [212, 159], 21)), [0x5e, 0xe0, 0xb5]],
];

/**
 * Mixes the layers' colours by how much each covers the pixel, in eighths: the eye sees no more,
 * and the palette stays small.
 */
function pixel(x: number, y: number): Rgba {
  let [red, green, blue, alpha]: Rgba = [0, 0, 0, 0];
  for (const [shape, [r, g, b]] of LAYERS) {
    const cover = Math.round(Math.min(Math.max(0.5 - shape(x + 0.5, y + 0.5), 0), 1) * 8) / 8;
    if (cover === 0) continue;
    const under = alpha * (1 - cover);
    alpha = cover + under;
    red = (r * cover + red * under) / alpha;
    green = (g * cover + green * under) / alpha;
    blue = (b * cover + blue * under) / alpha;
  }
  return [Math.round(red), Math.round(green), Math.round(blue), Math.round(255 * alpha)];
}

const palette = new Map<string, { index: number; color: Rgba }>();
// per line: filter type None, then one byte a pixel
const scanlines = new Uint8Array((1 + SIZE) * SIZE);
for (let y = 0; y < SIZE; y++) {
  for (let x = 0; x < SIZE; x++) {
    const color = pixel(x, y);
    const entry = palette.get(color.join()) ?? { index: palette.size, color };
    palette.set(color.join(), entry);
    scanlines[y * (1 + SIZE) + 1 + x] = entry.index;
  }
}
const colors = [...palette.values()].map(({ color }) => color);
if (colors.length > 256) throw new Error(`A palette has 256 colours, got ${colors.length}`);

const png = await encodePng({ width: SIZE, height: SIZE, bitDepth: 8, colorType: 3 }, scanlines, [
  ["PLTE", new Uint8Array(colors.flatMap((color) => color.slice(0, 3)))],
  ["tRNS", new Uint8Array(colors.map(([, , , a]) => a))],
]);

const file = process.argv[2] ?? inProject("src/web/pages/logo.png");
writeFileSync(file, png);
console.log(`${file}: ${png.length} bytes, ${colors.length} colours`);
