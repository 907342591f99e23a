import { GUARD, GUARD_SQL, MAY, type Room, readsOnly } from "./room.ts";

/** Of a page of the whole trail. */
const START = `\${start}`;

export const trail: Room = {
  subjects: [
    {
      file: "storage/audit/store.ts",
      near: ["storage/audit/store", "storage/audit/notes", "http/audit/list"],
      far: ["http/audit/reads", "http/audit/logins", "races/audit"],
    },
    { file: "storage/audit/list.ts", near: ["storage/audit/store", "storage/audit/list"], far: ["http/audit/list"] },
    { file: "storage/audit/list-all.ts", near: ["storage/audit/list"], far: ["http/audit/list"] },
    { file: "storage/audit/list-ways.ts", near: ["storage/audit/list"], far: ["http/audit/list"] },
    {
      file: "storage/audit/sums.ts",
      near: ["storage/audit/sums"],
      far: ["http/audit/statistics", "storage/audit/totals"],
    },
    { file: "storage/audit/sum-rows.ts", near: ["storage/audit/sums"], far: ["storage/housekeeping/cost"] },
    {
      file: "storage/audit/row.ts",
      near: ["storage/audit/row", "storage/audit/store", "storage/audit/list", "storage/audit/sums"],
      far: ["storage/audit/names"],
    },
    {
      file: "storage/audit/refusal-count.ts",
      near: ["storage/audit/refusal-count"],
      far: ["http/guessing/refusals-counted"],
    },
    {
      file: "storage/audit/note-counts.ts",
      near: ["storage/audit/refusal-count"],
      far: ["http/guessing/refusals-counted"],
    },
    { file: "storage/audit/retention.ts", near: ["storage/audit/retention"], far: ["storage/audit/checkpoint"] },
    {
      file: "storage/audit/statistics.ts",
      near: ["storage/audit/statistics", "storage/audit/sums"],
      far: ["http/audit/statistics"],
    },
    {
      file: "storage/audit/totals.ts",
      near: ["storage/audit/totals", "http/audit/metrics"],
      far: [],
    },
    {
      file: "storage/audit/verification.ts",
      near: [
        "storage/audit/verification",
        "storage/audit/chain",
        "storage/audit/checkpoint",
        "storage/audit/retention",
      ],
      far: [],
    },
    {
      file: "storage/audit/checkpoint.ts",
      near: ["storage/audit/chain", "storage/audit/checkpoint"],
      far: ["storage/audit/retention"],
    },

    {
      file: "storage/audit/checkpoint-signature.ts",
      near: ["storage/audit/chain", "storage/audit/checkpoint"],
      far: [],
    },
    {
      file: "storage/audit/head-object.ts",
      near: ["storage/audit/head-object", "storage/audit/chain"],
      far: [],
    },
  ],
  unnoticed: [
    readsOnly("storage/audit/totals.ts", `from_ms = 0 AND ${GUARD}`, GUARD),
    readsOnly("storage/audit/totals.ts", `\${IS_UNSUMMED} AND ${GUARD}`, GUARD),
    readsOnly("storage/audit/totals.ts", `FROM housekeeping WHERE ${GUARD}`, GUARD),
    readsOnly("storage/audit/statistics.ts", `>= :since AND ${GUARD}`, GUARD),
    readsOnly("storage/audit/statistics.ts", `>= :since - \${DAY_MS} AND ${GUARD}`, GUARD),
    readsOnly("storage/audit/statistics.ts", `>= :hour_ago AND ${GUARD}`, GUARD),
    readsOnly("storage/audit/statistics.ts", `count > noted AND ${GUARD}`, GUARD),
    readsOnly("storage/audit/statistics.ts", `\${IS_UNSUMMED} AND ${GUARD}`, GUARD),
    ...[
      [`from_ms >= :since - \${DAY_MS}`, `from_ms >= :since - \${DAY_MS}`],
      ["kind = 'answer' AND from_ms >= :since", "from_ms >= :since"],
      ["from_ms >= :hour_ago", "from_ms >= :hour_ago"],
    ].map(([at = "", was = ""]) => ({
      file: "storage/audit/statistics.ts",
      at,
      was,
      is: "true",
      because: "statisticsOf leaves earlier ones out again; the condition keeps them from being read",
    })),
    ...['opensAttempt("audit")} AND ', `FROM (\${some}) WHERE `].map((before) => ({
      file: "storage/audit/list-ways.ts",
      at: `${before}${MAY}`,
      was: MAY,
      is: "true",
      because: "the look that follows is refused to the same caller, and this one changes and tells nothing",
    })),
    ...["row.success", "row.attempt_id <> ''", `\${OF_PHONE}`].map((was) => ({
      file: "storage/audit/sums.ts",
      at: `CASE WHEN row.success AND row.attempt_id <> '' AND \${OF_PHONE} THEN`,
      was,
      is: "true",
      because: "the time of anything but an answer is not read; the condition saves the look for it",
    })),
    ...["seconds < 10", "seconds < 60"].map((at) => ({
      file: "storage/audit/sums.ts",
      at,
      was: "<",
      is: "<=",
      because: "a bound is a multiple of both lengths that meet there, so it is a step of its own by either",
    })),
    {
      file: "storage/audit/store.ts",
      at: `split ? \` || CASE WHEN \${IS_SPLIT} THEN ' split' ELSE '' END\` : ""`,
      was: `split ? \` || CASE WHEN \${IS_SPLIT} THEN ' split' ELSE '' END\` : ""`,
      is: `(\` || CASE WHEN \${IS_SPLIT} THEN ' split' ELSE '' END\`)`,
      because: "without a second reading the condition is false, and leaving it out saves a look at the users",
    },
    readsOnly("storage/audit/list-all.ts", `${START} AND ${GUARD_SQL} ORDER BY`, GUARD_SQL),
    readsOnly("storage/audit/list-all.ts", `AS last WHERE ${GUARD_SQL}`, GUARD_SQL),
    {
      file: "storage/audit/checkpoint-signature.ts",
      at: "previous === null ? [] : [previous]",
      was: "previous === null ? [] : [previous]",
      is: "([])",
      because: "the chain also compares it with the checkpoint before",
    },
    {
      file: "storage/audit/checkpoint-signature.ts",
      at: "previous === null ? [] : [previous]",
      was: "previous === null ? [] : [previous]",
      is: "([previous])",
      because: "a new checkpoint is signed and verified alike; those from before the chain would seem changed",
    },
    {
      file: "storage/audit/head-object.ts",
      at: "WHERE type = 'table' AND name = 'head'",
      was: "type = 'table'",
      is: "true",
      because: "nothing else in the object is called so",
    },
    {
      file: "storage/audit/list.ts",
      at: "(SELECT min(number) FROM audit)) >",
      was: ">",
      is: ">=",
      because: "a list of exactly as many rows as a look examines may be counted either way",
    },
  ],
};
