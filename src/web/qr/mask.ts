// Chooses the best of a QR code's eight masks, the one with the least penalty: ISO/IEC 18004
// §7.8.3. A decoder reads any mask; the best has the fewest areas that look like a finder pattern
// or blur. Module by module this would take most of a QR code's time (bench/qr.ts). So a number
// holds a module of each of 32 lines, which are masked and examined at once.

/** A QR code without its quiet zone: rows of modules, true = dark; as many rows as columns. */
export type QrModules = readonly (readonly boolean[])[];

/** §7.8.3, table 11: runs of one colour, blocks, finder-like patterns, an uneven balance. */
const [N1, N2, N3, N4] = [3, 3, 40, 10];

/** Lines that a slice counts. It holds the next one too, so that no block of two is torn apart. */
const LINES = 31;
/** Light modules next to a finder-like pattern. Outside the symbol these are the quiet zone's. */
const LIGHT = 4;

interface Slice {
  /** A bit a line for each position, 1 = dark, with LIGHT light positions before and after. */
  readonly words: Int32Array;
  /** The lines that this slice counts, and those of them that have a next one. */
  readonly own: number;
  readonly pairs: number;
}

/** All modules twice: sliced by rows and by columns. */
export interface Slices {
  readonly rows: readonly Slice[];
  readonly columns: readonly Slice[];
}

/** Bits of a module: whether it is dark, and whether no mask flips it. */
export const DARK = 1;
export const FIXED = 2;

/** The modules that are dark besides under a mask. */
type Format = (mask: number) => readonly (readonly [row: number, column: number])[];

/** §7.8.2, table 10. */
const MASKS: readonly ((i: number, j: number) => number)[] = [
  (i, j) => (i + j) % 2,
  (i) => i % 2,
  (_, j) => j % 3,
  (i, j) => (i + j) % 3,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2,
  (i, j) => ((i * j) % 2) + ((i * j) % 3),
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2,
];
/** After so many rows or columns each mask begins again. */
const PERIOD = 12;

export const isMasked = (mask: number, row: number, column: number): boolean => MASKS[mask]?.(row, column) === 0;

/** Those of the modules that have this bit, or of those without it. `modules` are row by row. */
export const slicesWith = (size: number, modules: Uint8Array, bit: number, has = true): Slices =>
  slicesOf(size, (at) => (((modules[at] ?? 0) & bit) !== 0) === has);

/** The mask of least penalty; of equals, the first. `data` are the modules that it flips. */
export function leastPenalty(size: number, dark: Slices, data: Slices, format: Format): number {
  const penalties = MASKS.map((_, mask) => {
    const masked = {
      rows: dark.rows.map((slice, i) => maskedSlice(slice, data.rows[i] as Slice, patternOf(mask, i, false))),
      columns: dark.columns.map((slice, i) => maskedSlice(slice, data.columns[i] as Slice, patternOf(mask, i, true))),
    };
    for (const [row, column] of format(mask)) paint(masked, row, column);
    return penaltyOf(masked, size);
  });
  return penalties.indexOf(Math.min(...penalties));
}

function maskedSlice({ words, own, pairs }: Slice, { words: data }: Slice, pattern: Int32Array): Slice {
  const masked = new Int32Array(words.length);
  for (let i = LIGHT; i < words.length - LIGHT; i++)
    masked[i] = at(words, i) ^ (at(data, i) & at(pattern, (i - LIGHT) % PERIOD));
  return { words: masked, own, pairs };
}

/** A mask's words at PERIOD positions, of the slices that begin at the same line of its period. */
const patterns = new Map<number, Int32Array>();

function patternOf(mask: number, slice: number, isOfColumns: boolean): Int32Array {
  const first = (slice * LINES) % PERIOD;
  const key = (mask * PERIOD + first) * 2 + (isOfColumns ? 1 : 0);
  const known = patterns.get(key);
  if (known) return known;
  const pattern = Int32Array.from({ length: PERIOD }, (_, position) => {
    let word = 0;
    for (let line = 0; line <= LINES; line++)
      if (isOfColumns ? isMasked(mask, position, first + line) : isMasked(mask, first + line, position))
        word |= 1 << line;
    return word;
  });
  patterns.set(key, pattern);
  return pattern;
}

/** The penalty of a whole symbol, format and version information included. */
export function maskPenalty(modules: QrModules): number {
  const flat = modules.flat();
  return penaltyOf(
    slicesOf(modules.length, (at) => flat[at] === true),
    modules.length,
  );
}

function penaltyOf({ rows, columns }: Slices, size: number): number {
  let dark = 0;
  for (const { words, own } of rows) for (const word of words) dark += ones(word & own);
  // N4 for each whole step of 5 % away from a half.
  let penalty = N4 * Math.floor(Math.abs((20 * dark) / size ** 2 - 10));
  for (const slice of rows) penalty += blockPenalty(slice);
  for (const slice of [...rows, ...columns]) penalty += runPenalty(slice) + finderPenalty(slice);
  return penalty;
}

function slicesOf(size: number, isSet: (at: number) => boolean): Slices {
  const lowest = (lines: number) => (lines < LINES ? (1 << lines) - 1 : 0x7fffffff);
  const empty = () =>
    Array.from({ length: Math.ceil(size / LINES) }, (_, i) => ({
      words: new Int32Array(size + 2 * LIGHT),
      own: lowest(size - i * LINES),
      pairs: lowest(size - i * LINES - 1),
    }));
  const slices = { rows: empty(), columns: empty() };
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) if (isSet(row * size + column)) paint(slices, row, column);
  return slices;
}

function paint({ rows, columns }: Slices, row: number, column: number): void {
  set(rows, row, column);
  set(columns, column, row);
}

/** A dark module, in its own slice and, if its line is the first there, in the slice before. */
function set(slices: readonly Slice[], line: number, position: number): void {
  const slice = Math.floor(line / LINES);
  const words = slices[slice]?.words as Int32Array;
  words[LIGHT + position] = at(words, LIGHT + position) | (1 << (line % LINES));
  if (line % LINES > 0 || slice === 0) return;
  const before = slices[slice - 1]?.words as Int32Array;
  before[LIGHT + position] = at(before, LIGHT + position) | (1 << LINES);
}

/** N1 for a run of five, 1 for each further one: 1 where five are alike, plus 2 for each run. */
function runPenalty({ words, own }: Slice): number {
  let penalty = 0;
  let long = 0;
  let [a, b, c] = [0, 0, 0]; // the last three comparisons: 1 = like the module before
  for (let i = LIGHT + 1; i < words.length - LIGHT; i++) {
    const like = ~(at(words, i) ^ at(words, i - 1));
    const five = like & a & b & c & own;
    penalty += ones(five) + (N1 - 1) * ones(five & ~long);
    c = b;
    b = a;
    a = like;
    long = five;
  }
  return penalty;
}

/** N3 for dark and light as 1:1:3:1:1 with four light modules before or after, once for both. */
function finderPenalty({ words, own }: Slice): number {
  let found = 0;
  for (let i = LIGHT; i + 7 + LIGHT <= words.length; i++) {
    const dark = at(words, i) & at(words, i + 2) & at(words, i + 3) & at(words, i + 4) & at(words, i + 6);
    const pattern = dark & ~(at(words, i + 1) | at(words, i + 5));
    if (pattern === 0) continue;
    const before = at(words, i - 1) | at(words, i - 2) | at(words, i - 3) | at(words, i - 4);
    const behind = at(words, i + 7) | at(words, i + 8) | at(words, i + 9) | at(words, i + 10);
    found += ones(pattern & ~(before & behind) & own);
  }
  return N3 * found;
}

/** N2 for each square of four: a block of m × n has (m − 1) × (n − 1) of them. */
function blockPenalty({ words, pairs }: Slice): number {
  let squares = 0;
  for (let i = LIGHT + 1; i < words.length - LIGHT; i++) {
    const word = at(words, i);
    const before = at(words, i - 1);
    const dark = word & before;
    const light = ~(word | before);
    squares += ones(((dark & (dark >>> 1)) | (light & (light >>> 1))) & pairs);
  }
  return N2 * squares;
}

const at = (words: Int32Array, i: number): number => words[i] as number;

/** Counts the bits that are 1. */
function ones(word: number): number {
  const twos = word - ((word >>> 1) & 0x55555555);
  const fours = (twos & 0x33333333) + ((twos >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
