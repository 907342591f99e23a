import { GUARD_SQL, NULL_OF_NAN, type Room, readsOnly } from "./room.ts";

export const webhooks: Room = {
  subjects: [
    { file: "storage/webhooks/bell.ts", near: ["http/events/bell"], far: [] },
    {
      file: "storage/webhooks/endpoint-row.ts",
      near: ["storage/webhooks/store"],
      far: ["http/events/failing", "http/events/rung"],
    },
    {
      file: "storage/webhooks/store.ts",
      near: ["storage/webhooks/store", "http/audit/metrics"],
      far: ["http/events/webhooks", "http/events/rung"],
    },
  ],
  unnoticed: [
    {
      file: "storage/webhooks/store.ts",
      at: "enabled === undefined ? null : Number(enabled)",
      was: "enabled === undefined ? null : Number(enabled)",
      is: "(Number(enabled))",
      because: NULL_OF_NAN,
    },
    ...["*", "id, disabled_at_ms"].map((columns) =>
      readsOnly("storage/webhooks/store.ts", `SELECT ${columns} FROM event_endpoint WHERE ${GUARD_SQL}`, GUARD_SQL),
    ),
  ],
};
