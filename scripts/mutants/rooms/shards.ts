import type { Room } from "./room.ts";

export const shards: Room = {
  subjects: [
    {
      file: "storage/shards/move/move-rows.ts",
      near: ["storage/shards/move/move-rows", "storage/shards/move/move"],
      far: ["storage/shards/oidc", "storage/shards/attributes"],
    },
    {
      file: "storage/shards/move/copied-rows.ts",
      near: ["storage/shards/move/move-rows", "storage/shards/move/move"],
      far: ["storage/shards/oidc", "storage/shards/attributes"],
    },
    {
      file: "storage/shards/move/read-rows.ts",
      near: ["storage/shards/move/move-rows", "storage/shards/move/move"],
      far: ["storage/shards/oidc", "storage/shards/attributes"],
    },
  ],
  unnoticed: [
    {
      file: "storage/shards/move/copied-rows.ts",
      at: `column !== "token_serial" && column !== "token_id"`,
      was: `column !== "token_serial" && column !== "token_id"`,
      is: `column !== "token_serial"`,
      because: "of a column that an INSERT names twice, SQLite takes the first",
    },
  ],
};
