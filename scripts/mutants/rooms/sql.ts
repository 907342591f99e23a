import { MAY, readsOnly, type UnnoticedMutant } from "../unnoticed.ts";

export const sql: readonly UnnoticedMutant[] = [
  readsOnly(`CALLER_MAY_EVERYWHERE = \`${MAY} AND`, MAY),
  ...["name", "realm"].map((is) => ({
    at: "user: name && realm ?",
    was: "name && realm",
    is,
    because: "a named user has a name and a realm, and where none is named there is neither; the check is for the type",
  })),
  {
    at: `readingsOf(named, settings).split
    ? \`(token.user, token.realm) IN (\${WHO})\`
    : "token.user = :whole_user AND token.realm = :whole_realm"`,
    was: `readingsOf(named, settings).split
    ? \`(token.user, token.realm) IN (\${WHO})\`
    : "token.user = :whole_user AND token.realm = :whole_realm"`,
    is: `(\`(token.user, token.realm) IN (\${WHO})\`)`,
    because: "of a name with one reading both conditions hold for the same tokens, and the shorter one is quicker",
  },
  {
    at: "currentRecord() ? recorded(prepared) : prepared",
    is: "(recorded(prepared))",
    because: "without a record `waiting` only calls; the condition spares cron and objects three functions a statement",
  },
  {
    at: "return star < 0",
    was: "<",
    is: "<=",
    because: "a pattern that begins with a star has no range, and was given back before",
  },
  {
    at: "star < 0 ? wholeRange(column, name, pattern) : beginningRange(column, name, pattern.slice(0, star))",
    is: "(beginningRange(column, name, pattern.slice(0, star)))",
    because: "each list asks whether the pattern matches, too; the range only holds fewer rows",
  },
  {
    at: 'paging.order !== undefined ? undefined : cursor ? "true" : scan.isLong',
    is: '(cursor ? "true" : scan.isLong)',
    because: "a list that is sure to be longer than a window has no order but its own, however far it is read",
  },
  {
    at: 'typeof value === "string" && keys[index]?.endsWith("COLLATE NOCASE")',
    is: 'keys[index]?.endsWith("COLLATE NOCASE")',
    because: "a key that does not mind the case is a text; the check is for the type",
  },
  {
    at: ">= mostExamined",
    was: ">=",
    is: ">",
    because: "for a page of exactly half the window both ways read as many rows",
  },
  {
    at: "isCut && last",
    is: "isCut",
    because: "a window that is cut has a last row; the check is for the type",
  },
  {
    at: "page.page_few < window.mostExamined",
    was: "<",
    is: "<=",
    because: "a try of as many rows as the window has reads what the scan would read",
  },
  {
    at: "isBehind && next_fits === 1",
    is: "next_fits === 1",
    because: "it is null when there is no row behind the window",
  },
];
