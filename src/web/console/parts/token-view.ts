// Tokens and pages of lists in the console's addresses.

import type { TokenJson } from "../../../http/tokens/wire-token.ts";

export const tokenPage = (serial: string): string => `/console/tokens/${encodeURIComponent(serial)}`;

/**
 * The filter that finds a token's rows in the trail. A row may name several tokens. The rows of a user are found by index, and those
 * of a token are searched among them; without a user they are searched among all.
 */
export const historyOf = ({ serial, username, user_realm }: Pick<TokenJson, "serial" | "username" | "user_realm">) => ({
  serial: `*${serial}*`,
  ...(username === "" ? {} : { user: username, realm: user_realm }),
});

/** Reads a page number from an address; 1 if there is none. */
export const pageNumber = (text: string | undefined): number => {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 && number <= 100_000 ? number : 1;
};
