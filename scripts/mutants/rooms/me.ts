import type { Room } from "./room.ts";

const ME = ["storage/me/reach", "storage/me/refusals", "storage/me/look"];
const MORE_OF_ME = [
  "web/me/me",
  "web/me/confirmation",
  "web/me/recovery",
  "web/me/add",
  "web/me/attacks",
  "web/me/ended",
  "web/me/not-me",
];

export const me: Room = {
  subjects: [
    { file: "storage/me/look.ts", near: ["storage/me/look"], far: MORE_OF_ME },
    ...["mine", "own-links", "own-sessions", "recovery", "store"].map((name) => ({
      file: `storage/me/${name}.ts`,
      near: ME,
      far: MORE_OF_ME,
    })),
  ],
  unnoticed: [
    {
      file: "storage/me/store.ts",
      at: "WHERE id = :session AND confirmed_for = :mark",
      was: "id = :session",
      is: "true",
      because: "a mark is drawn, and no other session has it",
    },
    {
      file: "storage/me/store.ts",
      at: "expires_at_ms = 0",
      was: "expires_at_ms = 0",
      is: "true",
      because: "a session that the new PIN has not ended gets the end and the generation that it has",
    },
    {
      file: "storage/me/store.ts",
      at: "active = 1 AND revoked = 0)`,\n          marked",
      was: "revoked = 0",
      is: "true",
      because: "a revoked token gets no new PIN, so none of its sessions is ended by one",
    },
    ...[
      { was: "expires_at_ms > 0", is: "true" },
      { was: ">", is: ">=" },
    ].map((change) => ({
      file: "storage/me/own-sessions.ts",
      at: "expires_at_ms > 0",
      ...change,
      because: "the others have ended already; the condition saves writing them again",
    })),
    {
      file: "storage/me/recovery.ts",
      at: "id <> :lost_id AND revoked = 0",
      was: "revoked = 0",
      is: "true",
      because: "a revoked token is disabled already",
    },
    {
      file: "storage/me/recovery.ts",
      at: "own.user = :user",
      was: "own.user = :user",
      is: "true",
      because: "sealed text is never the same twice, so it is in no other row",
    },
    {
      file: "storage/me/recovery.ts",
      at: `WHERE id = :lost_id AND \${MINE} AND \${USED}`,
      was: `\${MINE}`,
      is: "true",
      because: "the first statement uses a code only for a token that is theirs",
    },
  ],
};
