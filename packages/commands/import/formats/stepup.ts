// The users of Stepup-tiqr and tiqr-server-libphp, who have one phone each, no serial and no PIN:
// their first factor is elsewhere.
import { openStoredSecret } from "../crypt/openssl-secret.ts";
import { type Foreign, type ForeignRecord, NO_TOKEN, UnreadableExport } from "../record.ts";
import { column, rowsOfTable, type Tables, trimmedAt } from "../tables.ts";
import { isOn, numberInValue, textInValue, trimmedOf } from "../values.ts";

/** Each key in hex, by its id in lower case. */
type Keys = ReadonlyMap<string, string>;

const USERS = ["user", "tiqruser"];
const SECRETS = ["tiqrusersecret", "usersecret"];

/**
 * The tables of Stepup-tiqr (`user`) and tiqr-server-libphp (`tiqruser`). Older ones lack columns;
 * the secret may be in a table of its own.
 */
export function readStepupSql(tables: Tables, keys: Keys): Foreign {
  const users = USERS.find((table) => tables.has(table));
  if (users === undefined) throw new UnreadableExport(`There is no table ${USERS.join(" or ")}.`);
  return { total: tables.count(users), records: rowsIn(tables, users, keys) };
}

function* rowsIn(tables: Tables, users: string, keys: Keys): Generator<ForeignRecord> {
  const secrets = new Map<string, unknown>();
  for (const table of SECRETS)
    for (const row of rowsOfTable(tables, table)) {
      const userId = trimmedAt(row, "userid");
      if (userId !== undefined) secrets.set(userId, column(row, "secret"));
    }
  let number = 0;
  for (const row of tables.rows(users)) {
    const userId = trimmedAt(row, "userid");
    const secret = trimmedAt(row, "secret") ?? (userId === undefined ? undefined : secrets.get(userId));
    const read = (name: Name) => (name === "secret" ? secret : column(row, name));
    yield stepupRecord(`row ${++number}`, userId, read, keys);
  }
}

export interface NamedFile {
  /** Without its folder. */
  readonly name: string;
  readonly read: () => string;
}

/**
 * The folder of JSON files of tiqr-server-libphp: one file a user, named after the userid, which is
 * not inside.
 */
export function readStepupJson(files: readonly NamedFile[], keys: Keys): Foreign {
  const users = files.filter(({ name }) => name.endsWith(".json"));
  return { total: users.length, records: users.values().map((file) => fileRecord(file, keys)) };
}

function fileRecord({ name, read }: NamedFile, keys: Keys): ForeignRecord {
  let user: Record<string, unknown> | null = null;
  try {
    user = JSON.parse(read());
  } catch {} // its message would quote the secret
  if (typeof user !== "object" || user === null) return { ok: false, where: name, why: "it is no JSON object" };
  const values = user;
  return stepupRecord(name, trimmedOf(name.slice(0, -".json".length)), (key) => values[key], keys);
}

/** tiqr-server-libphp's only suite. */
const SUITE = "OCRA-1:HOTP-SHA1-6:QH10-S";

/** As the files have them; columns are in lower case. */
type Name = "displayName" | "secret" | "loginattempts" | "blocked" | "notificationType" | "notificationAddress";

function stepupRecord(
  where: string,
  userId: string | undefined,
  read: (name: Name) => unknown,
  keys: Keys,
): ForeignRecord {
  if (userId === undefined) return { ok: false, where, why: "it has no userid" };
  const stored = trimmedOf(read("secret"));
  const opened = stored === undefined ? undefined : openStoredSecret(stored, keys);
  if (opened && !opened.ok) return { ok: false, where, user: userId, why: opened.why };
  const [type, address] = [trimmedOf(read("notificationType")), trimmedOf(read("notificationAddress"))];
  return {
    ok: true,
    where,
    token: {
      ...NO_TOKEN,
      owner: { key: userId, login: userId, realm: undefined },
      identity: userId,
      displayName: trimmedOf(read("displayName")),
      suite: SUITE,
      secret: opened?.secret,
      description: textInValue(read("displayName")),
      failCount: numberInValue(read("loginattempts")) ?? 0,
      // A block of some minutes (tmpblocktimestamp) will be over, and does not come along.
      locked: isOn(read("blocked"), false),
      notification: type !== undefined && address !== undefined ? { type, address } : undefined,
    },
  };
}
