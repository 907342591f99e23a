import { GUARD_SQL, NULL_OF_NAN, readsOnly, type UnnoticedMutant } from "../unnoticed.ts";

export const webhooks: readonly UnnoticedMutant[] = [
  {
    at: "enabled === undefined ? null : Number(enabled)",
    is: "(Number(enabled))",
    because: NULL_OF_NAN,
  },
  ...["*", "id, disabled_at_ms"].map((columns) =>
    readsOnly(`SELECT ${columns} FROM event_endpoint WHERE ${GUARD_SQL}`, GUARD_SQL),
  ),
];
