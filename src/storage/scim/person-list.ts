// Lists people.

import type { DirectoryPeople } from "../../core/ports/people/directory.ts";
import { fold } from "../../lib/fold.ts";
import type { Settings } from "../../settings.ts";
import type { DirectoryAt } from "./at.ts";
import { type AttributeSearch, listResources } from "./list.ts";
import { type DirectoryRow, directoryPersonIn, IS_THERE, nameOf, PERSON_COLUMNS } from "./person-row.ts";

/** Along the index of the attribute. SQLite would rather read the realm, which is in order. */
const amongAlike = (which: string): string => `user.id IN (SELECT alike.id FROM user AS alike WHERE ${which})`;

const comparedIn = (settings: Pick<Settings, "foldUserCase">): Readonly<Record<string, AttributeSearch>> => ({
  id: { sql: "user.scim_id = :id" },
  userName: {
    sql: "lower(user.name) = lower(:name)",
    parametersOf: (value) => ({ name: nameOf(value, settings) }),
    ignoresCase: true,
  },
  externalId: { sql: "user.external_id = :externalid" },
  // The index has the folded name, or until cron has made it, the name in lower case.
  displayName: {
    sql: `user.display_name = :displayname COLLATE NOCASE AND ${amongAlike(
      `coalesce(alike.folded, lower(alike.display_name)) COLLATE NOCASE IN (:folded, :displayname)
       AND alike.display_name IS NOT NULL`,
    )}`,
    parametersOf: (value) => ({ folded: fold(value), displayname: value }),
    ignoresCase: true,
  },
  email: { sql: amongAlike("alike.email = :email COLLATE NOCASE"), ignoresCase: true },
  active: {
    sql: "(user.deactivated_at_ms IS NULL) = :active",
    parametersOf: (value) => ({ active: value === "true" ? 1 : 0 }),
  },
});

export const createPersonList = (at: DirectoryAt): Pick<DirectoryPeople, "list"> => ({
  async list(filter, page) {
    const people = { table: "user", there: IS_THERE, columns: PERSON_COLUMNS, compared: comparedIn(at.settings) };
    const listed = await listResources<DirectoryRow>(at, people, filter, page);
    return listed.ok ? { ok: true, total: listed.total, resources: listed.rows.map(directoryPersonIn) } : listed;
  },
});
