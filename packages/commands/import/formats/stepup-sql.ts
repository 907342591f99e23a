// The tables of Stepup-tiqr (`user`) and tiqr-server-libphp (`tiqruser`). Older ones lack columns;
// the secret may be in a table of its own.
import { type Foreign, type ForeignRecord, UnreadableExport } from "../record.ts";
import { column, type Tables, trimmedAt } from "../tables.ts";
import { stepupRecord } from "./stepup-user.ts";

const USERS = ["user", "tiqruser"];
const SECRETS = ["tiqrusersecret", "usersecret"];

export function readStepupSql(tables: Tables, keys: ReadonlyMap<string, string>): Foreign {
  const users = USERS.find((table) => tables.has(table));
  if (users === undefined) throw new UnreadableExport(`There is no table ${USERS.join(" or ")}.`);
  return { total: tables.count(users), records: read(tables, users, keys) };
}

function* read(tables: Tables, users: string, keys: ReadonlyMap<string, string>): Generator<ForeignRecord> {
  const secrets = new Map<string, unknown>();
  for (const table of SECRETS)
    if (tables.has(table))
      for (const row of tables.rows(table)) {
        const userId = trimmedAt(row, "userid");
        if (userId !== undefined) secrets.set(userId, column(row, "secret"));
      }
  let number = 0;
  for (const row of tables.rows(users)) {
    const userId = trimmedAt(row, "userid");
    const user = {
      userId,
      displayName: column(row, "displayname"),
      secret: trimmedAt(row, "secret") ?? (userId === undefined ? undefined : secrets.get(userId)),
      loginAttempts: column(row, "loginattempts"),
      blocked: column(row, "blocked"),
      notificationType: column(row, "notificationtype"),
      notificationAddress: column(row, "notificationaddress"),
    };
    yield stepupRecord(`row ${++number}`, user, keys);
  }
}
