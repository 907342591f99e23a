/// <reference path="./qrcode-svg.d.ts" />
// QR codes as modules, PNG, data URI and SVG. Pure functions: the same text gives the same image, and nothing is kept,
// so who shows one text twice makes it once (the modules cost milliseconds, the rest does not).
// In every form the image is dark on white and carries its quiet zone, so that no theme or margin of a page can break it.
// Spec: ISO/IEC 18004 (quiet zone §6.3.8). Modules, version and mask come from qrcode-svg at error correction level M.

import QRCode from "qrcode-svg";
import { type Bytes, toBase64, utf8 } from "../lib/bytes.ts";
import { encodePng } from "./png.ts";

/** Modules of a QR code without its quiet zone: rows of columns, true = dark; as many rows as columns. */
export type QrModules = readonly (readonly boolean[])[];

/** Width of the white border on every side, in modules. */
export const QR_QUIET_ZONE_MODULES = 4;

/** Longest text, in bytes of UTF-8: version 40 at level M takes 2331, and qrcode-svg keeps 3 back. */
export const QR_MAX_BYTES = 2328;

/** No image is narrower than this, and no module than the second, in pixels: phones read it from a screen. */
const MIN_IMAGE_PIXELS = 250;
const MIN_MODULE_PIXELS = 4;

/**
 * The modules of `text`, in the smallest version that holds it (byte mode; qrcode-svg reckons 3 bytes too many) and the
 * mask of least penalty.
 * @throws RangeError when `text` is empty or longer than QR_MAX_BYTES; bounding texts is the caller's duty
 */
export function qrModules(text: string): QrModules {
  const bytes = utf8(text);
  if (bytes.length === 0 || bytes.length > QR_MAX_BYTES) {
    throw new RangeError(`A QR code takes 1 to ${QR_MAX_BYTES} bytes, got ${bytes.length}`);
  }
  if (bytes.length === text.length) return new QRCode({ content: text, ecl: "M" }).qrcode.modules;

  // qrcode-svg puts a byte order mark before non-ASCII text, which would hide the scheme of a URL, and writes surrogates
  // one by one. So it chooses the version for an ASCII text of the same length, and then gets the bytes from us.
  const { qrcode } = new QRCode({ content: "x".repeat(bytes.length), ecl: "M" });
  const write = (buffer: { put(value: number, bits: number): void }) => {
    for (const byte of bytes) buffer.put(byte, 8);
  };
  qrcode.dataList = [{ mode: 4, getLength: () => bytes.length, write }];
  qrcode.dataCache = null;
  qrcode.make();
  return qrcode.modules;
}

/** Width of the image in modules, quiet zone included, and the whole number of pixels that one module gets. */
function dimensions(modules: QrModules): { side: number; scale: number } {
  const side = modules.length + 2 * QR_QUIET_ZONE_MODULES;
  return { side, scale: Math.max(MIN_MODULE_PIXELS, Math.ceil(MIN_IMAGE_PIXELS / side)) };
}

/** The QR code of `text` as a PNG file: 1-bit greyscale, at least 250 pixels wide. @throws RangeError as qrModules */
export function qrPng(text: string): Promise<Bytes> {
  const modules = qrModules(text);
  const { side, scale } = dimensions(modules);
  const pixels = side * scale;
  const stride = 1 + Math.ceil(pixels / 8); // a row: its filter byte, then 8 pixels a byte
  const scanlines = new Uint8Array(stride * pixels).fill(0xff); // bit 1 = white
  for (let y = 0; y < pixels; y++) scanlines[y * stride] = 0; // filter type None
  for (const [row, columns] of modules.entries()) {
    const first = (QR_QUIET_ZONE_MODULES + row) * scale * stride;
    for (const [column, dark] of columns.entries()) {
      if (!dark) continue;
      const left = (QR_QUIET_ZONE_MODULES + column) * scale;
      for (let x = left; x < left + scale; x++) {
        const at = first + 1 + (x >> 3);
        scanlines[at] = (scanlines[at] ?? 0) & ~(0x80 >> (x & 7));
      }
    }
    for (let i = 1; i < scale; i++) scanlines.copyWithin(first + i * stride, first, first + stride);
  }
  return encodePng({ width: pixels, height: pixels, bitDepth: 1, colorType: 0 }, scanlines);
}

/** The PNG of `text` as `data:image/png;base64,…`. @throws RangeError as qrModules */
export const qrPngDataUri = async (text: string): Promise<string> =>
  `data:image/png;base64,${toBase64(await qrPng(text))}`;

/** The QR code of `text` as an SVG element of the PNG's size: a white square and one path, no style, no reference. */
export function qrSvg(text: string): string {
  const modules = qrModules(text);
  const { side, scale } = dimensions(modules);
  const pixels = side * scale;
  let path = "";
  for (const [row, columns] of modules.entries()) {
    // One rectangle for each run of dark modules.
    for (let start = columns.indexOf(true); start !== -1; ) {
      const light = columns.indexOf(false, start);
      const end = light === -1 ? columns.length : light;
      const length = end - start;
      path += `M${QR_QUIET_ZONE_MODULES + start} ${QR_QUIET_ZONE_MODULES + row}h${length}v1h-${length}z`;
      start = columns.indexOf(true, end);
    }
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<rect width="${side}" height="${side}" fill="#fff"/><path fill="#000" d="${path}"/></svg>`
  );
}
