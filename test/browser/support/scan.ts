// A phone in front of the screen. It reads the QR code from a picture of the screen, as a camera
// would, and calls the server over its own network.

import jsQR from "jsqr";
import type { Page } from "playwright-core";
import { Phone } from "../../../phone/phone.ts";

export const newPhone = (): Phone =>
  new Phone({
    fetch: (url, init) => fetch(url, init),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    protocol: 2,
    accounts: [],
  });

/** The text of the QR code on the screen. */
export async function scan(page: Page): Promise<string> {
  const picture = (await page.locator(".qr").screenshot()).toString("base64");
  // The pages' policy allows no picture from another origin, so a page of its own decodes it.
  const bench = await page.context().newPage();
  const { width, pixels } = await bench.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context?.drawImage(bitmap, 0, 0);
    const { data = [] } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? {};
    return { width: bitmap.width, pixels: [...data] };
  }, picture);
  await bench.close();
  const read = jsQR(Uint8ClampedArray.from(pixels), width, pixels.length / 4 / width);
  if (!read) throw new Error("there is no QR code on the screen");
  return read.data;
}
