// The actions on a token in the console, and which phones may be lost.

import type { TokenJson } from "../../../src/for-console.ts";
import type { Viewer } from "../frame/session.ts";

/** Each is POST /token/<action>/<serial> of the API, except `delete`, and asks first. */
export const ACTIONS = {
  enable: { right: "enable", done: "enabled" },
  disable: { right: "disable", done: "disabled" },
  reset: { right: "reset", done: "reset" },
  unassign: { right: "unassign", done: "unassigned" },
  revoke: { right: "revoke", done: "revoked" },
  delete: { right: "delete", done: "deleted" },
} as const;
export type ActionName = keyof typeof ACTIONS;

/** These cannot be undone, so their buttons stand apart. */
export const destroys = (name: ActionName): boolean => name === "revoke" || name === "delete";

/** What makes a token usable again, if this account may do it. */
export const firstHelp = (token: TokenJson, account: Viewer): "reset" | "enable" | undefined => {
  if (token.revoked) return undefined;
  if (token.locks.length > 0 && account.may("reset")) return "reset";
  return !token.active && account.may("enable") ? "enable" : undefined;
};

/** The actions that this account can take on this token in its present state. */
export function actionsFor(token: TokenJson, account: Viewer): ActionName[] {
  const offered: Readonly<Record<ActionName, boolean>> = {
    enable: !token.revoked && !token.active,
    disable: !token.revoked && token.active,
    reset: !token.revoked && token.failcount > 0,
    unassign: !token.revoked && token.username !== "",
    revoke: !token.revoked,
    delete: true,
  };
  return (Object.keys(ACTIONS) as ActionName[]).filter((name) => offered[name] && account.may(ACTIONS[name].right));
}

/** The tokens that a phone has enrolled, and that are not revoked. */
export const phonesOf = (tokens: readonly TokenJson[]): readonly TokenJson[] =>
  tokens.filter(({ rollout_state: state, revoked }) => state === "enrolled" && !revoked);

/** Whether another phone can take the place of this one's. */
export const mayBeLost = (token: TokenJson, account: Viewer): boolean =>
  phonesOf([token]).length > 0 && account.may("enrollTIQR");
