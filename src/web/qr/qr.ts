/// <reference path="./qrcode-svg.d.ts" />
// QR codes as modules, by a pure function. Error correction level M, or L for the few texts that do
// not fit at M; the smallest version; digits in numeric mode: docs/decisions/008-qr-codes.md. Spec:
// ISO/IEC 18004. Codewords, Reed-Solomon and the placement of modules are qrcode-svg's. The mask is
// ours (./mask.ts), and so is the choice of version, for which qrcode-svg counts 3 bytes too many.

import QRCode, { type QrModel, type Segment } from "qrcode-svg";
import { utf8 } from "../../lib/bytes.ts";
import { bestMasked, type QrModules } from "./mask.ts";

/** Width of the white border on every side, in modules (§6.3.8). */
export const QR_QUIET_ZONE_MODULES = 4;

export type QrLevel = "M" | "L";

/** Number in the format information (§7.9) and data codewords of versions 1 to 40 (table 7). */
const LEVELS: Readonly<Record<QrLevel, { readonly number: number; readonly codewords: readonly number[] }>> = {
  M: {
    number: 0,
    codewords: [
      16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415, 453, 507, 563, 627, 669, 714, 782, 860, 914,
      1000, 1062, 1128, 1193, 1267, 1373, 1455, 1541, 1631, 1725, 1812, 1914, 1992, 2102, 2216, 2334,
    ],
  },
  L: {
    number: 1,
    codewords: [
      19, 34, 55, 80, 108, 136, 156, 194, 232, 274, 324, 370, 428, 461, 523, 589, 647, 721, 795, 861, 932, 1006, 1094,
      1174, 1276, 1370, 1468, 1531, 1631, 1735, 1843, 1955, 2071, 2191, 2306, 2434, 2566, 2702, 2812, 2956,
    ],
  },
};

/**
 * The methods of qrcode-svg's model, whose class is not exported. The constructor would choose
 * version and mask itself, drawing eight symbols at each start. So this subclass takes the methods
 * and gives the constructor a substitute.
 */
let methods: object = {};
class Undrawn extends QRCode {
  override get qrcode(): QrModel {
    return { addData() {}, make() {} } as unknown as QrModel;
  }
  override set qrcode(model: QrModel) {
    methods = Object.getPrototypeOf(model);
  }
}
new Undrawn({ content: "-" });

/**
 * The modules of `text` at the first of `levels` that holds it, in its smallest version.
 * @throws RangeError if `text` is empty or too long: callers bound it
 * (src/core/token/qr-capacity.ts)
 */
export function qrModules(text: string, levels: readonly QrLevel[] = ["M", "L"]): QrModules {
  const segments = segmentsOf(text);
  for (const { number, codewords } of levels.map((level) => LEVELS[level])) {
    const version = 1 + codewords.findIndex((capacity, i) => bitsOf(segments, i + 1) <= 8 * capacity);
    if (text !== "" && version > 0) return draw(version, number, segments);
  }
  throw new RangeError(`A text of ${utf8(text).length} bytes fits no QR code`);
}

function draw(version: number, level: number, dataList: readonly Segment[]): QrModules {
  const fields = { typeNumber: version, errorCorrectLevel: level, dataList, dataCache: null, modules: [] };
  const model = Object.assign(Object.create(methods), fields) as QrModel;
  return bestMasked(`${version} ${level}`, (mask) => {
    model.makeImpl(false, mask);
    return model.modules;
  });
}

type Counted = Segment & { readonly dataBits: number };

/** A sessionKey's 20 digits take 67 bits, as bytes 160. Shorter runs than these gain nothing. */
const DIGITS = /(\d{9,})/;

function segmentsOf(text: string): readonly Counted[] {
  const parts = text.split(DIGITS).map((part, i) => (i % 2 === 1 ? numeric(part) : bytes(part)));
  return parts.filter((segment) => segment.getLength() > 0);
}

/** §7.4.3: three digits in 10 bits, the last two in 7 or the last one in 4. */
function numeric(digits: string): Counted {
  const groups = digits.match(/\d{1,3}/g) ?? [];
  const bits = (group: string) => 3 * group.length + 1;
  return {
    mode: 1,
    dataBits: groups.reduce((sum, group) => sum + bits(group), 0),
    getLength: () => digits.length,
    write: (buffer) => {
      for (const group of groups) buffer.put(Number(group), bits(group));
    },
  };
}

/** §7.4.5. UTF-8 without the byte order mark of qrcode-svg, which hides the scheme of a URL. */
function bytes(text: string): Counted {
  const all = utf8(text);
  return {
    mode: 4,
    dataBits: 8 * all.length,
    getLength: () => all.length,
    write: (buffer) => {
      for (const byte of all) buffer.put(byte, 8);
    },
  };
}

/** With mode indicator and character count, whose width depends on the version (table 3). */
function bitsOf(segments: readonly Counted[], version: number): number {
  const digits = version < 10 ? 10 : version < 27 ? 12 : 14;
  const bytes = version < 10 ? 8 : 16;
  return segments.reduce((sum, { mode, dataBits }) => sum + 4 + (mode === 1 ? digits : bytes) + dataBits, 0);
}
