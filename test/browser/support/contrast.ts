// The contrast of a text with its background by WCAG 2.2, from the colours that the browser has
// computed.

import type { Locator } from "playwright-core";

/**
 * From 1 to 21. The element must have its own background, and neither colour may be transparent.
 */
export async function contrast(element: Locator): Promise<number> {
  const [text, ground] = await element.evaluate((it) => {
    const { color, backgroundColor } = getComputedStyle(it);
    return [color, backgroundColor] as const;
  });
  const [darker = 0, lighter = 0] = [luminance(text), luminance(ground)].sort((one, other) => one - other);
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2.2, "relative luminance". Computed colours are `rgb(r, g, b)`. */
function luminance(colour: string): number {
  const [, ...parts] = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour) ?? [];
  if (parts.length !== 3) throw new Error(`not an opaque colour: ${colour}`);
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
