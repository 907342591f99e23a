// privacyIDEA's tables, whose names are the same from 3.6 to 3.13: token, tokeninfo, tokenowner, tokenrealm, realm, config; usercache and
// pidea_audit for logins. Secrets are under the first key of its encryption file.
import type { EncFile } from "../crypt/enc-file.ts";
import { privacyIdeaRecord } from "../privacyidea-token.ts";
import { type Foreign, type ForeignOwner, type ForeignRecord, UnreadableExport } from "../record.ts";
import { column, type TableRow, type Tables } from "../tables.ts";
import { textOf, trimmedOf } from "../values.ts";

/** The trail keeps so many characters of a name, so one of this length may have been longer. */
const AUDIT_USER_CHARACTERS = 20;

interface Owning {
  readonly resolver: string;
  readonly uid: string;
  readonly realmId: string;
}

export function readPrivacyIdeaSql(tables: Tables, encFile: EncFile): Foreign {
  if (!tables.has("token")) throw new UnreadableExport("There is no table token.");
  const settings = new Map<string, string>();
  if (tables.has("config"))
    for (const row of tables.rows("config")) settings.set(textOf(column(row, "Key")), textOf(column(row, "Value")));
  return {
    total: tables.count("token"),
    records: read(tables, encFile),
    settings: {
      serviceIdentifier: settings.get("tiqr.serviceIdentifier"),
      authenticationUrl: settings.get("tiqr.authServer") || settings.get("tiqr.regServer"),
    },
  };
}

function* read(tables: Tables, encFile: EncFile): Generator<ForeignRecord> {
  const tiqr = new Set<string>();
  for (const row of tables.rows("token")) if (isTiqr(row)) tiqr.add(textOf(column(row, "id")));
  const realmNames = new Map<string, string>();
  for (const row of rowsOf(tables, "realm")) realmNames.set(textOf(column(row, "id")), textOf(column(row, "name")));
  const infos = infosOf(tables, tiqr);
  const realms = realmsOf(tables, tiqr, realmNames);
  const owners = ownersOf(tables, tiqr);
  const logins = loginsOf(tables, owners);
  for (const row of tables.rows("token")) {
    const id = textOf(column(row, "id"));
    const where = `token ${id}`;
    const serial = trimmedOf(column(row, "serial"));
    if (!isTiqr(row)) {
      const type = textOf(column(row, "tokentype")).toLowerCase();
      yield { ok: false, where, serial, why: `its type is ${type || "missing"}, not tiqr` };
      continue;
    }
    const info = { ...infos.get(id) };
    const plain = encFile.open(textOf(column(row, "key_iv")).trim(), textOf(column(row, "key_enc")).trim());
    // Without a session a phone has enrolled, and its key has to open.
    if (!plain && trimmedOf(info.session) === undefined) {
      yield { ok: false, where, serial, why: "its key does not open under --enc-file" };
      continue;
    }
    const owning = owners.get(id);
    const named = realms.get(id) ?? [];
    const realm = owning && (realmNames.get(owning.realmId) ?? named[0]);
    const others = named.filter((name) => name !== realm);
    if (others.length > 0) info.realms = others.join(",");
    const element = {
      serial,
      type: "tiqr",
      otpkey: plain?.toString("latin1"),
      description: column(row, "description"),
      maxfail: column(row, "maxfail"),
      failcount: column(row, "failcount"),
      active: column(row, "active"),
      revoked: column(row, "revoked"),
      locked: column(row, "locked"),
      _hashed_pin: trimmedOf(column(row, "pin_hash")),
      info_list: info,
    };
    const seedHex = trimmedOf(column(row, "pin_seed"));
    yield privacyIdeaRecord(where, element, owning && ownerOf(owning, realm, logins), {}, { encFile, seedHex });
  }
}

const isTiqr = (row: TableRow): boolean => textOf(column(row, "tokentype")).trim().toLowerCase() === "tiqr";

const rowsOf = (tables: Tables, table: string): Iterable<TableRow> => (tables.has(table) ? tables.rows(table) : []);

const keyOf = ({ resolver, uid }: Pick<Owning, "resolver" | "uid">): string => `${resolver}\0${uid}`;

/** The key of a person in the operator's map. */
export const personKey = (resolver: string, uid: string): string => keyOf({ resolver, uid });

const ownerOf = (owning: Owning, realm: string | undefined, logins: ReadonlyMap<string, string>): ForeignOwner => ({
  key: keyOf(owning),
  login: logins.get(keyOf(owning)),
  realm,
});

function infosOf(tables: Tables, tokens: ReadonlySet<string>): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const infos = new Map<string, Record<string, string>>();
  for (const row of rowsOf(tables, "tokeninfo")) {
    const id = textOf(column(row, "token_id"));
    if (!tokens.has(id)) continue;
    const info = infos.get(id) ?? {};
    info[textOf(column(row, "Key"))] = textOf(column(row, "Value"));
    infos.set(id, info);
  }
  return infos;
}

function realmsOf(tables: Tables, tokens: ReadonlySet<string>, names: ReadonlyMap<string, string>) {
  const realms = new Map<string, string[]>();
  for (const row of rowsOf(tables, "tokenrealm")) {
    const id = textOf(column(row, "token_id"));
    const name = names.get(textOf(column(row, "realm_id")));
    if (tokens.has(id) && name !== undefined) realms.set(id, [...(realms.get(id) ?? []), name]);
  }
  return realms;
}

/** The first owner of each token, as privacyIDEA's own export has it. */
function ownersOf(tables: Tables, tokens: ReadonlySet<string>): ReadonlyMap<string, Owning> {
  const owners = new Map<string, Owning>();
  for (const row of rowsOf(tables, "tokenowner")) {
    const [id, uid] = [textOf(column(row, "token_id")), trimmedOf(column(row, "user_id"))];
    if (!tokens.has(id) || uid === undefined || owners.has(id)) continue;
    owners.set(id, { resolver: textOf(column(row, "resolver")), uid, realmId: textOf(column(row, "realm_id")) });
  }
  return owners;
}

/** tokenowner has the resolver's id of a person, with which no phone and no application knows them. So logins come from elsewhere. */
function loginsOf(tables: Tables, owners: ReadonlyMap<string, Owning>): ReadonlyMap<string, string> {
  const wanted = new Set([...owners.values()].map(keyOf));
  const logins = new Map<string, string>();
  for (const row of rowsOf(tables, "usercache")) {
    const key = keyOf({ resolver: textOf(column(row, "resolver")), uid: textOf(column(row, "user_id")) });
    const login = trimmedOf(column(row, "username")) ?? trimmedOf(column(row, "used_login"));
    if (wanted.has(key) && login !== undefined) logins.set(key, login);
  }
  const bySerial = new Map<string, string>();
  for (const row of rowsOf(tables, "pidea_audit")) {
    const [serial, user] = [trimmedOf(column(row, "serial")), trimmedOf(column(row, "user"))];
    if (serial !== undefined && user !== undefined && [...user].length < AUDIT_USER_CHARACTERS)
      bySerial.set(`${serial}\0${textOf(column(row, "resolver"))}`, user);
  }
  if (bySerial.size > 0)
    for (const row of tables.rows("token")) {
      const owning = owners.get(textOf(column(row, "id")));
      const user = owning && bySerial.get(`${textOf(column(row, "serial"))}\0${owning.resolver}`);
      if (owning && user !== undefined && !logins.has(keyOf(owning))) logins.set(keyOf(owning), user);
    }
  return logins;
}
