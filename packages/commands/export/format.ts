// What a format of `npm run export` makes of tokens and users, and its file: readable by its owner
// only, never in place of another one, and gone again where it was not written to its end.
import { closeSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { CommandError } from "../../../scripts/lib/project.ts";
import { type FernetKey, sealFernet } from "../import/crypt/fernet.ts";
import type { ExportedToken, ExportedUser } from "./all-tokens.ts";

interface ExportFile {
  add(element: object): void;
  end(): void;
}

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

/** A list with an element a line, written as it comes: there may be hundreds of thousands. */
export function jsonFile(path: string): ExportFile {
  const file = attempt(path, () => openSync(path, "wx", 0o600));
  const remove = () => rmSync(path, { force: true });
  process.once("exit", remove);
  let before = "[\n";
  const write = (text: string) => attempt(path, () => writeSync(file, text));
  return {
    add(element) {
      write(before + JSON.stringify(element));
      before = ",\n";
    },
    end() {
      write(before.startsWith("[") ? "[]\n" : "\n]\n");
      closeSync(file);
      process.off("exit", remove);
    },
  };
}

/** A list as one Fernet token, which can only be made of all of it. */
export function fernetFile(path: string, key: FernetKey, nowMs: number): ExportFile {
  const elements: object[] = [];
  return {
    add: (element) => elements.push(element),
    end: () => writeNew(path, sealFernet(Buffer.from(`${JSON.stringify(elements, null, 2)}\n`), key, nowMs)),
  };
}

export function writeNew(path: string, text: string): void {
  attempt(path, () => {
    try {
      writeFileSync(path, text, { flag: "wx", mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") rmSync(path, { force: true });
      throw error;
    }
  });
}

function attempt<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new CommandError(`${path} cannot be written: ${(error as Error).message}`);
  }
}
