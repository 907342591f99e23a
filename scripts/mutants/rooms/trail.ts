import { GUARD, GUARD_SQL, MAY, readsOnly, type UnnoticedMutant } from "../unnoticed.ts";

/** Of a page of the whole trail. */
const START = `\${start}`;

export const trail: readonly UnnoticedMutant[] = [
  readsOnly(`from_ms = 0 AND ${GUARD}`, GUARD),
  readsOnly(`\${IS_UNSUMMED} AND ${GUARD}\`), {`, GUARD),
  readsOnly(`FROM housekeeping WHERE ${GUARD}`, GUARD),
  readsOnly(`>= :since AND ${GUARD}`, GUARD),
  readsOnly(`>= :since - \${DAY_MS} AND ${GUARD}`, GUARD),
  readsOnly(`>= :hour_ago AND ${GUARD}`, GUARD),
  readsOnly(`count > noted AND ${GUARD}`, GUARD),
  readsOnly(`\${IS_UNSUMMED} AND ${GUARD}\`), parameters)`, GUARD),
  ...[
    [`from_ms >= :since - \${DAY_MS}`, `from_ms >= :since - \${DAY_MS}`],
    ["kind = 'answer' AND from_ms >= :since", "from_ms >= :since"],
    ["from_ms >= :hour_ago", "from_ms >= :hour_ago"],
  ].map(([at = "", was = ""]) => ({
    at,
    was,
    is: "true",
    because: "statisticsOf leaves earlier ones out again; the condition keeps them from being read",
  })),
  ...['opensAttempt("audit")} AND ', `FROM (\${some}) WHERE `].map((before) => ({
    at: `${before}${MAY}`,
    was: MAY,
    is: "true",
    because: "the look that follows is refused to the same caller, and this one changes and tells nothing",
  })),
  ...["row.success", "row.attempt_id <> ''", `\${OF_PHONE}`].map((was) => ({
    at: `CASE WHEN row.success AND row.attempt_id <> '' AND \${OF_PHONE} THEN`,
    was,
    is: "true",
    because: "the time of anything but an answer is not read; the condition saves the look for it",
  })),
  ...["seconds < 10", "seconds < 60"].map((at) => ({
    at,
    was: "<",
    is: "<=",
    because: "a bound is a multiple of both lengths that meet there, so it is a step of its own by either",
  })),
  {
    at: `split ? \` || CASE WHEN \${IS_SPLIT} THEN ' split' ELSE '' END\` : ""`,
    was: `split ? \` || CASE WHEN \${IS_SPLIT} THEN ' split' ELSE '' END\` : ""`,
    is: `(\` || CASE WHEN \${IS_SPLIT} THEN ' split' ELSE '' END\`)`,
    because: "without a second reading the condition is false, and leaving it out saves a look at the users",
  },
  readsOnly(`${START} AND ${GUARD_SQL} ORDER BY`, GUARD_SQL),
  readsOnly(`AS last WHERE ${GUARD_SQL}`, GUARD_SQL),
  {
    at: "previous === null ? [] : [previous]",
    is: "([])",
    because: "the chain also compares it with the checkpoint before",
  },
  {
    at: "previous === null ? [] : [previous]",
    is: "([previous])",
    because: "a new checkpoint is signed and verified alike; those from before the chain would seem changed",
  },
  {
    at: "WHERE type = 'table' AND name = 'head'",
    was: "type = 'table'",
    is: "true",
    because: "nothing else in the object is called so",
  },
  {
    at: "(SELECT min(number) FROM audit)) >",
    was: ">",
    is: ">=",
    because: "a list of exactly as many rows as a look examines may be counted either way",
  },
];
