// Who owns the tokens of privacyIDEA's tables. tokenowner has only the resolver's id of a person,
// by which no phone and no application knows them, so logins come from other tables. Where two of
// these differ, the login counts as unknown: a token must not come to the wrong person.
import { personKey } from "../prepare/person.ts";
import type { ForeignOwner } from "../record.ts";
import { rowsOfTable, type Tables, textAt, trimmedAt } from "../tables.ts";

/**
 * The trail keeps so many characters of a name, so one of this length may have been longer.
 * eduMFA's has more, but for older rows.
 */
const AUDIT_USER_CHARACTERS = 20;

interface Owning {
  readonly resolver: string;
  readonly uid: string;
  readonly realmId: string;
}
type Owners = ReadonlyMap<string, Owning>;

const keyOf = ({ resolver, uid }: Owning): string => personKey(resolver, uid);

export const ownerOf = (
  owning: Owning | undefined,
  realm: string | undefined,
  logins: ReadonlyMap<string, string>,
): ForeignOwner | undefined => owning && { key: keyOf(owning), login: logins.get(keyOf(owning)), realm };

/** The first owner of each token, as privacyIDEA's own export has it. */
export function ownersOf(tables: Tables, tokens: ReadonlySet<string>): Owners {
  const owners = new Map<string, Owning>();
  for (const row of rowsOfTable(tables, "tokenowner")) {
    const [id, uid] = [textAt(row, "token_id"), trimmedAt(row, "user_id")];
    if (!tokens.has(id) || uid === undefined || owners.has(id)) continue;
    owners.set(id, { resolver: textAt(row, "resolver"), uid, realmId: textAt(row, "realm_id") });
  }
  return owners;
}

type Place =
  | { readonly ok: true; readonly realm: string | undefined; readonly others: readonly string[] }
  | { readonly ok: false; readonly why: string };

/**
 * The realm of a token's owner, which its phone knows as part of the name; and further realms of
 * the token.
 */
export function placesOf(tables: Tables, tokens: ReadonlySet<string>, owners: Owners): (tokenId: string) => Place {
  const names = new Map<string, string>();
  for (const row of rowsOfTable(tables, "realm")) names.set(textAt(row, "id"), textAt(row, "name"));
  const realms = new Map<string, string[]>();
  for (const row of rowsOfTable(tables, "tokenrealm")) {
    const id = textAt(row, "token_id");
    const name = names.get(textAt(row, "realm_id"));
    if (tokens.has(id) && name !== undefined) realms.set(id, [...(realms.get(id) ?? []), name]);
  }
  return (tokenId) => {
    const owning = owners.get(tokenId);
    const named = realms.get(tokenId) ?? [];
    if (!owning) return { ok: true, realm: undefined, others: named };
    if (owning.realmId === "") {
      if (named.length > 1) return { ok: false, why: "tokenowner does not say in which of its realms its user is" };
      return { ok: true, realm: named[0], others: [] };
    }
    const realm = names.get(owning.realmId);
    if (realm === undefined)
      return { ok: false, why: `the realm ${owning.realmId} of its user is not in the table realm` };
    return { ok: true, realm, others: named.filter((name) => name !== realm) };
  };
}

export function loginsOf(tables: Tables, owners: Owners, trails: readonly string[]): ReadonlyMap<string, string> {
  const wanted = new Set([...owners.values()].map(keyOf));
  const cached = new Unanimous();
  for (const row of rowsOfTable(tables, "usercache")) {
    const key = personKey(textAt(row, "resolver"), textAt(row, "user_id"));
    const login = trimmedAt(row, "username") ?? trimmedAt(row, "used_login");
    if (wanted.has(key) && login !== undefined) cached.add(key, login);
  }
  const bySerial = new Unanimous();
  for (const trail of trails)
    for (const row of rowsOfTable(tables, trail)) {
      const [serial, user] = [trimmedAt(row, "serial"), trimmedAt(row, "user")];
      if (serial !== undefined && user !== undefined) bySerial.add(`${serial}\0${textAt(row, "resolver")}`, user);
    }
  const noted = new Unanimous();
  if (bySerial.all.size > 0)
    for (const row of rowsOfTable(tables, "token")) {
      const owning = owners.get(textAt(row, "id"));
      if (!owning) continue;
      const name = bySerial.all.get(`${textAt(row, "serial")}\0${owning.resolver}`);
      if (name !== undefined) noted.add(keyOf(owning), name);
    }
  const logins = new Map<string, string>();
  for (const key of wanted) {
    const login = cached.all.has(key) ? cached.all.get(key) : wholeIn(noted.all.get(key));
    if (typeof login === "string") logins.set(key, login);
  }
  return logins;
}

const wholeIn = (user: string | null | undefined) =>
  user !== null && user !== undefined && [...user].length < AUDIT_USER_CHARACTERS ? user : undefined;

/**
 * The value of each key; null where two differ: a token may have had other owners, and a person
 * another name, of which the phone knows one, as it was written then.
 */
class Unanimous {
  readonly all = new Map<string, string | null>();
  add(key: string, value: string | null): void {
    const before = this.all.get(key);
    this.all.set(key, before === undefined || before === value ? value : null);
  }
}
