// The API's answers as JSON, for the calls that the console makes. The routes and the console both use these types, so a key
// that is renamed on one side alone does not compile. docs/api.md describes the same answers for people.

import type { ChallengeState } from "../core/login/transaction/challenge.ts";
import type { MailedLink } from "../core/ports/people/mail.ts";
import type { EnrolmentState } from "../core/ports/tokens/enrolments.ts";
import type { OtherAddress } from "../core/ports/tokens/management.ts";
import type { AuditEntryJson, CheckedTrailJson, StatisticsJson } from "./audit/wire-audit.ts";
import type { DeliveryJson, EndpointJson, KeyedEndpointJson } from "./events/endpoint-json.ts";
import type { JobJson, ListedJobJson } from "./jobs/wire-job.ts";
import type { ClientJson, MadeClientJson } from "./oidc/client-json.ts";
import type { AccountJson } from "./people/account-json.ts";
import type { ChallengeJson, EnrolmentJson, LinkJson, TokenJson } from "./tokens/wire-token.ts";

/** A setting without a default must be given. */
export type SettingJson = {
  readonly name: string;
  readonly value: string;
  readonly default: string | null;
  readonly unit: string;
  readonly meaning: string;
};

/** A network from which both right PINs and too many wrong ones come. */
export type FullDatabaseJson = { readonly database: string; readonly mb: number; readonly max_mb: number };
export type LimitedNetworkJson = { readonly network: string; readonly limited_at: string };

/** Further keys, for privacyIDEA's clients. Keep it out of types that the console reads: there it would hide a renamed key. */
export type More = Readonly<Record<string, unknown>>;

type Count = { readonly value: number };

/** One page of a list. `prev` and `next` are null if there is no such page. */
type Listed<Rows> = {
  readonly value: Rows & {
    readonly count: number;
    readonly current?: number;
    readonly prev: number | null;
    readonly next: number | null;
  };
};

/** The same for a list that may be long. `count_exact` is false if there may be more. The cursors are null if there is no such page. */
type LongList<Rows> = Listed<
  Rows & { readonly count_exact: boolean; readonly after: string | null; readonly before: string | null }
>;

export type UserJson = {
  readonly username: string;
  readonly realm: string;
  readonly email: string;
  readonly name?: string;
  readonly groups?: string;
  readonly created_at: string;
  /** When a phone of the user last signed in; null: never. Lists have it on pages of up to 100 rows. */
  readonly last_sign_in_at?: string | null;
};

export type UserDetailsJson = UserJson & {
  /** Sign-ins in browsers that have not ended, the latest first. */
  readonly sessions: readonly {
    readonly serial: string;
    readonly client: string;
    readonly signed_in_at: string;
    readonly last_seen_at: string;
  }[];
  readonly recovery_codes_left: number;
};

/** An accepted sign-in. The console reads only the session's token; privacyIDEA's clients get more. */
type Accepted = {
  readonly authentication: "ACCEPT";
  readonly value: { readonly token: string };
};

/** The phone has to confirm first: the QR text, and the ticket that the next request brings back. */
type PhoneAsked = {
  readonly authentication: "CHALLENGE";
  readonly value: false;
  readonly detail: TriggeredJson & { readonly ticket: string };
};

export type TriggeredJson = {
  readonly transaction_id: string;
  readonly attributes: { readonly value: string };
};

type TokenChange = "enable" | "disable" | "reset" | "revoke" | "unassign" | "setpin";
type TokenChanges = { readonly [Change in TokenChange as `POST /token/${Change}/:serial`]: Count };

/** The answer of each method and route that is not refused. */
export interface Answers extends TokenChanges {
  "POST /auth": Accepted | PhoneAsked;
  "POST /auth/confirm": Accepted | PhoneAsked;
  "DELETE /auth": { readonly value: true };
  "DELETE /auth/sessions": { readonly value: true };
  "GET /token/": LongList<{ readonly tokens: readonly TokenJson[] }>;
  "POST /token/init": {
    readonly value: true;
    readonly detail: {
      readonly serial: string;
      readonly tiqrenroll: { readonly img: string };
      readonly warnings?: readonly string[];
    };
  };
  "POST /token/setrandompin/:serial": Count & { readonly detail: { readonly pin: string } };
  /** Resets many tokens at once. `after`: the cursor of the next look; null if no more are locked. */
  "POST /token/reset": Count & { readonly detail?: { readonly after: string | null } };
  "DELETE /token/:serial": Count;
  "GET /token/enrollmentlink": LongList<{ readonly links: readonly LinkJson[] }>;
  "POST /token/enrollmentlink": {
    readonly value: true;
    /** `mail`: what became of the mail, if one was asked for. */
    readonly detail: {
      readonly link: string;
      readonly id: string;
      readonly expires: string;
      readonly mail?: MailedLink;
    };
  };
  "DELETE /token/enrollmentlink/:id": Count;
  "GET /token/challenges/": Listed<{ readonly challenges: readonly ChallengeJson[]; readonly complete: boolean }>;
  "GET /token/challenges/:serial": Answers["GET /token/challenges/"];
  "DELETE /token/challenges/transaction/:transaction_id": {
    readonly value: { readonly deleted: number; readonly status: true };
  };
  "GET /audit/": Listed<{
    readonly auditcolumns: readonly string[];
    readonly auditdata: readonly AuditEntryJson[];
    /** False if there may be more than `count`. */
    readonly count_exact: boolean;
    /** Where the list goes on; null at its end. */
    readonly after: string | null;
    /** The time back to which was searched, if the search has to go on. */
    readonly searched_to: string | null;
  }>;
  "GET /audit/statistics": { readonly value: StatisticsJson };
  "GET /audit/verification": { readonly value: CheckedTrailJson };
  "DELETE /user/:realm/:name/sessions": { readonly value: number };
  /** The cursors are null if there is no such page, and there are none if the answer has all users. */
  "GET /user/": {
    readonly value: readonly UserJson[];
    readonly detail?: { readonly after: string | null; readonly before: string | null };
  };
  "GET /user/:realm/:name": { readonly value: UserDetailsJson };
  "DELETE /user/:realm/:name": { readonly value: true; readonly detail: { readonly tokens: number } };
  "GET /user/attribute": {
    readonly value: { readonly email?: string; readonly name?: string; readonly groups?: string };
  };
  "POST /user/attribute": { readonly value: number };
  "DELETE /user/attribute/:key/:user/:realm": { readonly value: number };
  "GET /accounts": { readonly value: readonly AccountJson[] };
  "POST /accounts": { readonly value: true };
  "PATCH /accounts/:name": { readonly value: true };
  "DELETE /accounts/:name": { readonly value: true };
  "POST /accounts/:name/keys": { readonly value: { readonly id: string; readonly key: string } };
  "DELETE /accounts/:name/keys/:id": { readonly value: true };
  "GET /jobs": { readonly value: readonly ListedJobJson[] };
  "POST /jobs/tokens": { readonly value: { readonly id: string } };
  "POST /jobs/users": { readonly value: { readonly id: string } };
  "GET /jobs/:id": { readonly value: JobJson };
  "POST /jobs/:id/cancel": { readonly value: JobJson };
  "GET /oidc/clients": { readonly value: readonly ClientJson[] };
  "POST /oidc/clients": { readonly value: MadeClientJson };
  "GET /oidc/clients/:client_id": { readonly value: ClientJson };
  "PATCH /oidc/clients/:client_id": { readonly value: ClientJson };
  "DELETE /oidc/clients/:client_id": { readonly value: true };
  "POST /oidc/clients/:client_id/secret": {
    readonly value: { readonly client_id: string; readonly client_secret: string };
  };
  "GET /events/endpoints": { readonly value: readonly EndpointJson[] };
  "POST /events/endpoints": { readonly value: KeyedEndpointJson };
  "GET /events/endpoints/:id": { readonly value: EndpointJson };
  "PATCH /events/endpoints/:id": { readonly value: KeyedEndpointJson };
  "DELETE /events/endpoints/:id": { readonly value: true };
  "POST /events/endpoints/:id/test": { readonly value: DeliveryJson };
  "GET /events/endpoints/:id/deliveries": { readonly value: readonly DeliveryJson[] };
  "GET /system/": {
    readonly value: Readonly<Record<string, string>>;
    readonly detail: {
      readonly settings: readonly SettingJson[];
      readonly other_addresses?: readonly OtherAddress[];
      readonly limited_networks?: readonly LimitedNetworkJson[];
      readonly ambiguous_realms?: readonly string[];
      readonly full_databases?: readonly FullDatabaseJson[];
      readonly warnings?: readonly string[];
    };
  };
  "GET /validate/polltransaction/:id": {
    readonly value: boolean;
    readonly authentication: "ACCEPT" | "REJECT";
    readonly detail: { readonly challenge_status: string; readonly transaction_state: ChallengeState };
  };
  "GET /validate/pollenrollment/:id": {
    readonly value: boolean;
    readonly detail: { readonly enrollment: EnrolmentJson<EnrolmentState> };
  };
}
