// Measures how the error correction level affects reading: jsqr reads the same login URLs at level
// M and at level L, as a bad camera sees them. Both codes have the same width on the screen, so the
// smaller version has larger modules. Run: npx node bench/qr-reading.ts [number of URLs, default
// 60]. The pictures are the same in each run.

import decode from "jsqr";
import type { QrModules } from "../src/web/qr/mask.ts";
import { QR_QUIET_ZONE_MODULES, type QrLevel, qrModules } from "../src/web/qr/qr.ts";
import { loginUrl } from "./qr-urls.ts";
import { seeded } from "./random.ts";

const COUNT = Number(process.argv[2] ?? 60);

let random = seeded(1);
const between = (from: number, to: number): number => from + random() * (to - from);

/** The view of a camera: the code is `width` pixels wide, in a picture half as wide again. */
interface View {
  readonly width: number;
  readonly degrees?: number;
  /** Radius of the blur, in pixels. */
  readonly blur?: number;
  /** The difference between light and dark, out of 255, and the noise on it. */
  readonly contrast?: number;
  readonly noise?: number;
  /**
   * Radius of a white reflection, as a share of the code's width. It lies at random, but never on
   * the finder patterns.
   */
  readonly glare?: number;
}

function picture(modules: QrModules, view: View): { pixels: Uint8ClampedArray; side: number } {
  const { width, degrees = 0, blur = 0, contrast = 255, noise = 0, glare = 0 } = view;
  const side = Math.round(1.5 * width);
  const across = modules.length + 2 * QR_QUIET_ZONE_MODULES;
  const [shiftX, shiftY, angle] = [between(-0.5, 0.5), between(-0.5, 0.5), (between(-1, 1) * degrees * Math.PI) / 180];
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const spot = { x: between(0.4, 0.85) * across, y: between(0.4, 0.85) * across, radius: glare * across };
  const SAMPLES = 4;
  const reach = 1 + 2 * blur; // a pixel gathers the light of a square of this side
  const pixels = new Uint8ClampedArray(4 * side * side).fill(255);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      let light = 0;
      for (let i = 0; i < SAMPLES ** 2; i++) {
        const u = x + 0.5 + ((i % SAMPLES) + 0.5 - SAMPLES / 2) * (reach / SAMPLES) - side / 2 + shiftX;
        const v = y + 0.5 + (Math.floor(i / SAMPLES) + 0.5 - SAMPLES / 2) * (reach / SAMPLES) - side / 2 + shiftY;
        const column = ((u * cos - v * sin) * across) / width + across / 2;
        const row = ((u * sin + v * cos) * across) / width + across / 2;
        const shines = Math.hypot(column - spot.x, row - spot.y) < spot.radius;
        const [r, c] = [Math.floor(row) - QR_QUIET_ZONE_MODULES, Math.floor(column) - QR_QUIET_ZONE_MODULES];
        if (shines || !modules[r]?.[c]) light++;
      }
      const grey = 128 + contrast * (light / SAMPLES ** 2 - 0.5) + between(-noise, noise);
      pixels.fill(grey, 4 * (y * side + x), 4 * (y * side + x) + 3);
    }
  return { pixels, side };
}

const texts = Array.from({ length: COUNT }, loginUrl);

const LEVELS: readonly QrLevel[] = ["M", "L"];
const modulesOf = new Map(LEVELS.map((level) => [level, texts.map((text) => qrModules(text, [level]))]));
for (const [level, all] of modulesOf) {
  const sizes = all.map((modules) => (modules.length - 17) / 4);
  console.log(`level ${level}: version ${(sizes.reduce((a, b) => a + b) / COUNT).toFixed(2)} on average`);
}

function report(what: string, views: readonly View[]): void {
  for (const view of views) {
    const read = LEVELS.map((level) => {
      random = seeded(1); // both levels get the same conditions
      const all = modulesOf.get(level) as QrModules[];
      return all.filter((modules, i) => {
        const { pixels, side } = picture(modules, view);
        return decode(pixels, side, side, { inversionAttempts: "dontInvert" })?.data === texts[i];
      }).length;
    });
    const shares = LEVELS.map((level, i) => `${level} ${((100 * (read[i] ?? 0)) / COUNT).toFixed(0).padStart(3)} %`);
    console.log(`${`${what} ${JSON.stringify(view)}`.padEnd(72)} ${shares.join("   ")}`);
  }
}

const VIEWS: Readonly<Record<string, readonly View[]>> = {
  small: [150, 110, 95, 85, 75].map((width) => ({ width })),
  turned: [5, 15].map((degrees) => ({ width: 110, degrees })),
  blurred: [0.5, 1, 1.5, 2].map((blur) => ({ width: 150, degrees: 3, blur })),
  pale: [80, 60, 50].map((contrast) => ({ width: 200, degrees: 3, contrast, noise: 10 })),
  reflecting: [0.04, 0.08, 0.1, 0.12, 0.15].map((glare) => ({ width: 200, degrees: 3, glare })),
};
for (const [what, views] of Object.entries(VIEWS)) report(what, views);
