// The pixels of a picture that Chromium has taken: a PNG of 8 bits per channel, not interlaced.

import { inflateSync } from "node:zlib";

export interface Pixels {
  readonly rgba: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

export function pixelsOf(png: Buffer): Pixels {
  const [width, height, colours] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25]];
  const channels = colours === 6 ? 4 : 3;
  const lines = inflateSync(Buffer.concat(chunks(png, "IDAT")));
  const rgba = new Uint8ClampedArray(4 * width * height).fill(255);
  const length = channels * width;
  let above = Buffer.alloc(length);
  for (let y = 0; y < height; y++) {
    const start = y * (length + 1);
    const line = lines.subarray(start + 1, start + 1 + length);
    unfilter(lines[start] ?? 0, line, above, channels);
    for (let x = 0; x < width; x++) rgba.set(line.subarray(x * channels, (x + 1) * channels), 4 * (y * width + x));
    above = line;
  }
  return { rgba, width, height };
}

function chunks(png: Buffer, wanted: string): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === wanted) found.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return found;
}

/** Undoes a line's filter, in place: each byte was stored as its difference from a guess. */
function unfilter(filter: number, line: Buffer, above: Buffer, channels: number): void {
  for (let at = 0; at < line.length; at++) {
    const [left, up, corner] = [line[at - channels] ?? 0, above[at] ?? 0, above[at - channels] ?? 0];
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
    line[at] = ((line[at] ?? 0) + guess) & 255;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
