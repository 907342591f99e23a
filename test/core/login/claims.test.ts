// The right to see, answer and end a login: claims of each kind on logins of each kind.

import { describe, expect, it } from "vitest";
import { markAnswered } from "../../../src/core/login/transaction/challenge.ts";
import type { Challenge, Claim } from "../../../src/core/ports/tokens/challenge.ts";
import { NOTHING_FOUND } from "../../../src/core/ports/tokens/transactions.ts";
import { CLAIM, FROM, left, MALLORY, refusal, stage, WRONG } from "../stage.ts";
import { challengeWith } from "./challenges.ts";

/** Three logins of alice, each with its binding and the one claim that matches it. */
const [SECRET, SIGN_IN, TRIAL] = ["ab".repeat(32), "cd".repeat(32), "ef".repeat(32)];
const LOGINS: Readonly<Record<string, { bound: Partial<Challenge>; claim: Claim }>> = {
  "an application's login": { bound: {}, claim: CLAIM },
  "a browser's login": {
    bound: { browser: { secretHash: SECRET, request: null, application: null, usedAtMs: null } },
    claim: { kind: "browser", secretHash: SECRET },
  },
  "a sign-in": { bound: { purpose: SIGN_IN }, claim: { kind: "purpose", purpose: SIGN_IN } },
  "a trial": { bound: { purpose: TRIAL }, claim: { kind: "purpose", purpose: TRIAL } },
};
/** Returns all claims but the true one, and some that match no login. */
const foreignTo = (login: string): Claim[] => [
  ...Object.entries(LOGINS).flatMap(([other, { claim }]) => (other === login ? [] : [claim])),
  ...(login === "an application's login" ? [] : [{ ...CLAIM, serial: "TiQR02" }]),
  MALLORY,
  { ...CLAIM, named: undefined, names: undefined },
  { kind: "browser", secretHash: "" },
  { kind: "browser", secretHash: TRIAL },
  { kind: "purpose", purpose: "" },
  { kind: "purpose", purpose: SECRET },
];

describe.each(Object.entries(LOGINS))("%s", (login, { bound, claim }) => {
  const open = challengeWith(bound);
  const answered = markAnswered(open, "TiQR02");

  it("is seen, answered with digits, finalized and cancelled by its own claim", async () => {
    const seen = stage(open);
    expect(seen.transaction.look(claim)).toMatchObject({ state: "open", question: open.question });
    const guess = seen.transaction.answerByDigits(claim, WRONG, FROM);
    (await seen.lockAsked()).reply(left(3));
    expect(await guess).toEqual(refusal("wrong-response", { attemptsLeft: 3 }));

    const finished = stage(answered);
    const done = finished.transaction.finalize(claim, FROM);
    (await finished.lockAsked()).reply("accepted");
    expect(await done).toMatchObject({ ok: true, serial: "TiQR02" });

    const cancelled = stage(open);
    expect(cancelled.transaction.cancel(claim)).toMatchObject({ state: "open", user: "alice" });
    expect(cancelled.box.current?.state).toBe("cancelled");
  });

  it.each(foreignTo(login))("is neither seen, answered, finished nor cancelled by %o", async (foreign) => {
    for (const challenge of [open, answered]) {
      const { box, transaction, waiting } = stage(challenge);
      expect(transaction.look(foreign)).toBe(undefined);
      expect(await transaction.answerByDigits(foreign, WRONG, FROM)).toEqual(
        refusal("challenge-not-open", { state: challenge.state }),
      );
      expect(await transaction.finalize(foreign, FROM)).toEqual(refusal("nothing-to-finalize"));
      expect(transaction.cancel(foreign)).toEqual(NOTHING_FOUND);
      expect([waiting, box.current]).toEqual([[], challenge]);
    }
  });
});

it("the user that an application names is resolved by the database, and nothing else needs one", async () => {
  for (const [login, statement] of [
    ["an application's login", "login 2 of alice"],
    ["a browser's login", "login 2 of undefined"],
    ["a sign-in", "login 2 of undefined"],
  ] as const) {
    const { bound, claim } = LOGINS[login] as { bound: Partial<Challenge>; claim: Claim };
    const { transaction, lockAsked } = stage(markAnswered(challengeWith(bound), "TiQR02"));
    const done = transaction.finalize(claim, FROM);
    const call = await lockAsked();
    expect(call.statement).toBe(statement);
    call.reply("accepted");
    await done;
  }
});
