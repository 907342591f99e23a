// Keeps the phone's accounts in a file that only its owner can read. Its secrets are not encrypted:
// this phone is for trying things out.

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { PhoneAccount } from "./phone.ts";

/** Returns no accounts if there is no file. Throws if the file is not a keystore. */
export function loadAccounts(file: string): PhoneAccount[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  const { accounts } = JSON.parse(text);
  if (!Array.isArray(accounts)) throw new Error("no list of accounts in it");
  return accounts;
}

/** An interrupted write would lose accounts, so this writes a second file and renames it. */
export function saveAccounts(file: string, accounts: readonly PhoneAccount[]): void {
  const next = `${file}.new`;
  writeFileSync(next, `${JSON.stringify({ accounts }, null, 2)}\n`, { mode: 0o600 });
  renameSync(next, file);
}
