// A QR code for a terminal: two modules above each other in one character cell, by half blocks.
// Colours are spelled out (black on white of the fixed 256-colour cube), so a dark theme doesn't invert it.

import { QR_QUIET_ZONE_MODULES, qrModules } from "../../src/web/qr/qr.ts";

const BLACK_ON_WHITE = "\x1b[0;38;5;16;48;5;231m";
const RESET = "\x1b[0m";

/** Lines of the QR code of `text`, quiet zone included, each ended by a newline. @throws RangeError as qrModules */
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
