// What the service answers about each thing, under the names of docs/api.md. Rows have further keys, for clients of privacyIDEA.

/** The logins of a token that are refused now. `until` is null if only a reset helps. */
export interface Lock {
  readonly path: "pin" | "browser" | "vouched" | "open";
  readonly failcount: number;
  readonly until: string | null;
}

export interface Enrollment {
  readonly state: "started" | "fetched" | "enrolled" | "expired" | "unknown";
  readonly qr_code_uses: number;
}

export interface Token {
  readonly serial: string;
  readonly username: string;
  readonly user_realm: string;
  readonly description: string;
  readonly active: boolean;
  readonly revoked: boolean;
  /** Whether the token can log in now, or the first thing that prevents it. */
  readonly state: "active" | "revoked" | "disabled" | "locked" | "not-enrolled" | "not-valid-now";
  readonly failcount: number;
  readonly maxfail: number;
  readonly locks: readonly Lock[];
  readonly rollout_state: string;
  readonly enrollment: Enrollment;
  readonly info: Readonly<Record<string, string>>;
}

/** An open login. `transaction_id` is its attempt id, which can neither poll nor finalize. */
export interface OpenChallenge {
  readonly transaction_id: string;
  readonly serial: string;
  readonly timestamp: string;
  readonly expiration: string;
  readonly otp_received: boolean;
}

export interface User {
  readonly username: string;
  readonly realm: string;
  readonly email: string;
  readonly name?: string;
  /** Names separated by commas. */
  readonly groups?: string;
}

export interface UserDetails extends User {
  /** Sign-ins in browsers that have not ended, the latest first. */
  readonly sessions: readonly {
    readonly serial: string;
    readonly client: string;
    readonly signed_in_at: string;
    readonly last_seen_at: string;
  }[];
  readonly recovery_codes_left: number;
}

export interface UserAttributes {
  readonly email?: string;
  readonly name?: string;
  readonly groups?: string;
}

export interface Link {
  readonly id: string;
  readonly user: string;
  readonly realm: string;
  readonly serial: string;
  readonly state: "fresh" | "started" | "fetched" | "code-expired" | "enrolled" | "expired" | "withdrawn";
  readonly made_by: string;
  readonly made_at: string;
  readonly expires_at: string;
}

export interface ApiKey {
  readonly id: string;
  readonly created_at: string | null;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
}

export interface Account {
  readonly name: string;
  /** `*` is all of them. */
  readonly rights: readonly string[];
  /** Null: all realms. */
  readonly realms: readonly string[] | null;
  readonly disabled: boolean;
  /** Whether it has one. */
  readonly password: boolean;
  readonly second_factor: boolean;
  readonly created_at: string | null;
  readonly last_used_at: string | null;
  readonly keys: readonly ApiKey[];
}

/** RFC 7591; docs/oidc.md says what each name means. */
export interface ClientMetadata {
  readonly client_name: string;
  readonly logo_uri?: string | undefined;
  readonly redirect_uris: readonly string[];
  readonly post_logout_redirect_uris: readonly string[];
  readonly backchannel_logout_uri?: string | undefined;
  readonly token_endpoint_auth_method: string;
  readonly secret_either_way: boolean;
  readonly id_token_signed_response_alg: string;
  /** Separated by spaces. */
  readonly scope: string;
  readonly jwks?: object | undefined;
  readonly subject_type: string;
  readonly require_pin: boolean;
  readonly require_pkce: boolean;
  readonly realms: readonly string[];
  readonly forward_auth_hosts: readonly string[];
}

export interface Client extends ClientMetadata {
  readonly client_id: string;
  /** Seconds since 1970. */
  readonly client_id_issued_at: number;
  /** How many secrets are valid. */
  readonly client_secrets: number;
}

export interface MadeClient extends Client {
  /** Told once. */
  readonly client_secret?: string;
}

export interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly realms: readonly string[];
  readonly enabled: boolean;
  readonly created_at: string;
  readonly disabled_at: string | null;
  /** What went wrong at the last try, when days of failures have disabled it. */
  readonly disabled_fault: string | null;
}

export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly at: string;
  /** The HTTP status; 0 if there was no answer. */
  readonly status: number;
  readonly ok: boolean;
  readonly fault: string;
}

/** A row of the audit trail. docs/audit.md explains the columns. */
export interface AuditRow {
  readonly number: number;
  readonly date: string;
  readonly action: string;
  readonly success: 0 | 1;
  readonly authentication: string;
  readonly user: string;
  readonly realm: string;
  /** Commas separate several serials. */
  readonly serial: string;
  readonly administrator: string;
  readonly client: string;
  readonly reason: string;
  readonly event: string;
  readonly sig_check: "OK" | "FAIL";
}

export interface StreamedRow extends AuditRow {
  readonly mac: string;
}

export interface HourCount {
  readonly from: string;
  readonly count: number;
}

export interface Statistics {
  readonly since: string;
  readonly until: string;
  readonly logins: readonly HourCount[];
  readonly failures: readonly { readonly reason: string; readonly count: number }[];
  readonly failures_by_hour: readonly HourCount[];
  /** Of the whole hours, without the last one, the same a day earlier. */
  readonly day_before: { readonly logins: number; readonly failures: number };
  readonly wave: { readonly count: number; readonly reason: string } | null;
  readonly locked_tokens: number;
  readonly locked_tokens_exact: boolean;
  readonly median_answer_ms: number | null;
  readonly complete: boolean;
}

export interface Verification {
  readonly rows: number;
  readonly checkpoints: number;
  /** Empty if nothing is missing or changed. */
  readonly problems: readonly string[];
}

/** A job as a list has it. */
export interface ListedJob {
  readonly id: string;
  readonly kind: "tokens" | "users";
  readonly total: number;
  readonly begun_at: string;
  /** Null while it goes on. */
  readonly ended_at: string | null;
}

/** Work on many tokens or users. */
export interface Job extends ListedJob {
  /** Empty for users. */
  readonly action: "unlock" | "disable" | "delete" | "links" | "";
  readonly dry_run: boolean;
  readonly state: "waiting" | "running" | "done" | "cancelled" | "failed";
  /** It was cancelled, and the batch under way is its last one. */
  readonly cancelling: boolean;
  readonly done: number;
  readonly failed: number;
  /** The first ones; the result has all. `line`: of the file, or the place in the list of serials. */
  readonly failures: readonly {
    readonly line: number;
    readonly serial: string;
    readonly user: string;
    readonly realm: string;
    readonly reason: string;
    readonly message: string;
  }[];
  /** How its mails go on; null when it sends none. */
  readonly mail: {
    readonly sent: number;
    /** Links that were not mailed; the result says why, and has them. */
    readonly not_sent: number;
    /** Why it waits with its mail, and when it tries again; empty if it does not wait. */
    readonly waits_for: "limit" | "sender" | "unavailable" | "";
    readonly again_at: string | null;
  } | null;
  /** Why the job has failed as a whole; otherwise empty. */
  readonly reason: string;
  readonly begun_by: string;
  /** Until when its result is kept; null while it goes on. */
  readonly kept_until: string | null;
}

/** What became of one token or user. What is not known or not there is an empty text. */
export interface JobResult {
  readonly line: number;
  readonly serial: string;
  /** As in all CSV, a name that a spreadsheet would compute has an apostrophe in front. */
  readonly user: string;
  readonly realm: string;
  /** `unlocked`, `disabled`, `deleted`, `absent`, `link`, `made`, `changed`, `unchanged`, `not-reached`, or the code of a reason. */
  readonly outcome: string;
  readonly message: string;
  /** An enrolment link: a secret. The first person to open it enrols. One that was mailed is not here. */
  readonly link: string;
  readonly link_expires: string;
  /** What the header TiQR-Reason would say, such as `invalid-line;fault="email"`; empty for a success. */
  readonly reason: string;
  /** `sent`, `no-address`, `refused`, `unavailable`, `link-over`, `not-sent`, in a dry run `would-be-sent`; empty if none was asked for. */
  readonly mail: string;
  /** `would-link` where a dry run says that a link would be made; otherwise empty. */
  readonly notice: string;
}

/** A page of a list. The cursors are null if there is no such page. */
export interface Page {
  readonly count: number;
  readonly count_exact: boolean;
  readonly prev: number | null;
  readonly next: number | null;
  readonly after: string | null;
}
