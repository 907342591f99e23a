// The codewords of a QR code: the bits of its text, padding, and error correction by Reed and
// Solomon. ISO/IEC 18004 §7.4 to §7.6, annex A.

/** A part of the text, in one mode: 1 = digits, 4 = bytes. */
export interface Segment {
  readonly mode: 1 | 4;
  /** Digits or bytes. */
  readonly length: number;
  /** How many bits `write` puts. */
  readonly dataBits: number;
  write(put: (value: number, bits: number) => void): void;
}

/** Bits of the count of digits or bytes in front of a segment (table 3). */
export const countBits = ({ mode }: Segment, version: number): number =>
  mode === 1 ? (version < 10 ? 10 : version < 27 ? 12 : 14) : version < 10 ? 8 : 16;

/** What fills up the data (§7.4.10). */
const PADDING = [0xec, 0x11];

function dataOf(segments: readonly Segment[], version: number, capacity: number): Uint8Array {
  const data = new Uint8Array(capacity);
  let at = 0;
  const put = (value: number, bits: number) => {
    for (let bit = bits - 1; bit >= 0; bit--, at++)
      if ((value >> bit) & 1) data[at >> 3] = (data[at >> 3] ?? 0) | (0x80 >> (at & 7));
  };
  for (const segment of segments) {
    put(segment.mode, 4);
    put(segment.length, countBits(segment, version));
    segment.write(put);
  }
  // Four bits 0 end the text, or as many as there is room for.
  const used = Math.ceil(Math.min(at + 4, 8 * capacity) / 8);
  for (let i = used; i < capacity; i++) data[i] = PADDING[(i - used) & 1] ?? 0;
  return data;
}

/** Powers of 2 in GF(256) modulo x⁸ + x⁴ + x³ + x² + 1, and their exponents. */
const POWERS = new Uint8Array(255);
const EXPONENTS = new Uint8Array(256);
for (let exponent = 0, power = 1; exponent < 255; exponent++) {
  POWERS[exponent] = power;
  EXPONENTS[power] = exponent;
  power = (power << 1) ^ (power & 0x80 ? 0x11d : 0);
}

const product = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (POWERS[((EXPONENTS[a] ?? 0) + (EXPONENTS[b] ?? 0)) % 255] ?? 0);

/** The product of (x − 2⁰) … (x − 2ⁿ⁻¹), without the leading 1. */
function generatorOf(degree: number): Uint8Array {
  const generator = new Uint8Array(degree);
  generator[degree - 1] = 1;
  for (let root = 0; root < degree; root++)
    for (let i = 0; i < degree; i++)
      generator[i] = product(generator[i] ?? 0, POWERS[root] ?? 0) ^ (generator[i + 1] ?? 0);
  return generator;
}

/** The remainder of the data, as a polynomial, by the generator. */
function correctionOf(data: Uint8Array, generator: Uint8Array): Uint8Array {
  const degree = generator.length;
  const rest = new Uint8Array(degree);
  for (const byte of data) {
    const factor = byte ^ (rest[0] ?? 0);
    for (let i = 0; i < degree; i++) rest[i] = (rest[i + 1] ?? 0) ^ product(generator[i] ?? 0, factor);
  }
  return rest;
}

/**
 * `capacity` codewords of data and what corrects them, `total` together, in blocks of which each
 * has `correction` of them: the first of all blocks, then the second, and so on.
 */
export function codewordsOf(
  segments: readonly Segment[],
  version: number,
  { capacity, correction, total }: { readonly capacity: number; readonly correction: number; readonly total: number },
): Uint8Array {
  const data = dataOf(segments, version, capacity);
  const count = (total - capacity) / correction;
  const short = Math.floor(capacity / count);
  // The last blocks have one codeword more.
  const beginningOf = (block: number) => block * short + Math.max(0, block - count + (capacity % count));
  const blocks = Array.from({ length: count }, (_, i) => data.subarray(beginningOf(i), beginningOf(i + 1)));
  const generator = generatorOf(correction);
  const corrections = blocks.map((block) => correctionOf(block, generator));
  const codewords = new Uint8Array(total);
  let at = 0;
  for (const [parts, longest] of [[blocks, short + 1] as const, [corrections, correction] as const])
    for (let i = 0; i < longest; i++) for (const part of parts) if (i < part.length) codewords[at++] = part[i] ?? 0;
  return codewords;
}
