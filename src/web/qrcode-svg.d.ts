// Types of the parts of qrcode-svg 1.1.0 that src/web/qr.ts uses; the package brings none.

declare module "qrcode-svg" {
  /** What is encoded: a mode indicator (4 = bytes), how many bytes, and a function that puts them into the bit buffer. */
  interface Segment {
    readonly mode: number;
    getLength(): number;
    write(buffer: { put(value: number, bits: number): void }): void;
  }

  export default class QRCode {
    /** Throws when `content` is empty or too long. */
    constructor(options: { content: string; ecl: "L" | "M" | "Q" | "H" });
    readonly qrcode: {
      /** modules[row][column], true = dark. */
      modules: boolean[][];
      dataList: Segment[];
      dataCache: number[] | null;
      /** Chooses the mask and fills `modules` from `dataList`, in the version that the constructor chose. */
      make(): void;
    };
  }
}
