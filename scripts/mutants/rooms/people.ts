import { ADMINISTRATORS, GUARD_SQL, MAY, NULL_OF_NAN, NULL_OF_NULL, type Room, readsOnly } from "./room.ts";

const GUARDS = `\${guards}`;

export const people: Room = {
  subjects: [
    { file: "storage/accounts/api-keys.ts", near: ["storage/accounts/api-keys"], far: ["http/accounts/accounts"] },
    { file: "storage/accounts/copy.ts", near: ["storage/shards/accounts"], far: [] },
    {
      file: "storage/accounts/management.ts",
      near: ["storage/accounts/management", "storage/accounts/last-administrator"],
      far: ["http/accounts/accounts", "http/accounts/bound-to-realms"],
    },
    { file: "storage/accounts/list.ts", near: ["storage/accounts/list"], far: ["http/accounts/accounts"] },
    {
      file: "storage/accounts/sessions.ts",
      near: ["storage/accounts/sessions"],
      far: ["http/accounts/sign-out", "http/accounts/ended-at-once"],
    },
    {
      file: "storage/accounts/sign-ins.ts",
      near: ["storage/accounts/sign-ins"],
      far: ["http/accounts/sign-in-tries"],
    },
    {
      file: "storage/accounts/store.ts",
      near: ["storage/accounts/store", "storage/accounts/sign-ins"],
      far: ["http/accounts/auth", "http/accounts/sign-in-tries", "http/system/key-change"],
    },
    {
      file: "storage/users/attributes.ts",
      near: ["storage/users/attributes"],
      far: ["http/users/attributes"],
    },
    { file: "storage/users/look.ts", near: ["storage/users/attributes", "http/users/details"], far: [] },
    {
      file: "storage/users/list.ts",
      near: ["storage/users/list"],
      far: ["http/users/names-and-realms", "http/users/list", "http/console/lists/list-view"],
    },
    {
      file: "storage/users/store.ts",
      near: ["storage/users/store", "storage/users/list", ...ADMINISTRATORS],
      far: ["storage/sql/caller-guard", "storage/audit/list/names", "http/enrolment/link-withdraw"],
    },
    { file: "storage/users/sign-out.ts", near: ["http/oidc/sign-user-out"], far: ADMINISTRATORS },
    { file: "storage/users/put.ts", near: ["storage/users/put", "http/jobs/users"], far: ["races/jobs"] },
  ],
  unnoticed: [
    readsOnly("storage/users/store.ts", `WHERE realm <> '' AND ${MAY}`, MAY),
    readsOnly("storage/accounts/list.ts", `\${LIST} WHERE ${GUARD_SQL}`, GUARD_SQL),
    readsOnly("storage/accounts/management.ts", `AS known WHERE ${MAY}`, MAY),
    readsOnly("storage/users/look.ts", `IN (\${WHO}) AND ${MAY} AND`, MAY),
    readsOnly("storage/users/attributes.ts", `FROM user WHERE \${THEIRS} AND \${guards}`, GUARDS),
    {
      file: "storage/accounts/copy.ts",
      at: "expires_at_ms > 0",
      was: ">",
      is: ">=",
      because: "each session ends later than that; the condition has SQLite search the index",
    },
    {
      file: "storage/accounts/copy.ts",
      at: "id NOT IN (SELECT value ->> 'id' FROM json_each(:keys))",
      was: "id NOT IN (SELECT value ->> 'id' FROM json_each(:keys))",
      is: "true",
      because: "the next statement writes all of them again",
    },
    {
      file: "storage/accounts/management.ts",
      at: "disabled === undefined ? null : Number(disabled)",
      was: "disabled === undefined ? null : Number(disabled)",
      is: "(Number(disabled))",
      because: NULL_OF_NAN,
    },
    {
      file: "storage/accounts/list.ts",
      at: "row.realms === null ? null : JSON.parse(row.realms)",
      was: "row.realms === null ? null : JSON.parse(row.realms)",
      is: "(JSON.parse(row.realms))",
      because: NULL_OF_NULL,
    },
    {
      file: "storage/users/put.ts",
      at: "if (!row)",
      was: "!row",
      is: "false",
      because: "the guard has refused by now; the check is for the type",
    },
    readsOnly("storage/users/put.ts", `AS who WHERE ${GUARDS}\`,`, GUARDS),
    {
      file: "storage/users/list.ts",
      at: "paging.size > MAX_USERS_WITH_SIGN_IN",
      was: ">",
      is: ">=",
      because: "the bound keeps long pages cheap, and one row more or less makes no difference",
    },
  ],
};
