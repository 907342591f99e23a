import { ADMINISTRATORS, MAY, type Room, readsOnly } from "./room.ts";

export const sql: Room = {
  subjects: [
    {
      file: "storage/sql/administrators-guard.ts",
      near: ADMINISTRATORS,
      far: [
        "http/accounts/administrator-tokens",
        "http/accounts/second-factor-required",
        "http/enrolment/link-use",
        "http/users/names-and-realms",
        "http/accounts/bound-to-realms",
        "http/accounts/accounts",
      ],
    },
    {
      file: "storage/sql/caller-guard.ts",
      near: ["storage/sql/caller-guard", ...ADMINISTRATORS],
      far: [
        "http/accounts/sign-out",
        "http/accounts/bound-to-realms",
        "http/accounts/accounts",
        "http/watch/request-log",
      ],
    },
    {
      file: "storage/sql/subject-query.ts",
      near: ["storage/sql/subject-query", "storage/tokens/lock"],
      far: [
        "http/users/names-and-realms",
        "http/users/names-refused",
        "http/tokens/list",
        "http/guessing/lock",
        "http/users/list",
        "http/logins/validate-check",
      ],
    },
    { file: "storage/sql/batch.ts", near: ["storage/sql/batch"], far: [] },

    {
      file: "storage/sql/like.ts",
      near: ["storage/tokens/list", "storage/users/list"],
      far: ["storage/audit/list/list"],
    },
    {
      file: "storage/sql/sql.ts",
      near: ["storage/sql/batch"],
      far: ["storage/tokens/list", "http/watch/request-log"],
    },
    ...["scan", "read-window", "picked", "window", "whole", "page-for-caller"].map((name) => ({
      file: `storage/sql/scan/${name}.ts`,
      near: ["storage/sql/scan/scan", "storage/tokens/list", "storage/tokens/token-scan", "storage/users/list"],
      far: [
        "storage/audit/list/list",
        "storage/links/list",
        "storage/tokens/unlock-many",
        "http/tokens/list",
        "http/audit/list",
      ],
    })),
  ],
  unnoticed: [
    readsOnly("storage/sql/caller-guard.ts", `CALLER_MAY_EVERYWHERE = \`${MAY} AND`, MAY),
    ...["name", "realm"].map((is) => ({
      file: "storage/sql/subject-query.ts",
      at: "user: name && realm ?",
      was: "name && realm",
      is,
      because:
        "a named user has a name and a realm, and where none is named there is neither; the check is for the type",
    })),
    {
      file: "storage/sql/subject-query.ts",
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
      file: "storage/sql/sql.ts",
      at: "given !== undefined && writing.has(given)",
      was: "given !== undefined && writing.has(given)",
      is: "writing.has(given)",
      because: "a WeakSet has no undefined; the check is for the type",
    },
    {
      file: "storage/sql/sql.ts",
      at: "currentRecord() ? recorded(prepared) : prepared",
      was: "currentRecord() ? recorded(prepared) : prepared",
      is: "(recorded(prepared))",
      because:
        "without a record `waiting` only calls; the condition spares cron and objects three functions a statement",
    },
    ...[
      { at: "const from = star < 0", was: "<", is: "<=" },
      { at: "_to`]: star < 0", was: "<", is: "<=" },
      { at: `key} \${star < 0`, was: "<", is: "<=" },
    ].map((change) => ({
      file: "storage/sql/like.ts",
      ...change,
      because: "a pattern that begins with a star has no range, and was given back before",
    })),
    ...[
      { at: "star < 0 ? from : from + LAST", was: "star < 0 ? from : from + LAST", is: "(from + LAST)" },
      { at: 'star < 0 ? "<=" : "<"', was: 'star < 0 ? "<=" : "<"', is: '("<=")' },
    ].map((change) => ({
      file: "storage/sql/like.ts",
      ...change,
      because: "each list asks whether the pattern matches, too; the range only holds fewer rows",
    })),
    {
      file: "storage/sql/scan/scan.ts",
      at: 'asked.order !== undefined ? undefined : cursor ? "true" : scan.isLong',
      was: 'asked.order !== undefined ? undefined : cursor ? "true" : scan.isLong',
      is: '(cursor ? "true" : scan.isLong)',
      because: "a list that is sure to be longer than a window has no order but its own, however far it is read",
    },
    {
      file: "storage/sql/scan/scan.ts",
      at: 'typeof value === "string" && keys[index]?.endsWith("COLLATE NOCASE")',
      was: 'typeof value === "string" && keys[index]?.endsWith("COLLATE NOCASE")',
      is: 'keys[index]?.endsWith("COLLATE NOCASE")',
      because: "a key that does not mind the case is a text; the check is for the type",
    },
    {
      file: "storage/sql/scan/read-window.ts",
      at: ">= mostExamined",
      was: ">=",
      is: ">",
      because: "for a page of exactly half the window both ways read as many rows",
    },
    {
      file: "storage/sql/scan/whole.ts",
      at: "isCut && last",
      was: "isCut && last",
      is: "isCut",
      because: "a window that is cut has a last row; the check is for the type",
    },
    {
      file: "storage/sql/scan/picked.ts",
      at: "page.page_few < window.mostExamined",
      was: "<",
      is: "<=",
      because: "a try of as many rows as the window has reads what the scan would read",
    },
    {
      file: "storage/sql/scan/picked.ts",
      at: "isBehind && next_fits === 1",
      was: "isBehind && next_fits === 1",
      is: "next_fits === 1",
      because: "it is null when there is no row behind the window",
    },
  ],
};
