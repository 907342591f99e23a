// The parameters of a request that a browser brings: src/http/oidc/given.ts reads them.

/** All values of each parameter. An empty value counts as none (RFC 6749 §3.1). */
export type Given = ReadonlyMap<string, readonly string[]>;

/** A parameter's only value. Two readers could pick different ones, so two values count as none. */
export const only = (given: Given, name: string): string | undefined => {
  const values = given.get(name) ?? [];
  return values.length === 1 ? values[0] || undefined : undefined;
};
