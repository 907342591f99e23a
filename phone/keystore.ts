// The accounts of the phone in a file that only its owner reads. It holds secrets in the clear: this is a phone for trying things out.

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Account } from "./phone.ts";

/** No file is no accounts. Throws when the file is not a keystore. */
export function loadAccounts(file: string): Account[] {
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

/** Written beside and renamed, so that an interrupted write loses no account. */
export function saveAccounts(file: string, accounts: readonly Account[]): void {
  const next = `${file}.new`;
  writeFileSync(next, `${JSON.stringify({ accounts }, null, 2)}\n`, { mode: 0o600 });
  renameSync(next, file);
}
