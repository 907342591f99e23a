// Whose token it is: as the operator's map says (--logins), else as its server does. A phone that
// comes under another person's name can log in as that person, so where the map leaves a doubt the
// token is refused, by name.
import type { ForeignOwner } from "../record.ts";

export interface MapRow {
  readonly login: string;
  readonly realm: string | undefined;
}

/** The rows of the map for each person, by the `key` of their records. */
export type Logins = ReadonlyMap<string, readonly MapRow[]>;

/** The key of a person whom privacyIDEA's tables name by resolver and id. */
export const personKey = (resolver: string, uid: string): string => `${resolver}\0${uid}`;

type Person =
  | { readonly ok: true; readonly login: string; readonly realm: string | undefined }
  | { readonly ok: false; readonly why: string };

/**
 * The realm in which a token was enrolled is part of the name that its phone knows. So the map says
 * who somebody is, and its realm only which of its rows is meant; it is the token's where the
 * server knows none.
 */
export function personOf({ key, login, realm }: ForeignOwner, logins: Logins | undefined): Person {
  const refuse = (why: string) => ({ ok: false, why }) as const;
  const rows = key === undefined ? undefined : logins?.get(key);
  if (!rows) {
    const isUserId = key !== undefined && login === key;
    if (login === undefined || (logins && isUserId))
      return refuse(`no login is known for ${namedBy(key)}: --logins can say it`);
    return { ok: true, login, realm };
  }
  const inRealm = rows.filter((row) => realm === undefined || row.realm?.toLowerCase() === realm.toLowerCase());
  const meant = inRealm.length > 0 ? inRealm : rows.filter((row) => row.realm === undefined);
  const [first, ...others] = meant;
  if (!first) return refuse(`--logins has ${namedBy(key)} in other realms than ${realm}, that of the token`);
  if (others.some((row) => row.login !== first.login || row.realm !== first.realm)) {
    const all = new Set(meant.map((row) => (row.realm === undefined ? row.login : `${row.login} in ${row.realm}`)));
    return refuse(`--logins contradicts itself about ${namedBy(key)}: ${[...all].join(", ")}`);
  }
  return { ok: true, login: first.login, realm: realm ?? first.realm };
}

function namedBy(key = ""): string {
  const [resolver, uid] = key.split("\0");
  return uid === undefined ? `the user ${resolver}` : `the user ${uid} of the resolver ${resolver}`;
}
