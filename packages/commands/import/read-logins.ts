// The operator's map of people (--logins): a CSV file.
import { CommandError } from "../../../scripts/lib/project.ts";
import type { ImportFormat } from "./options.ts";
import { type Logins, type MapRow, personKey } from "./prepare/person.ts";
import { piecesOf } from "./sources.ts";
import { readCsvRows } from "./text/csv.ts";

/** Its columns depend on what the server knows people by. */
export function readLogins(path: string, from: ImportFormat): Logins {
  const hasResolvers = /^(privacyidea|edumfa)-/.test(from);
  const wanted = hasResolvers ? ["resolver", "uid", "login", "realm"] : ["userid", "user", "realm"];
  const map = new Map<string, MapRow[]>();
  for (const { line, row } of readCsvRows(piecesOf(path))) {
    if (!wanted.every((name) => Object.hasOwn(row, name)))
      throw new CommandError(`${path} must have the columns ${wanted.join(",")}.`);
    const [key, login] = hasResolvers
      ? [personKey(row.resolver ?? "", row.uid ?? ""), row.login]
      : [row.userid ?? "", row.user];
    if (key === "" || !login) throw new CommandError(`${path} line ${line}: a person and a login are needed.`);
    const made = { login, realm: row.realm?.trim() || undefined };
    const rows = map.get(key);
    if (rows) rows.push(made);
    else map.set(key, [made]);
  }
  if (map.size === 0) throw new CommandError(`${path} is empty: it names nobody.`);
  return map;
}
