// Reads a QR code as a phone does: from pixels, by jsqr, which shares no code with the writer.

import decode from "jsqr";
import type { QrModules } from "../../../src/web/qr/mask.ts";

/** The text in an image, or undefined if there is no QR code in it. */
export const readQr = (rgba: Uint8ClampedArray, width: number, height: number): string | undefined =>
  decode(rgba, width, height, { inversionAttempts: "dontInvert" })?.data;

/** An image of modules, `scale` pixels each. */
export function paint(modules: QrModules, scale: number): { rgba: Uint8ClampedArray; side: number } {
  const side = modules.length * scale;
  const rgba = new Uint8ClampedArray(4 * side * side).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (modules[Math.floor(y / scale)]?.[Math.floor(x / scale)])
        rgba.fill(0, 4 * (y * side + x), 4 * (y * side + x) + 3);
    }
  }
  return { rgba, side };
}
