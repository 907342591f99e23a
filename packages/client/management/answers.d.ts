// What the service answers about each thing, made by npm run docs. docs/api.md has the same names.

/** The logins of a token that are refused now. */
export interface Lock {
  readonly path: "pin" | "browser" | "vouched" | "open";
  readonly failcount: number;
  /** Null if only a reset helps. */
  readonly until: string | null;
}

export interface Enrollment {
  readonly state: "started" | "fetched" | "unproven" | "enrolled" | "expired" | "unknown";
  readonly qr_code_uses: number;
}

export interface Token {
  readonly active: boolean;
  readonly container_serial: string;
  readonly count: number;
  readonly count_window: number;
  readonly description: string;
  readonly enrollment: {
    readonly state: "started" | "fetched" | "unproven" | "enrolled" | "expired";
    readonly qr_code_uses: number;
  };
  readonly failcount: number;
  readonly id: number;
  readonly info: Readonly<Record<string, string>>;
  readonly locked: boolean;
  readonly locks: readonly Lock[];
  readonly maxfail: number;
  readonly otplen: number;
  readonly proven: boolean;
  readonly realms: readonly string[];
  readonly resolver: string;
  readonly revoked: boolean;
  readonly rollout_state: "clientwait" | "enrolled";
  readonly serial: string;
  /** Whether the token can log in now, or the first thing that prevents it. */
  readonly state: "revoked" | "disabled" | "locked" | "not-enrolled" | "not-valid-now" | "active";
  readonly sync_window: number;
  readonly tokengroup: readonly string[];
  readonly tokentype: "tiqr";
  readonly user_editable: boolean;
  readonly user_id: string;
  readonly user_realm: string;
  readonly username: string;
}

/** An open login. `transaction_id` is its attempt id, which can neither poll nor finalize. */
export interface OpenChallenge {
  readonly challenge: string;
  readonly data: object;
  readonly expiration: string;
  readonly otp_received: boolean;
  readonly otp_valid: boolean;
  readonly received_count: number;
  readonly serial: string;
  readonly timestamp: string;
  readonly transaction_id: string;
  readonly user: string;
  readonly realm: string;
  readonly client: string;
  readonly country: string;
  readonly application: string;
  readonly administrator: string;
}

export interface User {
  readonly description: string;
  readonly editable: boolean;
  readonly email: string;
  readonly givenname: string;
  readonly mobile: string;
  readonly phone: string;
  readonly realm: string;
  readonly resolver: string;
  readonly surname: string;
  readonly userid: string;
  readonly username: string;
  readonly created_at: string;
  /**
   * Tokens with a phone that are not revoked. Null for some minutes after an update: cron counts
   * them.
   */
  readonly phones: number | null;
  /** When the last link that was not used expires, or was withdrawn; null if there was none. */
  readonly link_expires_at: string | null;
  readonly deactivated_at: string | null;
  readonly deleted_at: string | null;
  readonly blocked_at: string | null;
  readonly blocked_by: string;
  readonly blocked_reason: string;
  readonly block_from: string | null;
  readonly block_until: string | null;
  readonly name?: string;
  /** Names separated by commas. */
  readonly groups?: string;
  /** The person's key at a directory, such as the object id of Microsoft Entra. */
  readonly external_id?: string;
  /** Null if no phone of the user has signed in. Long pages of a list leave it out. */
  readonly last_sign_in_at?: string | null;
  /** Phones that cannot sign in now. Long pages of a list leave it out, and the next, too. */
  readonly phones_locked?: number;
  /** Phones that are switched off. */
  readonly phones_disabled?: number;
  /** Where a search has found the user, and the whole text there. */
  readonly matched?: { readonly in: "user" | "name" | "email" | "external_id" | "serial"; readonly text: string };
}

export interface UserDetails extends User {
  /** Sign-ins in browsers that have not ended, the latest first. */
  readonly sessions: readonly {
    readonly serial: string;
    readonly client: string;
    readonly browser: string;
    readonly factor: "phone" | "pass";
    readonly signed_in_at: string;
    readonly last_seen_at: string;
  }[];
  readonly recovery_codes_left: number;
  /** What can still be undone, the latest first. An act on several tokens has a row for each. */
  readonly undo: readonly {
    readonly id: string;
    readonly serial: string;
    readonly kind: "phone" | "pin";
    readonly made_by: string;
    readonly made_at: string;
    readonly ends_at: string;
  }[];
  /** A code that stands for the phone now; null if there is none. */
  readonly day_pass: { readonly expires_at: string; readonly uses_left: number } | null;
  /** Where the last sign-in has led, if that is known. */
  readonly last_application?: string;
}

export interface UserAttributes {
  readonly email?: string;
  readonly name?: string;
  /** Names separated by commas. */
  readonly groups?: string;
  readonly external_id?: string;
}

export interface DayPass {
  /** Twelve digits, in groups of four. They are shown this once. */
  readonly pass: string;
  readonly serial: string;
  readonly expires_at: string;
  /** How many sign-ins it counts for. */
  readonly uses: number;
}

/** A call to the help desk: docs/accounts.md#who-calls. */
export interface DeskCall {
  readonly id: string;
  readonly account: string;
  readonly act: "pin" | "link" | "pass" | "enable" | "unblock" | "undo" | "help";
  readonly state: "asked" | "waiting" | "good" | "refused" | "over";
  readonly proved: readonly ("phone" | "pin" | "code" | "browser" | "id" | "wait" | "reason")[];
  /** The acts for which it is enough. */
  readonly enough_for: readonly ("pin" | "link" | "mailed-link" | "pass" | "enable" | "unblock" | "undo")[];
  /** Whether the person had signed in before in that browser; null until the number was typed. */
  readonly known: boolean | null;
  readonly country: string;
  readonly seconded_by: string;
  readonly made_at: string;
  readonly ends_at: string | null;
  readonly good_from: string | null;
  readonly good_until: string | null;
}

export interface Link {
  readonly id: string;
  readonly user: string;
  readonly realm: string;
  readonly serial: string;
  readonly state: "fresh" | "started" | "fetched" | "code-expired" | "unproven" | "enrolled";
  readonly made_by: string;
  readonly made_at: string;
  readonly expires_at: string;
  readonly name: string;
  readonly email: string;
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
  readonly person: boolean;
  readonly second_factor: boolean;
  readonly created_at: string | null;
  readonly last_used_at: string | null;
  readonly keys: readonly ApiKey[];
}

/** RFC 7591; docs/oidc.md says what each name means. */
export interface ClientMetadata {
  readonly client_name: string;
  readonly redirect_uris: readonly string[];
  readonly post_logout_redirect_uris: readonly string[];
  readonly grant_types: readonly (
    | "authorization_code"
    | "refresh_token"
    | "urn:ietf:params:oauth:grant-type:device_code"
    | "urn:openid:params:grant-type:ciba"
  )[];
  readonly token_endpoint_auth_method: "client_secret_basic" | "client_secret_post" | "private_key_jwt" | "none";
  readonly secret_either_way: boolean;
  readonly id_token_signed_response_alg: "RS256" | "ES256";
  /** Separated by spaces. */
  readonly scope: string;
  readonly subject_type: "public" | "pairwise";
  readonly require_pin: boolean;
  readonly day_pass: boolean;
  readonly require_pkce: boolean;
  readonly require_pushed_authorization_requests: boolean;
  readonly realms: readonly string[];
  readonly forward_auth_hosts: readonly string[];
  readonly client_uri?: string;
  readonly logo_uri?: string;
  readonly backchannel_logout_uri?: string;
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] } & Readonly<Record<string, unknown>>;
  readonly jwks_uri?: string;
  readonly proximity?: "tell" | "country" | "provider";
  readonly backchannel_token_delivery_mode?: "poll" | "ping";
  readonly backchannel_client_notification_endpoint?: string;
  readonly backchannel_user_code_parameter?: boolean;
  readonly require_binding_message?: boolean;
  /** A tenant of Microsoft Entra: docs/entra.md. */
  readonly entra?: { readonly tenant: string; readonly app_id: string; readonly cloud: "global" | "usgov" | "china" };
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
  /** It does not expire. */
  readonly client_secret_expires_at?: 0;
}

/** What was wrong with a parameter. */
export type RefusalFault =
  | "missing"
  | "repeated"
  | "too-long"
  | "malformed"
  | "unsupported"
  | "unreadable"
  | "unknown"
  | "unregistered"
  | "left-out"
  | "unmet"
  | "mismatched"
  | "unexpected"
  | "used"
  | "over";

/** What mends it, by what is registered now. */
export type Remedy =
  | "mended"
  | "register-address"
  | "send-registered-address"
  | "send-address"
  | "repeat-address"
  | "allow-scope"
  | "ask-openid"
  | "use-pkce"
  | "send-verifier"
  | "send-challenge"
  | "keep-verifier"
  | "sign-in-visibly"
  | "admit-person"
  | "check-secret"
  | "change-method"
  | "begin-again"
  | "redeem-once"
  | "compare-tenant"
  | "link-person"
  | "correct-request";

/** What was wrong with a request of an application: docs/oidc.md#what-was-refused. */
export interface ClientRefusal {
  readonly date: string;
  readonly event: AuditEvent;
  readonly reason: string;
  readonly count: number;
  readonly parameter: string;
  readonly fault: RefusalFault;
  /** In printable ASCII, at most 200 characters; empty if it may be a secret. */
  readonly came: string;
  /** What the application has for this parameter now. */
  readonly registered: readonly string[];
  readonly remedy: Remedy;
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

/** What a row of the audit trail is about. It is empty in rows that are older than these words. */
export type AuditEvent =
  | "CHALLENGE_TRIGGERED"
  | "CHALLENGE_ANSWERED"
  | "CHALLENGE_ANSWERED_FAIL"
  | "PHONE_ELSEWHERE"
  | "CHALLENGE_CANCELLED"
  | "LOGIN_SUCCESS"
  | "LOGIN_REDEEMED"
  | "LOGIN_REDEEM_FAIL"
  | "TRIAL_SUCCESS"
  | "PIN_FAIL"
  | "MFA_FAIL"
  | "USER_UNKNOWN"
  | "USER_LOCKED"
  | "NO_TOKEN"
  | "NO_USABLE_TOKEN"
  | "BROWSER_SESSION_BEGUN"
  | "BROWSER_SESSION_ENDED"
  | "CODE_GIVEN"
  | "COOKIE_GIVEN"
  | "AUTHORIZATION_REFUSED"
  | "SCOPE_LEFT_OUT"
  | "TOKENS_GIVEN"
  | "TOKENS_REFRESHED"
  | "TOKENS_REPEATED"
  | "TOKENS_REVOKED"
  | "TOKENS_REFUSED"
  | "TOKENS_REPLAYED"
  | "CONFIRMATION_ASKED"
  | "CLIENT_MADE"
  | "CLIENT_CHANGED"
  | "CLIENT_DELETED"
  | "SELF_CONFIRMED"
  | "SELF_PHONE_RENAMED"
  | "SELF_PHONE_REMOVED"
  | "SELF_PIN_SET"
  | "RECOVERY_CODES_MADE"
  | "RECOVERY_USED"
  | "SIGN_IN_DISOWNED"
  | "CALLER_PROVED"
  | "CALLER_FAIL"
  | "CONFIRMATION_GIVEN"
  | "CONFIRMATION_DECLINED"
  | "ENROLLMENT_BEGUN"
  | "ENROLLMENT_FETCHED"
  | "ENROLLMENT_FAIL"
  | "TOKEN_ENROLLED"
  | "ENROLLMENT_KEY_REPLACED"
  | "ENROLLMENT_TWO_PHONES"
  | "LINK_MADE"
  | "LINK_WITHDRAWN"
  | "TOKEN_CHANGED"
  | "USER_CHANGED"
  | "USER_DELETED"
  | "USER_DEACTIVATED"
  | "USER_ACTIVATED"
  | "PASS_MADE"
  | "PASS_WITHDRAWN"
  | "CALLER_ASKED"
  | "JOB_BEGUN"
  | "JOB_CANCELLED"
  | "JOB_ENDED"
  | "ENDPOINT_CREATED"
  | "ENDPOINT_CHANGED"
  | "ENDPOINT_ENABLED"
  | "ENDPOINT_DISABLED"
  | "ENDPOINT_GIVEN_UP"
  | "ENDPOINT_DELETED"
  | "SIGN_IN_SUCCESS"
  | "SIGN_IN_FAIL"
  | "SESSION_ENDED"
  | "SESSIONS_ENDED"
  | "ACCOUNT_CREATED"
  | "ACCOUNT_CHANGED"
  | "ACCOUNT_DISABLED"
  | "ACCOUNT_ENABLED"
  | "ACCOUNT_DELETED"
  | "API_KEY_CREATED"
  | "API_KEY_DELETED"
  | "ACCESS_DENIED"
  | "RATE_LIMITED"
  | "REQUEST_REFUSED"
  | "SERVICE_FAIL"
  | "USERS_READ"
  | "TOKENS_READ"
  | "TRAIL_READ"
  | "";

/** A row of the audit trail. docs/audit.md explains the columns. */
export interface AuditRow {
  readonly number: number;
  readonly date: string;
  readonly action: string;
  readonly success: 0 | 1;
  readonly authentication: string;
  /** Commas separate several serials. */
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  readonly administrator: string;
  readonly client: string;
  readonly attempt_id: string;
  readonly reason: string;
  readonly event: AuditEvent;
  readonly phone: string;
  readonly proximity: "network" | "provider" | "country" | "elsewhere" | "";
  readonly browser: "known" | "new" | "";
  /** What was wrong with a request of an application. */
  readonly detail: string;
  readonly count: number;
  /** JSON, of a row that stands for many: how many of each serial and of each network. */
  readonly tally: string;
  readonly info: string;
  readonly token_type: string;
  readonly sig_check: "OK" | "FAIL" | "NEWER";
  readonly unconfirmed?: true;
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
  /** The time that the numbers reach. */
  readonly until: string;
  readonly logins: readonly HourCount[];
  readonly failures: readonly { readonly reason: string; readonly count: number }[];
  readonly failures_by_hour: readonly HourCount[];
  /** The same a day earlier, for the whole hours without the last one. */
  readonly day_before: { readonly logins: number; readonly failures: number };
  /** Far more failures in the last hour than usual; `reason` is the most frequent one. */
  readonly wave: { readonly count: number; readonly reason: string } | null;
  readonly locked_tokens: number;
  /** False if there may be more. */
  readonly locked_tokens_exact: boolean;
  /** Null for some minutes after an update: cron counts them. */
  readonly people: {
    readonly total: number;
    readonly with_phone: number;
    /** No phone, and a link that is open. */
    readonly invited: number;
    /** No phone, and the last link has expired or was withdrawn. */
    readonly link_expired: number;
  } | null;
  /** Sign-ins of the last 31 days in browsers; null until one is counted. */
  readonly proximity: {
    /** The first day that is counted, in UTC. */
    readonly since: string;
    /** How many of them each rule would have refused. */
    readonly refused_by: { readonly country: number; readonly provider: number };
    readonly network: number;
    readonly provider: number;
    readonly country: number;
    readonly elsewhere: number;
    /** Without a class: over Tor, or the code was typed in. */
    readonly unknown: number;
    /** In new browsers within PROXIMITY_NETWORKS. */
    readonly trusted: number;
    /** In known browsers, which no rule refuses. */
    readonly known: number;
  } | null;
  readonly median_answer_ms: number | null;
  /** False if there were too many new rows to count. */
  readonly complete: boolean;
}

export interface Verification {
  readonly rows: number;
  readonly checkpoints: number;
  /** In plain words; empty if nothing is missing or changed. */
  readonly problems: readonly string[];
}

/** A file of the trail's archive. docs/audit.md#a-part describes it. */
export interface AuditPart {
  /** Where it is fetched. */
  readonly file: string;
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  readonly from: string;
  readonly until: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly made: string;
}

/** A job in a list. */
export interface ListedJob {
  readonly id: string;
  /** What its sender calls it, such as the name of a file; empty without one. */
  readonly name: string;
  readonly kind: "tokens" | "users";
  /** Empty for users. */
  readonly action: "unlock" | "disable" | "enable" | "delete" | "links" | "block" | "unblock" | "";
  /** It only reports what a file of users would do. */
  readonly dry_run: boolean;
  readonly total: number;
  readonly begun_by: string;
  readonly begun_at: string;
  /** Null while it goes on. */
  readonly ended_at: string | null;
}

/** Work on many tokens or users. */
export interface Job extends ListedJob {
  /** The job whose disabled tokens it enables again; empty for others. */
  readonly undoes: string;
  readonly state: "waiting" | "running" | "done" | "cancelled" | "failed";
  /** It was cancelled, and the batch under way is its last one. */
  readonly cancelling: boolean;
  readonly done: number;
  readonly failed: number;
  /** The first 100; the result has all. `line`: in the file, or in the list of serials. */
  readonly failures: readonly {
    readonly line: number;
    readonly serial: string;
    readonly user: string;
    readonly realm: string;
    readonly reason: string;
    /** The facts of the reason, as in the parameters of TiQR-Reason. */
    readonly evidence: Readonly<Record<string, string | number>>;
    readonly message: string;
  }[];
  /** How many items have each outcome of a success, so far. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Links that it has made, or would make in a dry run. */
  readonly links: number;
  /** In a dry run: of how many users it would change each attribute. */
  readonly fields: Readonly<Record<string, number>>;
  /** The first 20 users whom a dry run would change, once it is over. */
  readonly changes: readonly {
    readonly line: number;
    readonly user: string;
    readonly realm: string;
    /** `groups` are separated by commas; values are cut at 200 characters. */
    readonly fields: readonly {
      readonly field: "email" | "name" | "groups" | "external_id" | "blocked";
      /** Empty if there was none; null for an account without `userlist`. */
      readonly old: string | null;
      readonly new: string;
    }[];
  }[];
  /** The first three lines as a dry run would take them, once it is over. */
  readonly first: readonly {
    readonly line: number;
    readonly user: string;
    readonly realm: string;
    readonly name: string;
    readonly email: string;
    readonly groups: string;
    /** `made`, `changed`, `unchanged`, or the code of a reason. */
    readonly outcome: string;
  }[];
  /** The progress of its mails; null if it sends none. */
  readonly mail: {
    readonly sent: number;
    /** Links that were not mailed; the result says why, and has them. */
    readonly not_sent: number;
    /** Why it waits with its mail, and when it tries again; empty if it does not wait. */
    readonly waits_for: "" | "limit" | "sender" | "unavailable";
    readonly again_at: string | null;
  } | null;
  /** Why the job has failed as a whole; otherwise empty. */
  readonly reason: string;
  /** Until when its result is kept; null while it goes on. */
  readonly kept_until: string | null;
}

/** What became of one token or user. An unknown or missing value is an empty text. */
export interface JobResult {
  readonly line: number;
  readonly serial: string;
  /** As in all CSV, a name that a spreadsheet would compute has an apostrophe in front. */
  readonly user: string;
  readonly realm: string;
  /**
   * `unlocked`, `disabled`, `enabled`, `deleted`, `absent`, `link`, `made`, `changed`, `unchanged`,
   * `not-reached`, or the code of a reason.
   */
  readonly outcome: string;
  readonly message: string;
  /** A registration link, if not mailed. It is a secret: the first person to open it registers. */
  readonly link: string;
  readonly link_expires: string;
  /** As in the header TiQR-Reason, such as `invalid-line;fault="email"`; empty for a success. */
  readonly reason: string;
  /**
   * `sent`, `no-address`, `refused`, `unavailable`, `link-over`, `not-sent`, in a dry run
   * `would-be-sent`; empty if none was asked for.
   */
  readonly mail: string;
  /** `would-link` if a dry run says that a link would be made; otherwise empty. */
  readonly notice: string;
  /** Of a user of a file, from there or as known; empty without one, or without `userlist`. */
  readonly email: string;
  /** What that user is called, as `email`. */
  readonly name: string;
}

export interface Realm {
  readonly default: boolean;
  readonly id: number;
  readonly resolver: readonly {
    readonly name: string;
    readonly node: string;
    readonly priority: null;
    readonly type: string;
  }[];
}

/** A page of a list. */
export interface Page {
  readonly count: number;
  /** False if there may be more than `count`. */
  readonly count_exact: boolean;
  readonly prev: number | null;
  readonly next: number | null;
  /** The cursor of the next page; null if there is none. */
  readonly after: string | null;
}
