// The settings that all flows see, typed, each with its unit in its name. src/config/table.ts gives
// their names in wrangler.toml, their defaults and meanings, and reads them. None is a secret.

import type { ProximityRule } from "./core/proximity/proximity.ts";
import type { SelfServiceAct } from "./core/self-service.ts";
import type { PlacedSlots, SlotRange } from "./core/shards/slots.ts";
import type { LockRule } from "./core/token/lock.ts";
import type { DayPassRule } from "./core/token/pass.ts";
import type { Network } from "./lib/network.ts";
import type { Language } from "./lib/words.ts";
import type { LinkedApps } from "./tiqr/linked-apps.ts";
import type { ServiceIdentity } from "./tiqr/metadata.ts";
import type { UrlFormat } from "./tiqr/urls.ts";

/** A jurisdiction of Cloudflare; empty: none. */
export type Jurisdiction = "" | "eu" | "us";

/**
 * `on`: the edge or a proxy in front sets CF-Connecting-IP itself. `off`: nobody says where a
 * client is. `local`: no proxy, and only this machine reaches the port.
 */
export type TrustedProxy = "on" | "off" | "local";

/** Rows of the trail in one database, `last` included. */
export interface FaultyRows {
  readonly database: string;
  readonly first: number;
  readonly last: number;
}

/** `mail`: a person whom a directory makes gets a link by mail. */
export type ScimLinks = "off" | "mail";

export interface Settings extends ServiceIdentity, LinkedApps {
  /** Identifiers of services whose phones were taken over, besides `serviceIdentifier`. */
  readonly otherServiceIdentifiers: readonly string[];
  /** Where phones enrolled elsewhere post their answers, besides paths that end in /ttype/tiqr. */
  readonly phonePaths: readonly string[];
  readonly urlFormat: UrlFormat;
  /** Empty unless universal links are made. */
  readonly universalLinkBase: string;
  readonly ocraSuite: string;
  readonly defaultRealm: string;
  /** The realm of administrators' own tokens, only for /auth. It is never the default realm. */
  readonly adminRealm: string;
  readonly phonesRequired: boolean;
  /** The console's session ends after the first without use, and after the second in any case. */
  readonly consoleIdleMs: number;
  readonly consoleMaxMs: number;
  readonly foldUserCase: boolean;
  /**
   * Where a stranger cannot learn which users exist. `everywhere` includes a check of a PIN, which
   * then hides a token's state as well; the login page always does until the PIN is right.
   */
  readonly hidesUsers: "nowhere" | "at-login" | "everywhere";
  /** Whether a directory may keep the people of a realm (SCIM 2.0). */
  readonly scim: boolean;
  readonly scimLinks: ScimLinks;
  readonly scimDeleteAfterMs: number;
  readonly challengeValidityMs: number;
  readonly enrolmentValidityMs: number;
  readonly maxFail: number;
  /** Whether a phone hears that it locked its token for good. Some then block the account. */
  readonly blocksPhone: boolean;
  readonly lockRule: LockRule;
  /** The least length of a PIN, in characters; having none is another matter (`pinRequired`). */
  readonly pinMinLength: number;
  readonly pinRequired: boolean;
  readonly pinIterations: number;
  /** How many tokens a user may have, and how many of them may be active; 0: any number. */
  readonly maxTokensPerUser: number;
  readonly maxActiveTokensPerUser: number;
  /** The challenge type for a client, by the product in its User-Agent in lower case. */
  readonly challengeTypeByClient: ReadonlyMap<string, string>;
  /** Who takes day passes, and how long one may last. */
  readonly dayPass: DayPassRule;
  readonly dayPassMaxMs: number;
  /** What is done when a phone is far from the browser; a client's own rule may be stricter. */
  readonly proximity: ProximityRule;
  /** Networks whose browsers count as known. */
  readonly proximityNetworks: readonly Network[];
  readonly mailsNewBrowsers: boolean;
  /** Whether agents see who calls, or may give access only to callers who have shown it. */
  readonly deskVerifies: "off" | "show" | "required";
  /** How long a caller waits who can show nothing. */
  readonly deskWaitMs: number;
  /** Origins whose pages may poll and listen; `*` is any. */
  readonly pollOrigins: readonly string[];
  /** A browser's session ends after the first without use, and after the second in any case. */
  readonly sessionIdleMs: number;
  readonly sessionMaxMs: number;
  /** The domain of all hosts that get the cookie of forward authentication; empty: none. */
  readonly forwardAuthDomain: string;
  /** Makes the e-mail address of users without one, from {user} and {realm}; empty: makes none. */
  readonly emailTemplate: string;
  readonly selfService: readonly SelfServiceAct[];
  /** Whether devices without a browser may ask for a sign-in (RFC 8628). */
  readonly deviceGrant: boolean;
  /** Whether applications may ask people to confirm on their phones (OpenID Connect CIBA). */
  readonly ciba: boolean;
  /** `#rrggbb`, or empty for ours. */
  readonly brandColor: string;
  /** Empty for ours. */
  readonly brandLogoUrl: string;
  /** Where people find help, and what the pages say about it; either may be empty. */
  readonly helpUrl: string;
  readonly helpText: string;
  /** The address from which mail comes; empty: none is sent. */
  readonly mailFrom: string;
  /** The language of mail to readers whose language is not known. */
  readonly mailLanguage: Language;
  /** Who hears by mail that a person did not make a sign-in. */
  readonly mailAdministrators: readonly string[];
  /** The privacyIDEA server that gets requests for what this service does not hold; empty: none. */
  readonly upstream: string;
  /** Whom to tell of a hole in this installation, as mailto: or https:; empty: nobody is named. */
  readonly securityContact: string;
  /** Whether accounts may name private addresses, which this service then calls or shows. */
  readonly webhookAllowPrivate: boolean;
  readonly logsRequests: boolean;
  /** Where Durable Objects are kept; empty: anywhere. The database has a setting of its own. */
  readonly jurisdiction: Jurisdiction;
  /** 0: audit rows are kept without end. */
  readonly auditRetentionMs: number;
  /**
   * With the binding TRAIL: how long audit rows stay in the database before they go to the bucket.
   */
  readonly auditDatabaseMs: number;
  /** Rows that are known to be faulty, and go to the bucket as they are. */
  readonly auditFaultyRows: readonly FaultyRows[];
  /** What one database may hold. The plan decides it, and no Worker can find out the plan. */
  readonly databaseMaxBytes: number;
  /** The name of the object that holds the newest checkpoint of the audit trail. */
  readonly auditHeadName: string;
  /** Which slots of users are in which database; all others are in DB. */
  readonly shardSlots: readonly PlacedSlots[];
  readonly shardRealms: ReadonlyMap<string, string>;
  readonly shardMoving: readonly SlotRange[];
  /** Whether rate limits slow down guessers. The exact counters in D1 always count. */
  readonly rateLimits: boolean;
  readonly trustedProxy: TrustedProxy;
  /** The networks of application servers, which are trusted to name their clients' addresses. */
  readonly applicationNetworks: readonly Network[];
}

/** The origin that a browser names when a page of ours sends a form or opens a WebSocket. */
export const ownOriginOf = ({ publicUrl }: Settings): string => new URL(publicUrl).origin;
