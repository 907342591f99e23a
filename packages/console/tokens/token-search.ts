// The search of the list of tokens, in an address or a form, and its API fields (GET /token/).

import { beginningOf } from "../parts/search.ts";

/** The API's filters for each state in the search. */
export const STATES = {
  all: {},
  active: { active: "true", revoked: "false" },
  disabled: { active: "false", revoked: "false" },
  revoked: { revoked: "true" },
  /** The filter of the count on the overview. */
  locked: { failcounter_exceeded: "true", revoked: "false" },
  waiting: { rollout_state: "clientwait" },
  /** The filter of the count on the overview. */
  unproven: { rollout_state: "enrolled", proven: "no", revoked: "false" },
} as const;
export type State = keyof typeof STATES;

export type TokenSearch = {
  readonly user: string;
  readonly realm: string;
  readonly serial: string;
  readonly state: State;
};

/** `read` gives the text under a name, or an empty one. */
export function readSearch(read: (name: string) => string | undefined): TokenSearch {
  const text = (name: string) => read(name)?.trim() ?? "";
  const state: State = Object.hasOwn(STATES, text("state")) ? (text("state") as State) : "all";
  return { user: text("user"), realm: text("realm"), serial: text("serial"), state };
}

export const filtersOf = ({ user, realm, serial, state }: TokenSearch) => ({
  username: beginningOf(user),
  realm,
  serial: beginningOf(serial),
  ...STATES[state],
});

/** The search as fields of a form or an address. */
export const searchFields = ({ user, realm, serial, state }: TokenSearch): Record<string, string> => ({
  user,
  realm,
  serial,
  state: state === "all" ? "" : state,
});
