// privacyIDEA's tables, whose names are the same from 3.6 to 3.13, and eduMFA's: token, tokeninfo,
// tokenowner, tokenrealm, realm, config; usercache and the trail for logins. Secrets are under the
// first key of its encryption file.
import type { EncFile } from "../crypt/enc-file.ts";
import { type Foreign, type ForeignRecord, UnreadableExport } from "../record.ts";
import { column, rowsOfTable, type TableRow, type Tables, textAt, trimmedAt } from "../tables.ts";
import { trimmedOf } from "../values.ts";
import { type PrivacyIdeaServer, privacyIdeaRecord } from "./privacyidea-token.ts";
import { loginsOf, ownerOf, ownersOf, placesOf } from "./sql-owners.ts";

export interface Product {
  readonly name: string;
  /** What its configuration calls the file of its keys. */
  readonly keyFile: string;
  /** That of its phones, where `tiqr.serviceIdentifier` is not set. */
  readonly serviceIdentifier: string;
  /** Tables of its trail. */
  readonly trails: readonly string[];
}

export const PRIVACYIDEA: Product = {
  name: "privacyIDEA",
  keyFile: "PI_ENCFILE",
  serviceIdentifier: "org.privacyidea",
  trails: ["pidea_audit"],
};
/** A database that was privacyIDEA's may still have that trail. */
export const EDUMFA: Product = {
  name: "eduMFA",
  keyFile: "EDUMFA_ENCFILE",
  serviceIdentifier: "io.edumfa",
  trails: ["mfa_audit", "pidea_audit"],
};

type SqlServer = PrivacyIdeaServer & { readonly encFile: EncFile };

export function readPrivacyIdeaSql(tables: Tables, product: Product, server: SqlServer): Foreign {
  if (!tables.has("token")) throw new UnreadableExport("There is no table token.");
  // Each has its own default for the identifier by which phones find their accounts.
  if (product === PRIVACYIDEA && tables.has("mfa_audit"))
    throw new UnreadableExport("The table mfa_audit is eduMFA's: use --from edumfa-sql.");
  return {
    total: tables.count("token"),
    records: read(tables, product, server),
    settings: settingsIn(tables, product),
  };
}

/**
 * Undefined without the table, or with an empty one, in which no server writes its settings:
 * whether one is set is not known then.
 */
function settingsIn(tables: Tables, { name, serviceIdentifier }: Product): Foreign["settings"] {
  const config = new Map<string, string>();
  for (const row of rowsOfTable(tables, "config")) config.set(textAt(row, "Key"), textAt(row, "Value"));
  if (config.size === 0) return undefined;
  const set = trimmedOf(config.get("tiqr.serviceIdentifier"));
  return {
    service: {
      identifier: set ?? serviceIdentifier,
      source: set === undefined ? `the default of ${name}, as config sets none` : "config",
    },
    authenticationUrl: config.get("tiqr.authServer") || config.get("tiqr.regServer"),
  };
}

function* read(tables: Tables, { trails }: Product, server: SqlServer): Generator<ForeignRecord> {
  const tiqr = new Set<string>();
  for (const row of rowsOfTable(tables, "token")) if (isTiqr(row)) tiqr.add(textAt(row, "id"));
  const infos = infosOf(tables, tiqr);
  const owners = ownersOf(tables, tiqr);
  const places = placesOf(tables, tiqr, owners);
  const logins = loginsOf(tables, owners, trails);
  for (const row of rowsOfTable(tables, "token")) {
    const id = textAt(row, "id");
    const where = `token ${id}`;
    const serial = trimmedAt(row, "serial");
    const refuse = (why: string): ForeignRecord => ({ ok: false, where, serial, why });
    if (!isTiqr(row)) {
      const type = textAt(row, "tokentype").toLowerCase();
      yield refuse(`its type is ${type || "missing"}, not tiqr`);
      continue;
    }
    const info = { ...infos.get(id) };
    const plain = server.encFile.open(textAt(row, "key_iv").trim(), textAt(row, "key_enc").trim());
    // Without a session a phone has enrolled, and its key has to open.
    if (!plain && trimmedOf(info.session) === undefined) {
      yield refuse("its key does not open under --enc-file");
      continue;
    }
    const place = places(id);
    if (!place.ok) {
      yield refuse(place.why);
      continue;
    }
    if (place.others.length > 0) info.realms = place.others.join(",");
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
      _hashed_pin: trimmedAt(row, "pin_hash"),
      info_list: info,
    };
    const seedHex = trimmedAt(row, "pin_seed");
    yield privacyIdeaRecord(where, element, ownerOf(owners.get(id), place.realm, logins), {}, server, seedHex);
  }
}

const isTiqr = (row: TableRow): boolean => textAt(row, "tokentype").trim().toLowerCase() === "tiqr";

function infosOf(tables: Tables, tokens: ReadonlySet<string>): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const infos = new Map<string, Record<string, string>>();
  for (const row of rowsOfTable(tables, "tokeninfo")) {
    const id = textAt(row, "token_id");
    if (!tokens.has(id)) continue;
    const info = infos.get(id) ?? {};
    info[textAt(row, "Key")] = textAt(row, "Value");
    infos.set(id, info);
  }
  return infos;
}
