// Tokens and pages of lists in the console's addresses.

export const tokenPage = (serial: string): string => `/console/tokens/${encodeURIComponent(serial)}`;

/** Reads a page number from an address; 1 if there is none. */
export const pageNumber = (text: string | undefined): number => {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 && number <= 100_000 ? number : 1;
};
