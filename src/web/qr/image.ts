// QR codes as pictures: PNG and SVG, each also as a data URI. The code is always dark on white and
// includes its quiet zone, so that no theme or margin of a page can break it. The modules cost more
// than the picture (bench/qr.ts), so a page that shows one text twice draws it once.

import type { ImageFormat } from "../../core/call.ts";
import { type Bytes, toBase64, utf8 } from "../../lib/bytes.ts";
import type { QrModules } from "./mask.ts";
import { encodePng } from "./png.ts";
import { QR_QUIET_ZONE_MODULES, qrModules } from "./qr.ts";

/** The least widths of an image and of a module, in pixels: phones read them from a screen. */
const MIN_IMAGE_PIXELS = 250;
const MIN_MODULE_PIXELS = 4;

/** `data:image/png;base64,…` or `data:image/svg+xml;base64,…`. @throws RangeError: see qrModules */
export async function qrDataUri(text: string, format: ImageFormat): Promise<string> {
  const modules = qrModules(text);
  return format === "png"
    ? `data:image/png;base64,${toBase64(await qrPng(modules))}`
    : `data:image/svg+xml;base64,${toBase64(utf8(qrSvg(modules)))}`;
}

/** Width of the image in modules, quiet zone included, and the whole pixels that a module gets. */
function dimensions(modules: QrModules): { side: number; scale: number } {
  const side = modules.length + 2 * QR_QUIET_ZONE_MODULES;
  return { side, scale: Math.max(MIN_MODULE_PIXELS, Math.ceil(MIN_IMAGE_PIXELS / side)) };
}

/** A PNG file: 1-bit greyscale, at least 250 pixels wide. */
export function qrPng(modules: QrModules): Promise<Bytes> {
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

/** An SVG document of the PNG's size: a white square and one path, no style, no reference. */
export function qrSvg(modules: QrModules): string {
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
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}" ` +
    `viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<rect width="${side}" height="${side}" fill="#fff"/><path fill="#000" d="${path}"/></svg>`
  );
}
