// Chooses the best of a QR code's eight masks, the one with the least penalty: ISO/IEC 18004
// §7.8.3. A decoder reads any mask; the best has the fewest areas that look like a finder pattern
// or blur. Differs: qrcode-svg counts neighbours for runs, wants no light area next to a
// finder-like pattern, omits format and version, and works module by module on eight drawings,
// which took most of a QR code's time (bench/qr.ts). Here a number holds a module of each of 32
// lines, all examined at once, and a text is drawn twice: under mask 0, and under the best.

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

/** The rows of a symbol, and its columns. */
interface Symbol {
  readonly rows: readonly Slice[];
  readonly columns: readonly Slice[];
}

/**
 * What each mask changes of a symbol under mask 0: the data cancels out, so it is the same for
 * every text of a version and level.
 */
const CHANGES = new Map<string, readonly Symbol[]>();
const MASKS = [0, 1, 2, 3, 4, 5, 6, 7];

/** The modules under the mask of least penalty; of equals, the first. `kind`: version and level. */
export function bestMasked(kind: string, masked: (mask: number) => QrModules): QrModules {
  const unchanged = masked(0);
  const symbol = symbolOf(unchanged);
  const changes = CHANGES.get(kind) ?? MASKS.map((mask) => changed(symbol, symbolOf(masked(mask))));
  CHANGES.set(kind, changes);
  const penalties = changes.map((change) => penaltyOf(changed(symbol, change)));
  const best = penalties.indexOf(Math.min(...penalties));
  return best === 0 ? unchanged : masked(best);
}

/** The penalty of a whole symbol, format and version information included. */
export const maskPenalty = (modules: QrModules): number => penaltyOf(symbolOf(modules));

function penaltyOf({ rows, columns }: Symbol): number {
  const size = (rows[0] as Slice).words.length - 2 * LIGHT;
  let [dark, penalty] = [0, 0];
  for (const slice of rows) {
    for (const word of slice.words) dark += ones(word & slice.own);
    penalty += blockPenalty(slice);
  }
  for (const slice of [...rows, ...columns]) penalty += runPenalty(slice) + finderPenalty(slice);
  // N4 for each whole step of 5 % away from a half.
  return penalty + N4 * Math.floor(Math.abs((20 * dark) / size ** 2 - 10));
}

/** The modules in which two symbols differ; and the one symbol from the other and these. */
function changed(symbol: Symbol, other: Symbol): Symbol {
  const differing = (slices: readonly Slice[], others: readonly Slice[]) =>
    slices.map(({ words, ...lines }, i) => ({
      ...lines,
      words: words.map((word, at) => word ^ (others[i]?.words[at] as number)),
    }));
  return { rows: differing(symbol.rows, other.rows), columns: differing(symbol.columns, other.columns) };
}

function symbolOf(modules: QrModules): Symbol {
  const [rows, columns] = [slicesOf(modules.length), slicesOf(modules.length)];
  for (const [row, line] of modules.entries())
    for (let column = line.indexOf(true); column !== -1; column = line.indexOf(true, column + 1)) {
      paint(rows, row, column);
      paint(columns, column, row);
    }
  return { rows, columns };
}

function slicesOf(size: number): Slice[] {
  const lowest = (lines: number) => (lines < LINES ? (1 << lines) - 1 : 0x7fffffff);
  return Array.from({ length: Math.ceil(size / LINES) }, (_, i) => ({
    words: new Int32Array(size + 2 * LIGHT),
    own: lowest(size - i * LINES),
    pairs: lowest(size - i * LINES - 1),
  }));
}

/** A dark module, in its own slice and, if its line is the first there, in the slice before. */
function paint(slices: readonly Slice[], line: number, position: number): void {
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
