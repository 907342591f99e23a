// Types of the parts of qrcode-svg 1.1.0 with which our QR codes are compared; it brings none.

declare module "qrcode-svg" {
  /** A QR code in the making. */
  export interface QrModel {
    /** modules[row][column], true = dark. */
    modules: boolean[][];
    /** Draws the modules under a mask into new arrays; `test` omits format and version. */
    makeImpl(test: boolean, mask: number): void;
  }

  export default class QRCode {
    /** Throws when `content` is empty or too long. */
    constructor(options: { content: string; ecl?: "L" | "M" | "Q" | "H" });
    get qrcode(): QrModel;
  }
}
