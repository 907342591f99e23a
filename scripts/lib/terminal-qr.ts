// Draws a QR code in a terminal. Half blocks put two modules, one above the other, into each
// character cell. A dark theme would invert the code, so it sets black on white from the fixed
// 256-colour cube.

import { QR_QUIET_ZONE_MODULES, qrModules } from "../../src/web/qr/qr.ts";

const BLACK_ON_WHITE = "\x1b[0;38;5;16;48;5;231m";
const RESET = "\x1b[0m";

/**
 * Returns the lines of the QR code of `text`, with its quiet zone; each ends with a newline.
 * @throws RangeError as qrModules
 */
export function terminalQr(text: string): string {
  const modules = qrModules(text);
  const first = -QR_QUIET_ZONE_MODULES;
  const end = modules.length + QR_QUIET_ZONE_MODULES;
  let lines = "";
  for (let row = first; row < end; row += 2) {
    let line = "";
    for (let column = first; column < end; column++) {
      const upper = modules[row]?.[column];
      const lower = modules[row + 1]?.[column];
      if (upper) line += lower ? "█" : "▀";
      else line += lower ? "▄" : " ";
    }
    lines += `${BLACK_ON_WHITE}${line}${RESET}\n`;
  }
  return lines;
}
