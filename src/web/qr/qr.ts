// QR codes as modules, by a pure function. Error correction level M, or L for the few texts that do
// not fit at M; the smallest version; digits in numeric mode: docs/decisions/008-qr-codes.md. Spec:
// ISO/IEC 18004.

import { utf8 } from "../../lib/bytes.ts";
import { codewordsOf, countBits, type Segment } from "./codewords.ts";
import type { QrModules } from "./mask.ts";
import { frameOf, symbolOf } from "./symbol.ts";

/** Width of the white border on every side, in modules (§6.3.8). */
export const QR_QUIET_ZONE_MODULES = 4;

export type QrLevel = "M" | "L";

interface Level {
  /** In the format information (§7.9). */
  readonly number: number;
  /** Data codewords of versions 1 to 40 (table 7). */
  readonly codewords: readonly number[];
  /** Those of a block that correct it (table 9). */
  readonly correction: readonly number[];
}

const LEVELS: Readonly<Record<QrLevel, Level>> = {
  M: {
    number: 0,
    codewords: [
      16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415, 453, 507, 563, 627, 669, 714, 782, 860, 914,
      1000, 1062, 1128, 1193, 1267, 1373, 1455, 1541, 1631, 1725, 1812, 1914, 1992, 2102, 2216, 2334,
    ],
    correction: [
      10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28,
      28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ],
  },
  L: {
    number: 1,
    codewords: [
      19, 34, 55, 80, 108, 136, 156, 194, 232, 274, 324, 370, 428, 461, 523, 589, 647, 721, 795, 861, 932, 1006, 1094,
      1174, 1276, 1370, 1468, 1531, 1631, 1735, 1843, 1955, 2071, 2191, 2306, 2434, 2566, 2702, 2812, 2956,
    ],
    correction: [
      7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30,
      30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
  },
};

/**
 * The modules of `text` at the first of `levels` that holds it, in its smallest version.
 * @throws RangeError if `text` is empty or too long: callers bound it
 * (src/core/token/qr-capacity.ts)
 */
export function qrModules(text: string, levels: readonly QrLevel[] = ["M", "L"]): QrModules {
  const segments = segmentsOf(text);
  for (const { number, codewords, correction } of levels.map((level) => LEVELS[level])) {
    const version = 1 + codewords.findIndex((capacity, i) => bitsOf(segments, i + 1) <= 8 * capacity);
    if (text === "" || version === 0) continue;
    const frame = frameOf(version);
    const sizes = {
      capacity: codewords[version - 1] ?? 0,
      correction: correction[version - 1] ?? 0,
      total: frame.total,
    };
    return symbolOf(frame, number, codewordsOf(segments, version, sizes));
  }
  throw new RangeError(`A text of ${utf8(text).length} bytes fits no QR code`);
}

/** A sessionKey's 20 digits take 67 bits, as bytes 160. Shorter runs than these gain nothing. */
const DIGITS = /(\d{9,})/;

function segmentsOf(text: string): readonly Segment[] {
  const parts = text.split(DIGITS).map((part, i) => (i % 2 === 1 ? numeric(part) : bytes(part)));
  return parts.filter(({ length }) => length > 0);
}

/** §7.4.3: three digits in 10 bits, the last two in 7 or the last one in 4. */
function numeric(digits: string): Segment {
  const groups = digits.match(/\d{1,3}/g) ?? [];
  const bits = (group: string) => 3 * group.length + 1;
  return {
    mode: 1,
    length: digits.length,
    dataBits: groups.reduce((sum, group) => sum + bits(group), 0),
    write: (put) => {
      for (const group of groups) put(Number(group), bits(group));
    },
  };
}

/** §7.4.5. UTF-8 without a byte order mark, which would hide the scheme of a URL. */
function bytes(text: string): Segment {
  const all = utf8(text);
  return {
    mode: 4,
    length: all.length,
    dataBits: 8 * all.length,
    write: (put) => {
      for (const byte of all) put(byte, 8);
    },
  };
}

const bitsOf = (segments: readonly Segment[], version: number): number =>
  segments.reduce((sum, segment) => sum + 4 + countBits(segment, version) + segment.dataBits, 0);
