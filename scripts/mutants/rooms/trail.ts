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
    {
      file: "storage/audit/list/list.ts",
      near: ["storage/audit/store", "storage/audit/list/list"],
      far: ["http/audit/list"],
    },
    { file: "storage/audit/list/list-all.ts", near: ["storage/audit/list/list"], far: ["http/audit/list"] },
    { file: "storage/audit/list/trail-scan.ts", near: ["storage/audit/list/list"], far: ["http/audit/list"] },
    {
      file: "storage/numbers/sums.ts",
      near: ["storage/numbers/sums"],
      far: ["http/audit/statistics", "storage/numbers/totals"],
    },
    {
      file: "storage/numbers/sum-rows.ts",
      near: ["storage/numbers/sums"],
      far: ["storage/housekeeping/cost"],
    },
    {
      file: "storage/audit/row.ts",
      near: ["storage/audit/row", "storage/audit/store", "storage/audit/list/list", "storage/numbers/sums"],
      far: ["storage/audit/list/names"],
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
    {
      file: "storage/audit/checkpoints/retention.ts",
      near: ["storage/audit/checkpoints/retention"],
      far: ["storage/audit/checkpoints/checkpoint"],
    },
    {
      file: "storage/numbers/statistics.ts",
      near: ["storage/numbers/statistics", "storage/numbers/sums"],
      far: ["http/audit/statistics"],
    },
    {
      file: "storage/numbers/totals.ts",
      near: ["storage/numbers/totals", "http/audit/metrics"],
      far: [],
    },
    {
      file: "storage/audit/checkpoints/verification.ts",
      near: [
        "storage/audit/checkpoints/verification",
        "storage/audit/checkpoints/chain",
        "storage/audit/checkpoints/checkpoint",
        "storage/audit/checkpoints/retention",
      ],
      far: [],
    },
    {
      file: "storage/audit/checkpoints/checkpoint.ts",
      near: ["storage/audit/checkpoints/chain", "storage/audit/checkpoints/checkpoint"],
      far: ["storage/audit/checkpoints/retention"],
    },

    {
      file: "storage/audit/checkpoints/checkpoint-signature.ts",
      near: ["storage/audit/checkpoints/chain", "storage/audit/checkpoints/checkpoint"],
      far: [],
    },
    {
      file: "storage/audit/checkpoints/head-object.ts",
      near: ["storage/audit/checkpoints/head-object", "storage/audit/checkpoints/chain"],
      far: [],
    },
  ],
  unnoticed: [
    readsOnly("storage/numbers/totals.ts", `from_ms = 0 AND ${GUARD}`, GUARD),
    readsOnly("storage/numbers/totals.ts", `\${IS_UNSUMMED} AND ${GUARD}`, GUARD),
    readsOnly("storage/numbers/totals.ts", `FROM housekeeping WHERE ${GUARD}`, GUARD),
    readsOnly("storage/numbers/statistics.ts", `>= :since AND ${GUARD}`, GUARD),
    readsOnly("storage/numbers/statistics.ts", `>= :since - \${DAY_MS} AND ${GUARD}`, GUARD),
    readsOnly("storage/numbers/statistics.ts", `>= :hour_ago AND ${GUARD}`, GUARD),
    readsOnly("storage/numbers/statistics.ts", `count > noted AND ${GUARD}`, GUARD),
    readsOnly("storage/numbers/statistics.ts", `\${IS_UNSUMMED} AND ${GUARD}`, GUARD),
    ...[
      [`from_ms >= :since - \${DAY_MS}`, `from_ms >= :since - \${DAY_MS}`],
      ["kind = 'answer' AND from_ms >= :since", "from_ms >= :since"],
      ["from_ms >= :hour_ago", "from_ms >= :hour_ago"],
    ].map(([at = "", was = ""]) => ({
      file: "storage/numbers/statistics.ts",
      at,
      was,
      is: "true",
      because: "statisticsOf leaves earlier ones out again; the condition keeps them from being read",
    })),
    ...['opensAttempt("audit")} AND ', `FROM (\${some}) WHERE `].map((before) => ({
      file: "storage/audit/list/trail-scan.ts",
      at: `${before}${MAY}`,
      was: MAY,
      is: "true",
      because: "the look that follows is refused to the same caller, and this one changes and tells nothing",
    })),
    ...["row.success", "row.attempt_id <> ''", `\${OF_PHONE}`].map((was) => ({
      file: "storage/numbers/sums.ts",
      at: `CASE WHEN row.success AND row.attempt_id <> '' AND \${OF_PHONE} THEN`,
      was,
      is: "true",
      because: "the time of anything but an answer is not read; the condition saves the look for it",
    })),
    ...["seconds < 10", "seconds < 60"].map((at) => ({
      file: "storage/numbers/sums.ts",
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
    readsOnly("storage/audit/list/list-all.ts", `${START} AND ${GUARD_SQL} ORDER BY`, GUARD_SQL),
    readsOnly("storage/audit/list/list-all.ts", `AS last WHERE ${GUARD_SQL}`, GUARD_SQL),
    {
      file: "storage/audit/checkpoints/checkpoint-signature.ts",
      at: "previous === null ? [] : [previous]",
      was: "previous === null ? [] : [previous]",
      is: "([])",
      because: "the chain also compares it with the checkpoint before",
    },
    {
      file: "storage/audit/checkpoints/checkpoint-signature.ts",
      at: "previous === null ? [] : [previous]",
      was: "previous === null ? [] : [previous]",
      is: "([previous])",
      because: "a new checkpoint is signed and verified alike; those from before the chain would seem changed",
    },
    {
      file: "storage/audit/checkpoints/head-object.ts",
      at: "WHERE type = 'table' AND name = 'head'",
      was: "type = 'table'",
      is: "true",
      because: "nothing else in the object is called so",
    },
    {
      file: "storage/audit/list/list.ts",
      at: "(SELECT min(number) FROM audit)) >",
      was: ">",
      is: ">=",
      because: "a list of exactly as many rows as a look examines may be counted either way",
    },
  ],
};
