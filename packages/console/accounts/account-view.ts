// Accounts in the console's addresses and in few words.

import type { ConsoleWords } from "../words/words.ts";
import { presetOf } from "./presets.ts";

export const ACCOUNTS_PATH = "/console/accounts";
export const NEW_ACCOUNT = `${ACCOUNTS_PATH}/new`;

/** Not below the list: an account named `new` would meet the form. */
export const accountPage = (name: string): string => `/console/account/${encodeURIComponent(name)}`;

/** The box of a right in the form. */
export const boxOf = (right: string): string => `right.${right}`;

/** More rights than these are shown as a number. */
const MAX_LISTED_RIGHTS = 3;

export function rightsIn(words: ConsoleWords["accounts"], rights: readonly string[]): string {
  if (rights.includes("*")) return words.administrator;
  const preset = presetOf(rights);
  if (preset) return words.presets[preset];
  return rights.length > MAX_LISTED_RIGHTS ? words.rightCount(rights.length) : rights.join(", ");
}
