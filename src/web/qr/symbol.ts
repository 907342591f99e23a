// Where the modules of a QR code are: what finds it, its codewords, and under the best mask what
// tells level and mask. ISO/IEC 18004 §6.3, §7.7 to §7.10, annex E.

import { DARK, FIXED, isMasked, leastPenalty, type QrModules, type Slices, slicesWith } from "./mask.ts";

const EMPTY = 0;
/** A bit of a codeword, dark or light. */
const BIT = 4;

export const sizeOf = (version: number): number => 17 + 4 * version;

export interface Frame {
  readonly size: number;
  /** Row by row: FIXED and perhaps DARK, or EMPTY where a codeword's bit goes. */
  readonly modules: Uint8Array;
  /** The modules for codewords. */
  readonly data: Slices;
  /** How many codewords have room. */
  readonly total: number;
}

/** A value, and the remainder by which a few wrong bits of it are found. */
function withCheck(value: number, generator: number, checkBits: number): number {
  let rest = value << checkBits;
  for (let over = 0; over >= 0; ) {
    over = 31 - Math.clz32(rest) - checkBits;
    if (over >= 0) rest ^= generator << over;
  }
  return (value << checkBits) | rest;
}

/** The centres of the alignment patterns, in both directions (annex E). */
function centresOf(version: number): readonly number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : 2 * Math.ceil((4 * version + 4) / (2 * count - 2));
  return Array.from({ length: count }, (_, i) => (i === 0 ? 6 : sizeOf(version) - 7 - step * (count - 1 - i)));
}

const frames = new Map<number, Frame>();

/** All that does not depend on the text, made once for each version. */
export function frameOf(version: number): Frame {
  const frame = frames.get(version) ?? makeFrame(version);
  frames.set(version, frame);
  return frame;
}

/** The format's modules are light: they depend on the mask. */
function makeFrame(version: number): Frame {
  const size = sizeOf(version);
  const modules = new Uint8Array(size * size);
  const set = (row: number, column: number, dark: boolean) => {
    if (row >= 0 && row < size && column >= 0 && column < size)
      modules[row * size + column] = FIXED | (dark ? DARK : 0);
  };
  /** Squares around a centre, each dark or light by its distance from it. */
  const squares = (row: number, column: number, reach: number, isDark: (distance: number) => boolean) => {
    for (let r = -reach; r <= reach; r++)
      for (let c = -reach; c <= reach; c++) set(row + r, column + c, isDark(Math.max(Math.abs(r), Math.abs(c))));
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  const centres = centresOf(version);
  const last = centres.length - 1;
  for (const [r, row] of centres.entries())
    for (const [c, column] of centres.entries()) {
      const isAtFinder = (r === 0 && (c === 0 || c === last)) || (r === last && c === 0);
      if (!isAtFinder) squares(row, column, 2, (distance) => distance !== 1);
    }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    squares(row, column, 4, (distance) => distance !== 2 && distance !== 4);
  for (const [row, column] of formatPlaces(size).flat()) set(row, column, false);
  set(size - 8, 8, true);
  if (version >= 7) {
    const bits = withCheck(version, 0x1f25, 12);
    for (let i = 0; i < 18; i++) {
      const [near, far] = [Math.floor(i / 3), size - 11 + (i % 3)];
      set(near, far, ((bits >> i) & 1) === 1);
      set(far, near, ((bits >> i) & 1) === 1);
    }
  }
  let room = 0;
  for (const module of modules) if (module === EMPTY) room++;
  return { size, modules, data: slicesWith(size, modules, FIXED, false), total: room >> 3 };
}

/** The two modules of each bit of the format information, lowest bit first. */
const formatPlaces = (size: number) =>
  Array.from({ length: 15 }, (_, i): [row: number, column: number][] => [
    [i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, 8],
    [8, i < 8 ? size - 1 - i : i < 9 ? 15 - i : 14 - i],
  ]);

/** Two columns at a time, from the right, up and down in turns (§7.7.3). */
function placed(frame: Frame, codewords: Uint8Array): Uint8Array {
  const { size } = frame;
  const modules = frame.modules.slice();
  let bit = 0;
  for (let right = size - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up)
    for (let step = 0; step < size; step++)
      for (let column = right; column > right - 2; column--) {
        const at = (up ? size - 1 - step : step) * size + column;
        if (modules[at] !== EMPTY) continue;
        modules[at] = BIT | (((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & DARK);
        bit++;
      }
  return modules;
}

/** `level` as the format information has it. */
export function symbolOf(frame: Frame, level: number, codewords: Uint8Array): QrModules {
  const { size, data } = frame;
  const modules = placed(frame, codewords);
  const places = formatPlaces(size);
  /** The dark modules of the format information under a mask (§7.9). */
  const format = (mask: number) => {
    const bits = withCheck((level << 3) | mask, 0x537, 10) ^ 0x5412;
    return places.flatMap((pair, i) => (((bits >> i) & 1) === 1 ? pair : []));
  };
  const mask = leastPenalty(size, slicesWith(size, modules, DARK), data, format);
  // One by one: Array.from takes four times as long.
  const rows: boolean[][] = [];
  for (let row = 0; row < size; row++) {
    const line: boolean[] = [];
    for (let column = 0; column < size; column++) {
      const module = modules[row * size + column] ?? 0;
      const isFlipped = (module & FIXED) === 0 && isMasked(mask, row, column);
      line.push(((module & DARK) === DARK) !== isFlipped);
    }
    rows.push(line);
  }
  for (const [row, column] of format(mask)) (rows[row] as boolean[])[column] = true;
  return rows;
}
