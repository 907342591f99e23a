// A place that events are sent to, and which events it gets.

export interface Endpoint {
  readonly id: string;
  readonly url: string;
  /** Empty: all. */
  readonly events: readonly string[];
  /** Empty: all. With realms, events of no user are left out. */
  readonly realms: readonly string[];
  readonly createdAtMs: number;
  readonly disabledAtMs: number | null;
  /** What went wrong at the last try, when days of failures have disabled it. Null when an account has, or when it is enabled. */
  readonly disabledFault: string | null;
}

export interface GivenEndpoint {
  readonly url?: string;
  readonly events?: readonly string[];
  readonly realms?: readonly string[];
  readonly enabled?: boolean;
  readonly rotateSecret?: boolean;
}

export const wants = (
  { events, realms }: Pick<Endpoint, "events" | "realms">,
  row: { readonly event: string; readonly realm: string },
): boolean =>
  row.event !== "" &&
  (events.length === 0 || events.includes(row.event)) &&
  (realms.length === 0 || realms.includes(row.realm));
