import type { Room } from "./room.ts";

export const core: Room = {
  subjects: [
    {
      file: "core/login/transaction/claim.ts",
      near: ["core/login/claim", "core/login/claims"],
      far: ["http/logins/onlooker", "http/phones/ttype-post", "http/logins/check-aliases"],
    },
    {
      file: "core/login/transaction/challenge.ts",
      near: ["core/login/challenge", "core/login/transaction", "core/login/finalize"],
      far: ["core/login/page-login", "http/logins/transaction-ends", "http/logins/page"],
    },
    {
      file: "core/login/transaction/transaction.ts",
      near: ["core/login/claims", "core/login/transaction", "core/login/finalize"],
      far: ["core/login/page-login", "http/logins/transaction-ends", "http/tokens/challenges", "web/oidc/authorize"],
    },
  ],
  unnoticed: [
    {
      file: "core/login/transaction/transaction.ts",
      at: "checkChallengeResponse(seen, nowMs()) > 0",
      was: ">",
      is: ">=",
      because: "the method returns more than 0, or -1",
    },
    {
      file: "core/login/transaction/transaction.ts",
      at: 'claim.kind === "application" ? claim.named : undefined',
      was: 'claim.kind === "application" ? claim.named : undefined',
      is: "(claim.named)",
      because: "claims of other kinds name no user, and the type says so",
    },
    {
      file: "core/login/transaction/transaction.ts",
      at: '!current || stateOf(current, nowMs()) !== "answered"',
      was: '!current || stateOf(current, nowMs()) !== "answered"',
      is: 'stateOf(current, nowMs()) !== "answered"',
      because: "the state of null is unknown; the check is for the type",
    },
    {
      file: "core/login/transaction/transaction.ts",
      at: "!browser || !token",
      was: "!browser || !token",
      is: "!browser",
      because: "what answered is among the candidates; the check is for the type",
    },
  ],
};
