// Reads the QR text from a data URI with a PNG or an SVG.

import { paintSvg } from "./canvas.ts";
import { readPng } from "./read-png.ts";
import { readQr } from "./read-qr.ts";

export async function readDataUri(uri: string | undefined): Promise<string | undefined> {
  const [, format, base64 = ""] = /^data:image\/(png|svg\+xml);base64,(.*)$/.exec(uri ?? "") ?? [];
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const { rgba, width, height } = format === "png" ? await readPng(bytes) : paintSvg(new TextDecoder().decode(bytes));
  return readQr(rgba, width, height);
}
