// The types of management.js. docs/api.md says what each parameter and key of an answer means.

import type { AskedOptions } from "../requests/requests.js";
import type {
  Account,
  AuditPart,
  AuditRow,
  Client,
  ClientMetadata,
  ClientRefusal,
  DayPass,
  Delivery,
  DeskCall,
  Endpoint,
  Enrollment,
  Job,
  JobResult,
  Link,
  ListedJob,
  MadeClient,
  OpenChallenge,
  Page,
  Realm,
  Statistics,
  StreamedRow,
  Token,
  User,
  UserAttributes,
  UserDetails,
  Verification,
} from "./answers.js";

export type * from "./answers.js";

/** `apiKey` or `token` says which account it is. */
export interface ManagementOptions extends AskedOptions {}

/** For one call. `timeoutMs` is for each of its requests. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

/** One token, or all tokens of a user. */
export type Subject = { readonly serial: string } | { readonly user: string; readonly realm?: string | undefined };

export interface FoundPage extends Page {
  readonly before: string | null;
  /** How far a search has come that goes on at `after`; `of`: how many there are, if known. */
  readonly progress: { readonly examined: number; readonly of: number | null } | null;
}

type Filters<Name extends string> = { readonly [name in Name]?: string | number | boolean | undefined };
type PageFilters = "page" | "pagesize" | "after" | "before" | "sortby" | "sortdir";

export type TokenFilters = Filters<
  | PageFilters
  | "user"
  | "username"
  | "realm"
  | "serial"
  | "description"
  | "rollout_state"
  | "assigned"
  | "active"
  | "revoked"
  | "failcounter_exceeded"
>;
export type LinkFilters = Filters<Exclude<PageFilters, "sortby"> | "user" | "realm" | "serial" | "id" | "search">;
export interface UserFilters extends Filters<"search" | "username" | "realm" | "after" | "before"> {
  /** People without a phone; of these, those without an open link, or with an expired one. */
  readonly phones?: "none" | "none-without-link" | "link-expired" | undefined;
  /** People who are kept out now, by a directory, or from a date on. */
  readonly blocked?: "yes" | "directory" | "planned" | undefined;
}
export type AuditFilters = Filters<
  | "page"
  | "page_size"
  | "after"
  | "sortorder"
  | "from"
  | "until"
  | "reads"
  | "action"
  | "success"
  | "authentication"
  | "serial"
  | "user"
  | "realm"
  | "administrator"
  | "client"
  | "attempt_id"
  | "reason"
  | "event"
  | "phone"
  | "transaction_id"
>;

export interface NewToken {
  readonly user?: string | undefined;
  readonly realm?: string | undefined;
  readonly pin?: string | undefined;
  /** A token that exists. Its enrolment starts again. */
  readonly serial?: string | undefined;
  readonly description?: string | undefined;
  readonly ocrasuite?: string | undefined;
  readonly validity_period_start?: string | undefined;
  readonly validity_period_end?: string | undefined;
  readonly shadows?: boolean | undefined;
  readonly image_format?: "png" | "svg" | undefined;
}

export interface MadeToken {
  readonly serial: string;
  /** The text of the QR code, which is a link for a browser on the phone itself. */
  readonly qrText: string;
  /** The QR code as a `data:` URI. */
  readonly qrImage: string;
  /** For `tokens.enrollment`; it opens nothing. */
  readonly enrollmentId: string;
  /** In English: that a phone can no longer log in, or that an app cannot compute the suite. */
  readonly warnings: readonly string[];
  /** `phone-ended`, `suite-wrong-in-php`, `unknown-parameter`; a newer service may have others. */
  readonly warningCodes: readonly string[];
}

export interface Tokens {
  list(filters?: TokenFilters, options?: CallOptions): Promise<FoundPage & { readonly tokens: readonly Token[] }>;
  /** Fetches page after page as the loop goes on. */
  all(filters?: TokenFilters, options?: CallOptions): AsyncGenerator<Token, void>;
  get(serial: string, options?: CallOptions): Promise<Token | undefined>;
  init(fields: NewToken, options?: CallOptions): Promise<MadeToken>;
  enrollment(enrollmentId: string, options?: CallOptions): Promise<Enrollment>;
  /** Each resolves with the number of tokens changed. */
  enable(subject: Subject, options?: CallOptions): Promise<number>;
  disable(subject: Subject, options?: CallOptions): Promise<number>;
  reset(subject: Subject, options?: CallOptions): Promise<number>;
  revoke(subject: Subject, options?: CallOptions): Promise<number>;
  unassign(subject: Subject, options?: CallOptions): Promise<number>;
  setPin(subject: Subject, pin: string, options?: CallOptions): Promise<number>;
  set(
    subject: Subject,
    values: Filters<"max_failcount" | "description" | "validity_period_start" | "validity_period_end">,
    options?: CallOptions,
  ): Promise<number>;
  /** Unlocks those locked now, of a realm or since a time. Go on with `after` until it is null. */
  resetMany(
    filters: Filters<"locked_since" | "realm" | "preview" | "after">,
    options?: CallOptions,
  ): Promise<{ readonly count: number; readonly after: string | null }>;
  setRandomPin(
    subject: Subject,
    options?: CallOptions,
  ): Promise<{
    readonly count: number;
    readonly pin: string;
    /** By which the earlier PIN can be given back for a day: `users.undo`. */
    readonly undo?: string;
  }>;
  assign(
    fields: {
      readonly serial: string;
      readonly user: string;
      readonly realm?: string | undefined;
      readonly pin?: string | undefined;
      readonly shadows?: boolean | undefined;
    },
    options?: CallOptions,
  ): Promise<void>;
  setInfo(serial: string, key: string, value: string, options?: CallOptions): Promise<void>;
  deleteInfo(serial: string, key: string, options?: CallOptions): Promise<void>;
  delete(serial: string, options?: CallOptions): Promise<void>;
}

export interface Challenges {
  list(
    filters?: Filters<"transaction_id" | "page" | "pagesize">,
    options?: CallOptions,
  ): Promise<{
    readonly challenges: readonly OpenChallenge[];
    readonly count: number;
    readonly complete: boolean;
    readonly current: number;
    readonly prev: number | null;
    readonly next: number | null;
  }>;
  /** By `transaction_id` or attempt id. Resolves with the number of logins that it has ended. */
  cancel(id: string, options?: CallOptions): Promise<number>;
}

export interface CallerFields {
  readonly act?: DeskCall["act"] | undefined;
  /** The caller can show nothing, and waits. */
  readonly waits?: boolean | undefined;
  /** The call of a colleague that is confirmed, and six characters of the ID that was seen. */
  readonly second?: string | undefined;
  readonly document?: string | undefined;
  /** Why an administrator whose phone has just confirmed vouches for the caller. */
  readonly reason?: string | undefined;
}

export interface AskedCaller {
  readonly id: string;
  /** To be read out, and its end. */
  readonly number?: string;
  readonly ends?: string;
  /** Of a wait. */
  readonly good_from?: string;
}

export interface Users {
  list(
    filters?: UserFilters,
    options?: CallOptions,
  ): Promise<Pick<FoundPage, "after" | "before" | "progress"> & { readonly users: readonly User[] }>;
  all(filters?: UserFilters, options?: CallOptions): AsyncGenerator<User, void>;
  get(realm: string, name: string, options?: CallOptions): Promise<UserDetails>;
  /** Resolves with the number of tokens that went, too. */
  delete(realm: string, name: string, options?: CallOptions): Promise<number>;
  endSessions(realm: string, name: string, options?: CallOptions): Promise<number>;
  /** Gives back a phone or PIN that was replaced within a day. Resolves with how many tokens. */
  undo(realm: string, name: string, id: string, options?: CallOptions): Promise<number>;
  /** A code that stands for the person's phone for some hours. */
  makePass(
    realm: string,
    name: string,
    fields?: { readonly hours?: number | undefined; readonly uses?: number | undefined },
    options?: CallOptions,
  ): Promise<DayPass>;
  /** Resolves with 1, or 0 if there was none. */
  endPass(realm: string, name: string, options?: CallOptions): Promise<number>;
  /** Keeps a person out, at once or from a day or a time on. A later call replaces the dates. */
  block(
    realm: string,
    name: string,
    fields?: {
      readonly from?: string | undefined;
      readonly until?: string | undefined;
      readonly reason?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<{ readonly tokens: number; readonly sessions: number }>;
  /** `lifted`: there was a block. `deactivated`: a directory still keeps the person out. */
  unblock(
    realm: string,
    name: string,
    options?: CallOptions,
  ): Promise<{ readonly lifted: boolean; readonly tokens: number; readonly deactivated: boolean }>;
  /** Brings back whom a directory has deleted. `restored`: there was somebody to bring back. */
  restore(
    realm: string,
    name: string,
    options?: CallOptions,
  ): Promise<{ readonly restored: boolean; readonly tokens: number }>;
  /** Asks whoever calls to show who they are: docs/accounts.md#who-calls. */
  askCaller(realm: string, name: string, fields?: CallerFields, options?: CallOptions): Promise<AskedCaller>;
  /** The latest calls, the newest first. */
  callers(realm: string, name: string, options?: CallOptions): Promise<readonly DeskCall[]>;
  /** Asks the person to confirm a text on the phone: docs/ciba.md#operators. */
  confirm(
    realm: string,
    name: string,
    fields: { readonly message: string },
    options?: CallOptions,
  ): Promise<{ readonly id: string; readonly ends: string }>;
  /** What the person has answered. */
  confirmation(
    realm: string,
    name: string,
    id: string,
    options?: CallOptions,
  ): Promise<"pending" | "approved" | "denied" | "expired">;
  attributes(realm: string, name: string, options?: CallOptions): Promise<UserAttributes>;
  setAttribute(
    realm: string,
    name: string,
    key: keyof UserAttributes,
    value: string,
    options?: CallOptions,
  ): Promise<void>;
  deleteAttribute(realm: string, name: string, key: keyof UserAttributes, options?: CallOptions): Promise<number>;
}

export interface MadeLink {
  readonly link: string;
  readonly id: string;
  readonly expires: string;
  /** By which the phone that it replaces can be given back for a day: `users.undo`. */
  readonly undo?: string;
  /** What became of the mail, if one was asked for. */
  readonly mail?: "sent" | "no-address" | "link-over" | "refused" | "limit" | "sender" | "unavailable";
}

export interface Links {
  list(
    filters?: LinkFilters,
    options?: CallOptions,
  ): Promise<FoundPage & { readonly links: readonly Link[]; readonly current: number }>;
  all(filters?: LinkFilters, options?: CallOptions): AsyncGenerator<Link, void>;
  make(
    fields: {
      readonly user?: string | undefined;
      readonly realm?: string | undefined;
      readonly serial?: string | undefined;
      /** The phone of `serial` stops at once, and all other links of its user end. */
      readonly stop?: boolean | undefined;
      /** Seconds. */
      readonly validity?: number | undefined;
      readonly pin?: "choose" | "none" | undefined;
      readonly shadows?: boolean | undefined;
      /** Sends it to the person's address as well. What became of that is in the answer. */
      readonly mail?: boolean | "only" | undefined;
      readonly language?: "en" | "nl" | "de" | undefined;
    },
    options?: CallOptions,
  ): Promise<MadeLink>;
  /** 1, or 0 if it had already ended. */
  withdraw(id: string, options?: CallOptions): Promise<number>;
}

export interface Accounts {
  list(options?: CallOptions): Promise<readonly Account[]>;
  make(
    account: {
      readonly name: string;
      readonly rights: readonly string[];
      readonly realms?: readonly string[] | null;
      /** One person signs in with it, and has to confirm by phone. */
      readonly person?: boolean;
      readonly password?: string | undefined;
    },
    options?: CallOptions,
  ): Promise<void>;
  change(
    name: string,
    change: {
      readonly rights?: readonly string[];
      readonly realms?: readonly string[] | null;
      readonly disabled?: boolean;
      readonly person?: boolean;
      readonly password?: string;
    },
    options?: CallOptions,
  ): Promise<void>;
  delete(name: string, options?: CallOptions): Promise<void>;
  /** The key is told once. */
  makeKey(
    name: string,
    fields?: { readonly expires_at?: string | null },
    options?: CallOptions,
  ): Promise<{ readonly id: string; readonly key: string }>;
  deleteKey(name: string, id: string, options?: CallOptions): Promise<void>;
}

export interface RefusalsPage {
  readonly page_size?: number;
  /** The `after` of the page before. */
  readonly after?: string;
}

export interface Refusals {
  readonly refusals: readonly ClientRefusal[];
  /** Null on the last page. */
  readonly after: string | null;
}

export interface Clients {
  list(options?: CallOptions): Promise<readonly Client[]>;
  get(id: string, options?: CallOptions): Promise<Client>;
  /** The secret is told once. */
  make(
    client: { readonly [name in keyof ClientMetadata]?: ClientMetadata[name] | undefined } & {
      readonly client_name: string;
    },
    options?: CallOptions,
  ): Promise<MadeClient>;
  change(
    id: string,
    change: { readonly [name in keyof ClientMetadata]?: unknown },
    options?: CallOptions,
  ): Promise<Client>;
  /** What was wrong with its requests, the newest first. */
  refusals(id: string, page?: RefusalsPage, options?: CallOptions): Promise<Refusals>;
  rotateSecret(
    id: string,
    options?: CallOptions,
  ): Promise<{ readonly client_id: string; readonly client_secret: string }>;
  delete(id: string, options?: CallOptions): Promise<void>;
}

export interface Endpoints {
  list(options?: CallOptions): Promise<readonly Endpoint[]>;
  get(id: string, options?: CallOptions): Promise<Endpoint>;
  /** The secret is told once. */
  make(
    endpoint: { readonly url: string; readonly events?: readonly string[]; readonly realms?: readonly string[] },
    options?: CallOptions,
  ): Promise<Endpoint & { readonly secret: string }>;
  change(
    id: string,
    change: {
      readonly url?: string;
      readonly events?: readonly string[];
      readonly realms?: readonly string[];
      readonly enabled?: boolean;
    },
    options?: CallOptions,
  ): Promise<Endpoint>;
  rotateSecret(id: string, options?: CallOptions): Promise<Endpoint & { readonly secret: string }>;
  delete(id: string, options?: CallOptions): Promise<void>;
  test(id: string, options?: CallOptions): Promise<Delivery>;
  deliveries(id: string, options?: CallOptions): Promise<readonly Delivery[]>;
}

/** `id`: 22 characters of base64url, by default drawn here. The same `id` twice begins one job. */
interface NewJob {
  readonly id?: string | undefined;
  /** What lists call it: at most 100 characters. */
  readonly name?: string | undefined;
  /** Seconds for which its enrolment links are good; by default a day. */
  readonly validity?: number | undefined;
  /** Whether links are mailed to users, if the service sends mail. The result has the others. */
  readonly mail?: boolean | undefined;
  /** The language of the mails; by default the service's. */
  readonly language?: "en" | "nl" | "de" | undefined;
}

export interface Jobs {
  /** The newest ones of the account. */
  list(options?: CallOptions): Promise<readonly ListedJob[]>;
  get(id: string, options?: CallOptions): Promise<Job>;
  /**
   * Begins a job on at most 2 000 tokens. `enable` with `disabled_by` takes back what that job has
   * disabled, but not what an account or its owner has disabled, too. Resolves with its id.
   */
  beginTokens(
    fields: NewJob &
      (
        | {
            readonly serials: readonly string[];
            readonly action: "unlock" | "disable" | "enable" | "delete" | "links";
          }
        | { readonly disabled_by: string; readonly action: "enable" }
      ),
    options?: CallOptions,
  ): Promise<string>;
  /**
   * Begins a job on at most 20 000 users: those of a CSV, or of the dry run `dry_run_id`. It
   * changes nothing unless `dry_run` is false. The `action` `links` says that the file only names
   * those who get links, or who are blocked or unblocked. `unblock` with `blocked_by` takes back
   * what that job has blocked. Resolves with its id.
   */
  beginUsers(
    fields: NewJob & {
      readonly dry_run?: boolean;
      readonly links?: "missing" | "all" | "none" | undefined;
      readonly action?: "links" | "block" | "unblock" | undefined;
      /** Of a block. */
      readonly from?: string | undefined;
      readonly until?: string | undefined;
      readonly reason?: string | undefined;
    } & ({ readonly csv: string } | { readonly dry_run_id: string } | { readonly blocked_by: string }),
    options?: CallOptions,
  ): Promise<string>;
  /** The job now, and again every two seconds or less, to its end. Aborting does not end it. */
  follow(id: string, options?: CallOptions): AsyncGenerator<Job, void>;
  /** Resolves once the job is over, however it ended: `state` says. */
  wait(id: string, options?: CallOptions): Promise<Job>;
  /** What became of each token or user; of a job that goes on, so far. */
  result(id: string, options?: CallOptions): Promise<readonly JobResult[]>;
  /** The batch under way is completed. A job that is over does not change. */
  cancel(id: string, options?: CallOptions): Promise<Job>;
}

/** `after` is where the next call goes on. */
export interface Streamed {
  readonly rows: readonly StreamedRow[];
  readonly after: string | number;
}

/** `after`: 0, or from an earlier answer. `wait`: seconds to wait for a row, at most 20. */
interface StreamOptions {
  readonly after?: string | number;
  readonly wait?: number;
}

export interface AuditPage extends Page {
  readonly auditcolumns: readonly string[];
  readonly auditdata: readonly AuditRow[];
  /** The time back to which was searched, if the search has to go on. */
  readonly searched_to: string | null;
  /** Rows before this time are in the archive. */
  readonly archived_before: string | null;
  /** There is no archive any more, so these are not in the list. */
  readonly archive_missing?: true;
  /** Not after a cursor. */
  readonly current?: number;
  /** The names of phones by serial, with the right `tokenlist`. */
  readonly phone_names?: Readonly<Record<string, string>>;
}

export interface PartsPage {
  /** Those of the service, each with an archive of its own. */
  readonly databases: readonly string[];
  readonly database: string;
  /** Whether the service has a bucket. */
  readonly bound: boolean;
  /** In the order of their rows. */
  readonly parts: readonly AuditPart[];
  readonly after: string | null;
}

export interface Audit {
  list(filters?: AuditFilters, options?: CallOptions): Promise<AuditPage>;
  all(filters?: AuditFilters, options?: CallOptions): AsyncGenerator<AuditRow, void>;
  statistics(options?: CallOptions): Promise<Statistics>;
  /** The files of the archive, each to be fetched with the API key. */
  parts(of?: { readonly database?: string; readonly after?: string }, options?: CallOptions): Promise<PartsPage>;
  verification(options?: CallOptions): Promise<Verification>;
  stream(from?: StreamOptions, options?: CallOptions): Promise<Streamed>;
  /** The rows from there on, and new ones as they come, until the loop is left or aborted. */
  follow(from?: Pick<StreamOptions, "after">, options?: CallOptions): AsyncGenerator<StreamedRow, never>;
}

/** Methods throw TiqrError, for a refusal with its `reason`, or an aborted signal's reason. */
export class TiqrManagement {
  constructor(options: ManagementOptions);
  readonly tokens: Tokens;
  readonly challenges: Challenges;
  readonly users: Users;
  readonly links: Links;
  readonly accounts: Accounts;
  readonly clients: Clients;
  readonly endpoints: Endpoints;
  readonly jobs: Jobs;
  readonly audit: Audit;
  /** The settings in force, by name. */
  settings(options?: CallOptions): Promise<Readonly<Record<string, string>>>;
  realms(options?: CallOptions): Promise<Readonly<Record<string, Realm>>>;
}
