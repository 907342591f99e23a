// The address from which a request came, as people read it. `unknown` is what src/http/request/address.ts writes where there is none.

export const addressSaid = (address: string, words: { readonly unknownAddress: string }): string =>
  address === "unknown" ? words.unknownAddress : address;
