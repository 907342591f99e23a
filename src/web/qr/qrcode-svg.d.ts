// Types of the parts of qrcode-svg 1.1.0 that src/web/qr/qr.ts uses; the package brings none.

declare module "qrcode-svg" {
  /** A part of the content: its mode indicator (1 = digits, 4 = bytes), length, and bits. */
  export interface Segment {
    readonly mode: number;
    getLength(): number;
    write(buffer: { put(value: number, bits: number): void }): void;
  }

  /** A QR code in the making. Its class is not exported. */
  export interface QrModel {
    /** The version, 1 to 40. */
    typeNumber: number;
    /** As in the format information (ISO/IEC 18004 §7.9): 0 = M, 1 = L. */
    errorCorrectLevel: number;
    dataList: readonly Segment[];
    /** The codewords of `dataList`, error correction included; null before they are made. */
    dataCache: readonly number[] | null;
    /** modules[row][column], true = dark. */
    modules: boolean[][];
    /** Draws the modules under a mask into new arrays; `test` omits format and version. */
    makeImpl(test: boolean, mask: number): void;
  }

  export default class QRCode {
    /** Throws when `content` is empty or too long. */
    constructor(options: { content: string; ecl?: "L" | "M" | "Q" | "H" });
    get qrcode(): QrModel;
    set qrcode(model: QrModel);
  }
}
