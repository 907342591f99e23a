// Tokens and pages of lists in the console's addresses.

import type { TokenJson } from "../../../src/for-console.ts";

export const tokenPage = (serial: string): string => `/console/tokens/${encodeURIComponent(serial)}`;

/**
 * The filter that finds a token's rows in the trail, where a row may name several tokens. An index
 * finds a user's rows, among which the token's are searched; without a user, all rows are searched.
 */
export const historyOf = ({ serial, username, user_realm }: Pick<TokenJson, "serial" | "username" | "user_realm">) => ({
  serial: `*${serial}*`,
  ...(username === "" ? {} : { user: username, realm: user_realm }),
});

/** Reads a page number from an address, or else 1. */
export const pageNumber = (text: string | undefined): number => {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 && number <= 100_000 ? number : 1;
};
