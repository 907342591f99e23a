// Applications that sign people in: OpenID Connect clients (RFC 7591) or hosts behind a proxy.

import type { Note } from "../../audit/audit.ts";
import type { AdminCall } from "../../call.ts";
import type { ProximityRule } from "../../proximity/proximity.ts";
import type { Outcome } from "../../reasons.ts";

export const CLIENT_AUTHENTICATIONS = ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"] as const;
export type ClientAuthentication = (typeof CLIENT_AUTHENTICATIONS)[number];

export const SIGNING_ALGORITHMS = ["RS256", "ES256"] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

export const SUBJECT_TYPES = ["public", "pairwise"] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

export const CODE_GRANT = "authorization_code";
export const REFRESH_GRANT = "refresh_token";
export const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
export const CIBA_GRANT = "urn:openid:params:grant-type:ciba";
/** The last two only where a setting allows them. */
export const GRANT_TYPES = [CODE_GRANT, REFRESH_GRANT, DEVICE_GRANT, CIBA_GRANT] as const;
export type GrantType = (typeof GRANT_TYPES)[number];

/** How a client hears that a person has decided. It may always poll. */
export const DELIVERY_MODES = ["poll", "ping"] as const;

/** What only a client has that asks people to confirm: CIBA Core 1.0 §4. */
export interface CibaClient {
  readonly deliveryMode: (typeof DELIVERY_MODES)[number];
  /** Where it is pinged. */
  readonly notificationEndpoint: string | undefined;
  /** Whether it may send the person's PIN. */
  readonly takesUserCode: boolean;
  readonly requiresMessage: boolean;
}

/** Microsoft's clouds; each has a login host of its own. */
export const ENTRA_CLOUDS = ["global", "usgov", "china"] as const;
export type EntraCloud = (typeof ENTRA_CLOUDS)[number];

/** A tenant of Microsoft Entra. Both ids are GUIDs in small letters. */
export interface EntraTenant {
  readonly tenant: string;
  /** The Application ID of our registration there: the `aud` of hints. */
  readonly appId: string;
  readonly cloud: EntraCloud;
}

export interface OidcClient {
  readonly clientId: string;
  /** The name that people read on the sign-in page. */
  readonly clientName: string;
  /** Where people open the application. */
  readonly clientUri: string | undefined;
  readonly logoUri: string | undefined;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly backchannelLogoutUri: string | undefined;
  readonly tokenEndpointAuthMethod: ClientAuthentication;
  /** The registration names no method, so the secret may come in the header or in the form. */
  readonly secretEitherWay: boolean;
  readonly idTokenSignedResponseAlg: SigningAlgorithm;
  /** The scopes that the client may ask for. */
  readonly scope: readonly string[];
  /** The public keys of a client that authenticates by private_key_jwt. */
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] } | undefined;
  /** Where it publishes them instead. */
  readonly jwksUri: string | undefined;
  /** `pairwise`: the client gets its own `sub` for each user. */
  readonly subjectType: SubjectType;
  readonly requirePin: boolean;
  /** Takes a sign-in by day pass, which is not MFA, even where it requires a PIN. */
  readonly dayPass: boolean;
  /** Always true for a public client. */
  readonly requirePkce: boolean;
  /** Requests for authorization count only if the client has pushed them (RFC 9126 §6). */
  readonly requirePushed: boolean;
  /** The realms whose users may sign in; all but ADMIN_REALM if empty. */
  readonly realms: readonly string[];
  /** How near the phone has to be to a new browser; undefined: as PROXIMITY says. */
  readonly proximity: Exclude<ProximityRule, "off"> | undefined;
  readonly grantTypes: readonly GrantType[];
  /** Undefined unless CIBA_GRANT is among its grant types. */
  readonly ciba: CibaClient | undefined;
  /** Undefined unless the client is a tenant of Microsoft Entra. */
  readonly entra: EntraTenant | undefined;
  /** Host names in lower case that a proxy guards by asking at /authz. */
  readonly forwardAuthHosts: readonly string[];
}

/** A client as stored, and what verifies its secret. Hashes are SHA-256 in hex. */
export interface StoredClient {
  readonly client: OidcClient;
  readonly secretHash: string | null;
  readonly previousSecretHash: string | null;
  readonly createdAtMs: number;
  /** Each change raises it, which shows whether the client is still as read. */
  readonly changedAtMs: number;
}

export type NewClient = Pick<StoredClient, "client" | "secretHash" | "createdAtMs">;

/** An application as people open it: its name and its address. */
export type OpenableClient = Pick<OidcClient, "clientName"> & { readonly clientUri: string };

export interface ClientStore {
  /** One read. Undefined for an unknown id. */
  find(clientId: string): Promise<StoredClient | undefined>;
  /** The client that has this host; undefined when none has. */
  findByHost(host: string): Promise<OidcClient | undefined>;
  /** Whether a client has `entra`, as it was known some seconds ago. */
  anyEntra(nowMs: number): Promise<boolean>;
  /** Some that people of the realm may open, ordered by name. */
  openableBy(realm: string): Promise<readonly OpenableClient[]>;
  /** Ordered by name. */
  list(call: AdminCall): Promise<Outcome<{ readonly clients: readonly StoredClient[] }>>;
  look(call: AdminCall, clientId: string): Promise<Outcome<{ readonly stored: StoredClient }>>;
  /** Refuses a host that another client has. */
  add(call: AdminCall, added: NewClient, note: Note): Promise<Outcome<object>>;
  /**
   * False, and nothing done, when the client's `changedAtMs` is no longer `readAtMs`. A client that
   * stops using a secret loses its secrets.
   */
  change(
    call: AdminCall,
    client: OidcClient,
    readAtMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly changed: boolean }>>;
  /** The previous secret stays valid next to the new one; the one before that ends. */
  rotate(call: AdminCall, clientId: string, secretHash: string, note: Note): Promise<Outcome<object>>;
  /** Its grants end with it: GrantStore finds none of a missing client. */
  remove(call: AdminCall, clientId: string, note: Note): Promise<Outcome<object>>;
}
