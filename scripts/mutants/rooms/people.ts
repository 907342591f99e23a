import { GUARD_SQL, MAY, NULL_OF_NAN, NULL_OF_NULL, readsOnly, type UnnoticedMutant } from "../unnoticed.ts";

export const people: readonly UnnoticedMutant[] = [
  readsOnly(`WHERE realm <> '' AND ${MAY}`, MAY),
  readsOnly(`\${LIST} WHERE ${GUARD_SQL}`, GUARD_SQL),
  readsOnly(`AS known WHERE ${MAY}`, MAY),
  readsOnly(`IN (\${WHO}) AND ${MAY} AND`, MAY),
  readsOnly(`(\${MAY_HAVE_UNSEEN}) AND ${MAY} AND`, MAY),
  readsOnly(`FROM user WHERE \${THEIRS} AND ${GUARD_SQL}`, GUARD_SQL),
  {
    at: "FROM ended_session WHERE expires_at_ms > 0",
    was: ">",
    is: ">=",
    because: "each session ends later than that; the condition has SQLite search the index",
  },
  {
    at: "id NOT IN (SELECT value ->> 'id' FROM json_each(:keys))",
    is: "true",
    because: "the next statement writes all of them again",
  },
  {
    at: "disabled === undefined ? null : Number(disabled)",
    is: "(Number(disabled))",
    because: NULL_OF_NAN,
  },
  {
    at: "row.realms === null ? null : JSON.parse(row.realms)",
    is: "(JSON.parse(row.realms))",
    because: NULL_OF_NULL,
  },
  {
    at: 'if (!row) return refuse({ code: "missing-right"',
    was: "!row",
    is: "false",
    because: "the guard has refused by now; the check is for the type",
  },
  readsOnly(`AS who WHERE ${GUARD_SQL}\`,`, GUARD_SQL),
  {
    at: "paging.size > MAX_USERS_WITH_USE",
    was: ">",
    is: ">=",
    because: "the bound keeps long pages cheap, and one row more or less makes no difference",
  },
];
