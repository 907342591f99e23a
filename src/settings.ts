// The settings that all flows see, typed, each with its unit in its name. src/config/table.ts gives their names in
// wrangler.toml, their defaults and their meanings, and reads and writes them. No secret is among them.

import type { ApplicationNetworks } from "./core/application-networks.ts";
import type { MailLanguage } from "./core/ports/people/mail.ts";
import type { SelfServiceAct } from "./core/self-service.ts";
import type { PlacedSlots, SlotRange } from "./core/shards/slots.ts";
import type { LockRule } from "./core/token/lock.ts";
import type { LinkedApps } from "./tiqr/linked-apps.ts";
import type { ServiceIdentity } from "./tiqr/metadata.ts";
import type { UrlFormat } from "./tiqr/urls.ts";

/** Of Cloudflare; empty: none. */
export type Jurisdiction = "" | "eu" | "us";

export interface Settings extends ServiceIdentity, LinkedApps {
  /** Identifiers of services whose phones were taken over, besides `serviceIdentifier`. */
  readonly otherServiceIdentifiers: readonly string[];
  /** Paths at which phones that were enrolled elsewhere post their answers, besides those that end in /ttype/tiqr. */
  readonly phonePaths: readonly string[];
  readonly urlFormat: UrlFormat;
  /** Empty where no universal links are made. */
  readonly universalLinkBase: string;
  /** OCRA suite of new tokens. */
  readonly ocraSuite: string;
  readonly defaultRealm: string;
  /** Where administrators have their own tokens, under the names of their accounts; for /auth alone. Not the default realm. */
  readonly adminRealm: string;
  /** Whether administrators must confirm each sign-in with a phone. */
  readonly phonesRequired: boolean;
  /** Whether user names that differ only in case are one user. */
  readonly foldUserCase: boolean;
  /**
   * Where a stranger cannot learn which users exist: nowhere, on the login page, or also in a check of a PIN, which then does not
   * tell the state of a token either. The page tells that state only after a right PIN in any case.
   */
  readonly hidesUsers: "nowhere" | "at-login" | "everywhere";
  readonly challengeValidityMs: number;
  readonly enrolmentValidityMs: number;
  readonly maxFail: number;
  /** Whether a phone whose own response has brought a permanent lock is told so. Some then block the account for good. */
  readonly blocksPhone: boolean;
  readonly lockRule: LockRule;
  /** The least length of a given PIN, in characters. */
  readonly pinMinLength: number;
  /** Whether a token must have a PIN. */
  readonly pinRequired: boolean;
  readonly pinIterations: number;
  /** Tokens that one user may have, and how many of these active; 0: any number. */
  readonly maxTokensPerUser: number;
  readonly maxActiveTokensPerUser: number;
  /** Challenge type shown to clients, by the product in their User-Agent in lower case. */
  readonly challengeTypeByClient: ReadonlyMap<string, string>;
  /** Origins whose browsers may poll and listen; `*` is any. */
  readonly pollOrigins: readonly string[];
  /** A session in a browser ends after this time without use, and after the longest time in any case. */
  readonly sessionIdleMs: number;
  readonly sessionMaxMs: number;
  /** The common parent domain of the hosts behind a proxy, which all get the cookie of forward authentication; empty: none. */
  readonly forwardAuthDomain: string;
  /** Makes the e-mail address of a user who has none, with {user} and {realm}; empty: makes none. */
  readonly emailTemplate: string;
  /** What people may do to what protects their own account. */
  readonly selfService: readonly SelfServiceAct[];
  /** `#rrggbb`, or empty for ours. */
  readonly brandColor: string;
  /** Empty for ours. */
  readonly brandLogoUrl: string;
  /** Where people find help, and what the pages say of it; either may be empty. */
  readonly helpUrl: string;
  readonly helpText: string;
  /** The address from which mail comes; empty: none is sent. */
  readonly mailFrom: string;
  /** Of mail whose reader's language is not known. */
  readonly mailLanguage: MailLanguage;
  /** Who hears by mail that a person did not make a sign-in. */
  readonly mailAdministrators: readonly string[];
  /** The privacyIDEA server that gets what this service does not hold; empty: none. */
  readonly upstream: string;
  /** Whether accounts may name addresses that are not public, of what this service calls or shows: src/lib/public-address.ts. */
  readonly webhookAllowPrivate: boolean;
  /** Whether each request leaves a line in the log. */
  readonly logsRequests: boolean;
  /** Where Durable Objects, and by its own setting the database, are kept; empty: anywhere. */
  readonly jurisdiction: Jurisdiction;
  /** 0: audit rows are kept without end. */
  readonly auditRetentionMs: number;
  /** What one database may hold. The plan decides it, which no Worker can ask for. */
  readonly databaseMaxBytes: number;
  /** The name of the object that holds the newest checkpoint of the audit trail. */
  readonly auditHeadName: string;
  /** Which slots of users are in which database; all others are in DB. */
  readonly shardSlots: readonly PlacedSlots[];
  /** Realms that have a database of their own. */
  readonly shardRealms: ReadonlyMap<string, string>;
  /** Slots that are being moved to another database. */
  readonly shardMoving: readonly SlotRange[];
  /** Whether the limits in front of guessers count. The exact counters in D1 always do. */
  readonly rateLimits: boolean;
  /** Whether the edge or a proxy in front sets CF-Connecting-IP itself. */
  readonly trustedProxy: boolean;
  /** Where application servers are, which tell the addresses of their clients. */
  readonly applicationNetworks: ApplicationNetworks;
}

/** The origin that a browser names when it sends a form of our pages, or opens a WebSocket from them. */
export const ownOriginOf = ({ publicUrl }: Settings): string => new URL(publicUrl).origin;
