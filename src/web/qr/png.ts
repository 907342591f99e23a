// Writes PNG files: signature, IHDR, the caller's chunks (a palette, say), one IDAT, IEND. It draws
// nothing and chooses no filters: scanlines come with their filter bytes. CompressionStream's
// "deflate" is the zlib format of PNG. Spec: PNG (W3C, third edition) §5, §11.2, annex D.

import type { Bytes } from "../../lib/bytes.ts";

/** Size in pixels; bits per sample; 0 greyscale, 2 RGB, 3 palette, 6 RGBA (PNG §11.2.1). */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: 1 | 2 | 4 | 8;
  readonly colorType: 0 | 2 | 3 | 6;
}

/** A chunk between IHDR and IDAT: four letters and its content. */
export type PngChunk = readonly [type: "PLTE" | "tRNS", data: Uint8Array];

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Length of the data, type, data, CRC-32 of type and data. */
function chunk(type: string, data: Uint8Array): Bytes {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** Zlib stream of `bytes` (RFC 1950). */
const deflate = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"))).arrayBuffer(),
  );

/** A PNG file. `scanlines`: for each row its filter byte and packed samples, nothing between. */
export async function encodePng(
  { width, height, bitDepth, colorType }: PngHeader,
  scanlines: Bytes,
  chunks: readonly PngChunk[] = [],
): Promise<Bytes> {
  const header = new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, bitDepth, colorType, 0, 0, 0]);
  new DataView(header.buffer).setUint32(0, width);
  new DataView(header.buffer).setUint32(4, height);
  const parts = [
    new Uint8Array(SIGNATURE),
    chunk("IHDR", header),
    ...chunks.map(([type, data]) => chunk(type, data)),
    chunk("IDAT", await deflate(scanlines)),
    chunk("IEND", new Uint8Array(0)),
  ];
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
