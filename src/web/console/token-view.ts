// Tokens and pages of lists as addresses of the console name them.

export const tokenPage = (serial: string): string => `/console/tokens/${encodeURIComponent(serial)}`;

/** A page number from an address; whatever is none is the first. */
export const pageNumber = (text: string | undefined): number => {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 && number <= 100_000 ? number : 1;
};
