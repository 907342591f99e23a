// An application that signs people in here: a client of OpenID Connect, or hosts behind a proxy. Names follow RFC 7591.

export const CLIENT_AUTHENTICATIONS = ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"] as const;
export type ClientAuthentication = (typeof CLIENT_AUTHENTICATIONS)[number];

export const SIGNING_ALGORITHMS = ["RS256", "ES256"] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

export const SUBJECT_TYPES = ["public", "pairwise"] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

/** OIDC Core §5.4 and §11; `groups` is what applications commonly call it. */
export const SCOPES = ["openid", "profile", "email", "groups", "offline_access"] as const;

export interface OidcClient {
  readonly clientId: string;
  /** The name that people read on the sign-in page. */
  readonly clientName: string;
  readonly logoUri: string | undefined;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly backchannelLogoutUri: string | undefined;
  readonly tokenEndpointAuthMethod: ClientAuthentication;
  /** Its registration names no way, so the secret may come in the header or in the form: many libraries send it in the form. */
  readonly secretEitherWay: boolean;
  readonly idTokenSignedResponseAlg: SigningAlgorithm;
  /** The scopes that the client may ask for. */
  readonly scope: readonly string[];
  /** The public keys of a client that authenticates by private_key_jwt. */
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] } | undefined;
  /** With `pairwise` the client gets a `sub` of its own for each user. */
  readonly subjectType: SubjectType;
  readonly requirePin: boolean;
  /** Always true for a public client. */
  readonly requirePkce: boolean;
  /** The realms whose users may sign in; all but ADMIN_REALM if empty. */
  readonly realms: readonly string[];
  /** Host names, in lower case, that a proxy guards by asking at /authz. */
  readonly forwardAuthHosts: readonly string[];
}

/** What a sign-in for this client has to be: isEnough in ../sessions/browser-session.ts. */
export const rulesOf = ({ requirePin, realms }: Pick<OidcClient, "requirePin" | "realms">) => ({
  needsPin: requirePin,
  realms,
});

/** A public client keeps no secret, so anyone can send requests in its name. */
export const isPublic = ({ tokenEndpointAuthMethod }: Pick<OidcClient, "tokenEndpointAuthMethod">): boolean =>
  tokenEndpointAuthMethod === "none";

/** Whether people of this realm may sign in to the client. */
export const takesRealm = ({ realms }: Pick<OidcClient, "realms">, realm: string): boolean =>
  realms.length === 0 || realms.includes(realm);
