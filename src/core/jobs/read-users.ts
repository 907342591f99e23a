// Reads a file of users: the first line names the columns, each further line is a user. A line that
// cannot be taken is reported by its number, and the others go on.

import { readCsv } from "../../lib/csv.ts";
import type { Settings } from "../../settings.ts";
import { readAttributeValue } from "../admin/user-attributes.ts";
import type { Item, UserLine } from "../ports/job.ts";
import type { AttributeValue } from "../ports/people/users.ts";
import { type FileFault, type LineFault, type Outcome, type Reason, type Refusal, refuse } from "../reasons.ts";
import { readNewOwner } from "../token/owner.ts";
import { readDayOrTime } from "../token/validity.ts";
import { readingsOf } from "../user.ts";

/** The object works on a few dozen at a time, so this takes a quarter of an hour. */
const MAX_USERS = 20_000;

type Column = "login" | "realm" | "email" | "displayName" | "groups" | "externalId" | "blocked";

/** As people write them, folded to lower case and letters alone. `name` can be either of two. */
const COLUMNS: Readonly<Record<string, Column | "name">> = {
  login: "login",
  user: "login",
  username: "login",
  name: "name",
  realm: "realm",
  email: "email",
  mail: "email",
  displayname: "displayName",
  groups: "groups",
  externalid: "externalId",
  // As the lists of Microsoft Entra call it.
  objectid: "externalId",
  blocked: "blocked",
};

const badFile = (fault: FileFault, message: string): Refusal => refuse({ code: "invalid-file", message, ...fault });

export function readUsers(
  csv: string,
  settings: Pick<Settings, "defaultRealm" | "foldUserCase">,
): Outcome<{ readonly items: readonly Item[] }> {
  const read = readCsv(csv);
  if (!read.ok) return badFile({ fault: "quotes", line: read.line }, `the quotes in line ${read.line} are wrong`);
  const [head, ...lines] = read.lines;
  if (!head) return badFile({ fault: "empty" }, "it is empty");
  const named = head.cells.map((name) => columnOf(name));
  const nameIs = named.includes("login") ? "displayName" : "login";
  const columns = named.map((column) => (column === "name" ? nameIs : column));
  const foreign = head.cells.find((_, at) => columns[at] === undefined);
  const column = foreign?.trim().slice(0, 40);
  if (column !== undefined)
    return badFile(
      { fault: "column", column },
      `there is no column "${column}"; there are login, realm, e-mail, name, groups, external_id and blocked`,
    );
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice !== undefined) return badFile({ fault: "column-twice" }, "it has a column twice");
  if (!columns.includes("login")) return badFile({ fault: "no-name" }, "its first line names no column login");
  if (lines.length === 0) return badFile({ fault: "no-users" }, "it has no users");
  if (lines.length > MAX_USERS)
    return badFile({ fault: "too-many", most: MAX_USERS }, `it has more than ${MAX_USERS} users`);
  // "Anna Visser" would be made the login of somebody who signs in as `anna`. Beside a column of
  // display names the blank is meant, and so it is in a column login.
  const isDoubtful = named.includes("name") && !columns.includes("displayName");
  const doubtful = isDoubtful && lines.find(({ cells }) => / /.test((cells[columns.indexOf("login")] ?? "").trim()));
  if (doubtful)
    return badFile(
      { fault: "name-or-login", line: doubtful.line },
      `line ${doubtful.line} has a blank in the column name: call it login if people sign in so, or add a column login`,
    );
  const seen = new Set<string>();
  const items = lines.map(({ line, cells }): Item => {
    const cell = (column: Column): string => (cells[columns.indexOf(column)] ?? "").trim();
    const user = { user: cell("login").slice(0, 200), realm: cell("realm").slice(0, 200) };
    if (cells.length > columns.length)
      return { line, ...user, fault: badLine("cells", "it has more cells than the first line") };
    const read = readUser(cell, settings);
    if (!read.ok) return { line, ...user, fault: read.reason };
    // Only the database can tell which reading of `user@realm` is meant. Two lines that share one
    // could be one person, who would get two links.
    const { whole, split = whole } = readingsOf(read.line, settings);
    const readings = [whole, split].map((reading) => JSON.stringify([reading.user, reading.realm]));
    if (readings.some((reading) => seen.has(reading)))
      return { line, ...user, fault: badLine("twice", "an earlier line names this user") };
    for (const reading of readings) seen.add(reading);
    return { line, given: read.line };
  });
  return { ok: true, items };
}

const columnOf = (name: string): Column | "name" | undefined => {
  const plain = name.toLowerCase().replace(/[\s_-]/g, "");
  return Object.hasOwn(COLUMNS, plain) ? COLUMNS[plain] : undefined;
};

const badLine = (fault: LineFault, message: string): Reason => ({ code: "invalid-line", fault, message });

function readUser(
  cell: (column: Column) => string,
  settings: Pick<Settings, "defaultRealm" | "foldUserCase">,
): Outcome<{ readonly line: UserLine }> {
  const user = cell("login").toWellFormed();
  if (user === "") return refuse(badLine("no-name", "it has no login"));
  const owner = readNewOwner({ user, realm: cell("realm").toWellFormed() || undefined }, settings);
  if (!owner.ok) return owner;
  let line: UserLine = { ...owner.named, email: undefined, displayName: undefined, groups: undefined };
  for (const [attribute, text] of [
    ["email", cell("email")],
    ["name", cell("displayName")],
    // In a file with commas, groups in a cell are separated by semicolons.
    ["groups", cell("groups").replaceAll(";", ",")],
    ["external_id", cell("externalId")],
  ] as const) {
    if (text === "") continue;
    const read = readAttributeValue(attribute, text.toWellFormed());
    if (!read.ok) {
      const why = read.what === undefined ? "" : `, ${read.what}`;
      return refuse(badLine(attribute, `its ${attribute} cannot be taken${why}`));
    }
    line = { ...line, ...fieldOf(read.change) };
  }
  const blocked = cell("blocked").toLowerCase();
  if (blocked === "") return { ok: true, line };
  if (!isBlockText(blocked))
    return refuse(badLine("blocked", "its blocked cannot be taken, expected yes, no or a day such as 2026-12-31"));
  return { ok: true, line: { ...line, blocked } };
}

const isBlockText = (text: string): boolean =>
  text === "yes" || text === "no" || (/^\d{4}-\d\d-\d\d$/.test(text) && readDayOrTime(text) !== undefined);

function fieldOf({ attribute, value }: AttributeValue): Partial<UserLine> {
  switch (attribute) {
    case "email":
      return { email: value };
    case "name":
      return { displayName: value };
    case "groups":
      return { groups: value };
    case "external_id":
      return { externalId: value };
  }
}
