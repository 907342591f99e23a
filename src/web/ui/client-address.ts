// A request's address as people read it. src/http/request/address.ts writes `unknown` for none.

export const addressSaid = (address: string, words: { readonly unknownAddress: string }): string =>
  address === "unknown" ? words.unknownAddress : address;
