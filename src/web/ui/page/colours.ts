// An operator's own colours, with the contrast of WCAG 2.2 AA: few brand colours are legible on
// both a light and a dark ground, so each theme gets the nearest shade that is.

/** Red, green and blue. */
type Rgb = readonly number[];

/** WCAG 2.2 §1.4.3, for text. */
const MIN_CONTRAST = 4.5;
/** How far a shade is from the last one, on the way to black or white. */
const STEP = 0.04;

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

/** Reads `#rrggbb`. */
const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const hexOf = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
const mix = (from: Rgb, to: Rgb, share: number): Rgb =>
  from.map((part, index) => part + ((to[index] ?? 0) - part) * share);

/** WCAG 2.2, relative luminance. */
function luminanceOf(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1, for equal colours, to 21. */
export function contrastOf(a: string, b: string): number {
  const [dark = 0, light = 0] = [a, b].map((hex) => luminanceOf(rgbOf(hex))).sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

/** The first shade on the way to black or white that is legible on all of these grounds. */
function legible(colour: string, towards: Rgb, grounds: readonly string[]): string {
  for (let share = 0; share < 1; share += STEP) {
    const shade = hexOf(mix(rgbOf(colour), towards, share));
    if (grounds.every((ground) => contrastOf(shade, ground) >= MIN_CONTRAST)) return shade;
  }
  return hexOf(towards);
}

export interface Shades {
  readonly accent: string;
  /** For a button under the pointer. */
  readonly accentStrong: string;
  /** Text on either of the two. */
  readonly onAccent: string;
}

/** `grounds`: the colours behind links and buttons in a theme. */
export function shadesOf(colour: string, theme: "light" | "dark", grounds: readonly string[]): Shades {
  const towards = theme === "light" ? BLACK : WHITE;
  const accent = legible(colour, towards, grounds);
  const accentStrong = hexOf(mix(rgbOf(accent), towards, 0.2));
  const onAccent = hexOf(theme === "light" ? WHITE : BLACK);
  return { accent, accentStrong, onAccent };
}
