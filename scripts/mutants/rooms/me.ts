import type { UnnoticedMutant } from "../unnoticed.ts";

export const me: readonly UnnoticedMutant[] = [
  {
    at: "WHERE id = :session AND confirmed_for = :mark",
    was: "id = :session",
    is: "true",
    because: "a mark is drawn, and no other session has it",
  },
  {
    at: ":mark AND expires_at_ms = 0",
    was: "expires_at_ms = 0",
    is: "true",
    because: "a session that the new PIN has not ended gets the end and the generation that it has",
  },
  {
    at: "active = 1 AND revoked = 0)`,\n          marked",
    was: "revoked = 0",
    is: "true",
    because: "a revoked token gets no new PIN, so none of its sessions is ended by one",
  },
  ...[
    { was: "expires_at_ms > 0", is: "true" },
    { was: ">", is: ">=" },
  ].map((change) => ({
    at: "AND expires_at_ms > 0 AND",
    ...change,
    because: "the others have ended already; the condition saves writing them again",
  })),
  {
    at: "id <> :lost_id AND revoked = 0",
    was: "revoked = 0",
    is: "true",
    because: "a revoked token is disabled already",
  },
  {
    at: "AS own WHERE own.user = :user",
    was: "own.user = :user",
    is: "true",
    because: "sealed text is never the same twice, so it is in no other row",
  },
  {
    at: `WHERE id = :lost_id AND \${MINE} AND \${USED}`,
    was: `\${MINE}`,
    is: "true",
    because: "the first statement uses a code only for a token that is theirs",
  },
];
