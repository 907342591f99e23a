// The parameters of a request that a browser brings: src/http/oidc/given.ts reads them.

/** The first two values of each parameter. An empty value counts as none (RFC 6749 §3.1). */
export type OauthParams = ReadonlyMap<string, readonly string[]>;

/** A parameter's only value. Two readers could pick different ones, so two values count as none. */
export const onlyValue = (params: OauthParams, name: string): string | undefined => {
  const values = params.get(name) ?? [];
  return values.length === 1 ? values[0] || undefined : undefined;
};
