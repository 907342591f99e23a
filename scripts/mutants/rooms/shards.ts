import type { Room } from "./room.ts";

/** Users in three databases: what each port finds there. */
const FINDS = ["storage/shards/slots", "storage/shards/lists", "storage/shards/login"];
const MOVES = ["storage/shards/move", "storage/shards/cuts"];

export const shards: Room = {
  subjects: [
    { file: "storage/shards/accounts.ts", near: ["storage/shards/accounts"], far: ["storage/shards/administrators"] },
    { file: "storage/shards/audit.ts", near: ["storage/shards/lists"], far: ["storage/shards/login"] },
    {
      file: "storage/shards/browser-sessions.ts",
      near: ["storage/shards/browser-sessions"],
      far: ["storage/shards/oidc", "storage/shards/me"],
    },
    { file: "storage/shards/clients.ts", near: ["storage/shards/clients"], far: ["storage/shards/oidc"] },
    { file: "storage/shards/cuts.ts", near: ["storage/shards/cuts", "storage/shards/move"], far: [] },
    { file: "storage/shards/databases.ts", near: FINDS, far: ["storage/shards/oidc"] },
    { file: "storage/shards/find.ts", near: FINDS, far: ["storage/shards/hostile", "storage/shards/me"] },
    { file: "storage/shards/grants.ts", near: ["storage/shards/oidc"], far: [] },
    {
      file: "storage/shards/links.ts",
      near: ["storage/shards/lists", "storage/shards/hostile"],
      far: ["storage/shards/login", "storage/shards/administrators"],
    },
    {
      file: "storage/shards/management.ts",
      near: ["storage/shards/lists", "storage/shards/administrators"],
      far: ["storage/shards/hostile", "storage/shards/jobs"],
    },
    { file: "storage/shards/merge.ts", near: ["storage/shards/lists"], far: [] },
    { file: "storage/shards/move.ts", near: MOVES, far: ["storage/shards/hostile", "storage/shards/attributes"] },
    {
      file: "storage/shards/move-rows.ts",
      near: ["storage/shards/move-rows", "storage/shards/move"],
      far: ["storage/shards/oidc", "storage/shards/attributes"],
    },
    {
      file: "storage/shards/copied-rows.ts",
      near: ["storage/shards/move-rows", "storage/shards/move"],
      far: ["storage/shards/oidc", "storage/shards/attributes"],
    },
    { file: "storage/shards/pages.ts", near: MOVES, far: ["storage/shards/hostile"] },
    { file: "storage/shards/moving.ts", near: ["storage/shards/move", "storage/shards/hostile"], far: [] },
    { file: "storage/shards/open-logins.ts", near: ["storage/shards/lists"], far: ["storage/shards/login"] },
    { file: "storage/shards/owners.ts", near: ["storage/shards/lists", "storage/shards/hostile"], far: MOVES },
    { file: "storage/shards/stores.ts", near: FINDS, far: [] },
    { file: "storage/shards/tokens.ts", near: FINDS, far: ["storage/shards/administrators"] },
    {
      file: "storage/shards/trails.ts",
      near: ["storage/shards/lists", "storage/shards/login"],
      far: ["storage/shards/administrators"],
    },
    { file: "storage/shards/users.ts", near: ["storage/shards/lists", "storage/shards/attributes"], far: [] },
    { file: "storage/shards/verify.ts", near: MOVES, far: [] },
  ],
  unnoticed: [
    {
      file: "storage/shards/copied-rows.ts",
      at: `column !== "token_serial" && column !== "token_id"`,
      was: `column !== "token_serial" && column !== "token_id"`,
      is: `column !== "token_serial"`,
      because: "of a column that an INSERT names twice, SQLite takes the first",
    },
  ],
};
