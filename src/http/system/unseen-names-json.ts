// GET /system/ tells of users whose names hold what nobody sees: as data, and in words.

import type { UnseenNames } from "../../core/ports/people/users.ts";
import type { Warning } from "../../core/warning.ts";
import { withUnseenShown } from "../../lib/unseen.ts";
import type { SystemDetailJson } from "./shapes.ts";

type Told = Pick<SystemDetailJson, "unseen_names"> & { readonly warnings?: readonly Warning[] };

/** More would fill the answer, and the sentence. */
const MAX_USERS = 20;
const MAX_USERS_IN_WORDS = 5;

/** Adds nothing if there is no such user. */
export function unseenNamesJson({ count, isExact, users }: UnseenNames): Told {
  if (count === 0) return {};
  const listed = users
    .slice(0, MAX_USERS)
    .map((one) => ({ ...one, shown: withUnseenShown(`${one.user}@${one.realm}`) }));
  const some = listed.slice(0, MAX_USERS_IN_WORDS).map(({ shown }) => shown);
  const message =
    `${isExact ? "" : "At least "}${count === 1 ? "1 user has" : `${count} users have`} characters in the name that nobody ` +
    `sees${some.length === 0 ? "" : `, such as ${some.join(", ")}`}: one may pass for another. They can sign in as before, ` +
    "but new ones are refused. See docs/api.md.";
  return {
    warnings: [{ code: "unseen-names", message }],
    unseen_names: { count, count_exact: isExact, users: listed },
  };
}
