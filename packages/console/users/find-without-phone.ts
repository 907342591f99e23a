// The people without a phone whom a search finds, up to a bound, look by look.

import type { UserJson } from "../../../src/for-console.ts";
import type { Api, SuccessReply } from "../api.ts";

/** A job takes more (src/core/jobs/read-users.ts), but a page must not wait for so many looks. */
export const MAX_INVITED = 5000;
/** The API examines this many people in a look. */
const LOOK_SIZE = "500";
/** Enough for that many, and for looks that find few. */
const MAX_LOOKS = 14;

interface Search {
  readonly user: string;
  readonly realm: string;
  readonly phones: string;
  readonly blocked?: string;
}

/** The fields of the API for a search. Only user names can be searched by a pattern. */
export const fieldsOf = ({ user, realm, phones, blocked }: Search) => ({
  ...(user.includes("*") ? { username: user } : { search: user }),
  realm,
  phones,
  ...(blocked ? { blocked } : {}),
});

/** `isAll`: false if the search may find more. */
type Found = { readonly people: readonly UserJson[]; readonly isAll: boolean };

export async function findWithoutPhone(api: Api, search: Search): Promise<Found> {
  const people: UserJson[] = [];
  let after: string | undefined;
  for (let looks = 0; looks < MAX_LOOKS && people.length < MAX_INVITED; looks++) {
    const look = { ...fieldsOf(search), after, pagesize: LOOK_SIZE };
    const reply: SuccessReply<"GET /user/"> = await api.need("users", "GET /user/", look);
    people.push(...reply.value);
    after = reply.detail?.after ?? undefined;
    if (after === undefined) break;
  }
  const isAll = after === undefined && people.length <= MAX_INVITED;
  return { people: people.slice(0, MAX_INVITED), isAll };
}
