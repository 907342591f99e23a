// What a format of `npm run export` makes of tokens and users.
import type { ExportedToken, ExportedUser } from "./all-tokens.ts";
import type { ExportFile } from "./file.ts";

/** The secrets of a token, opened. `pinHash` is undefined without a PIN. */
export interface OpenedToken {
  readonly secretHex: string;
  readonly pinHash: string | undefined;
  /** At which the phone can be woken; undefined where it has not told. */
  readonly pushAddress: string | undefined;
}

export interface ExportFormat {
  readonly file: (path: string) => ExportFile;
  /** The element of a token, or why it stays out. */
  readonly token: (exported: ExportedToken, opened: OpenedToken) => object | string;
  /** Undefined where the format has tokens only. */
  readonly user: ((user: ExportedUser) => object) | undefined;
}
