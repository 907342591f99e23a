// The people without a phone whom a search finds, up to a bound, look by look.

import type { UserJson } from "../../../src/for-console.ts";
import type { Api, ApiRefusal, ApiReply } from "../api.ts";

/** A job takes more (src/core/jobs/read-users.ts), but a page must not wait for so many looks. */
export const MAX_INVITED = 5000;
/** The API examines as many people in a look. */
const LOOK_SIZE = "500";
/** Enough for that many, and for looks that find few. */
const MAX_LOOKS = 14;

interface Search {
  readonly user: string;
  readonly realm: string;
  readonly phones: string;
}

/** The fields of the API for a search. A pattern is one of users alone. */
export const fieldsOf = ({ user, realm, phones }: Search) => ({
  ...(user.includes("*") ? { username: user } : { search: user }),
  realm,
  phones,
});

/** `isAll`: false if the search may find more. */
type Found = { readonly ok: true; readonly people: readonly UserJson[]; readonly isAll: boolean };

export async function findWithoutPhone(api: Api, search: Search): Promise<Found | ApiRefusal> {
  const people: UserJson[] = [];
  let after: string | undefined;
  for (let looks = 0; looks < MAX_LOOKS && people.length < MAX_INVITED; looks++) {
    const reply: ApiReply<"GET /user/"> = await api.call("GET /user/", {
      ...fieldsOf(search),
      after,
      pagesize: LOOK_SIZE,
    });
    if (!reply.ok) return reply;
    people.push(...reply.value);
    after = reply.detail?.after ?? undefined;
    if (after === undefined) break;
  }
  const isAll = after === undefined && people.length <= MAX_INVITED;
  return { ok: true, people: people.slice(0, MAX_INVITED), isAll };
}
