// The clients that mean well: they log in and poll in either way, come too late, or cancel.
import { setTimeout as sleep } from "node:timers/promises";
import type { EnrolledPerson, TestLogin } from "../../scripts/lib/service-client.ts";
import { wrongOne } from "../../scripts/lib/service-phone.ts";
import { FINALIZE_GRACE_MS } from "../../src/core/login/transaction/challenge.ts";
import type { SoakCrew, SoakWork } from "./crew.ts";

/** Clocks and timers may differ, so clients wait this much longer than the expiry. */
const SLACK_MS = 300;

/**
 * Sends up to two wrong answers, then the right answer twice at once. Both must hear that it is
 * accepted.
 */
async function answerTwice(crew: SoakCrew, login: TestLogin, enrolled: EnrolledPerson): Promise<void> {
  for (let wrong = Math.floor(Math.random() * 3); wrong > 0; wrong--)
    await crew.answer(login, enrolled, wrongOne(login.right, wrong));
  // The ledger counts one: the second hears the same and leaves no row.
  const words = await Promise.all([crew.answer(login, enrolled, login.right), crew.service.answer(login, login.right)]);
  const won = words.filter((word) => word === "ok").length;
  crew.ledger.expect(won === 2, () => `two right answers to ${login.transactionId}: ${words.join(", ")}`);
}

/** An application that polls with /validate/polltransaction and then finalizes twice at once. */
export const poller =
  (user: string): SoakWork =>
  async (crew) => {
    const enrolled = await crew.enrol(user);
    while (!crew.over) {
      const login = await crew.open(enrolled);
      await crew.expectState(login, "open");
      await answerTwice(crew, login, enrolled);
      await crew.expectState(login, "answered");
      const ends = await Promise.all([crew.finish(login), crew.finish(login)]);
      crew.ledger.expect(ends[0] !== ends[1], () => `two finishes of ${login.transactionId}: ${ends.join(", ")}`);
      await crew.expectState(login, "used");
    }
  };

/** An application that polls by finalizing again and again while the phone answers. */
export const insister =
  (user: string): SoakWork =>
  async (crew) => {
    const enrolled = await crew.enrol(user);
    while (!crew.over) {
      const login = await crew.open(enrolled);
      let accepted = 0;
      let answered = false;
      const insist = async () => {
        for (let last = false; !last; ) {
          last = answered;
          if (await crew.finish(login)) accepted++;
        }
      };
      const answer = async () => {
        await answerTwice(crew, login, enrolled);
        answered = true;
      };
      await Promise.all([insist(), answer()]);
      // The phone may hear OK a moment after the login was accepted. The ledger must then not go
      // back to `answered`.
      if (accepted === 1) crew.is(login, "used");
      if (await crew.finish(login)) accepted++;
      crew.ledger.expect(accepted === 1, () => `${login.transactionId} was accepted ${accepted} times`);
    }
  };

/**
 * Answers a login that is over. A response that was right in time would hear OK again, whatever
 * became of the login, so this sends a wrong one then.
 */
const late = (crew: SoakCrew, login: TestLogin, enrolled: EnrolledPerson, answered: boolean): Promise<string> =>
  crew.answer(login, enrolled, answered ? login.wrong : login.right);

/**
 * Finalizes after the expiry and its grace, in turn with a phone that answered in time and with one
 * that answers only now.
 */
export const latecomer =
  (user: string): SoakWork =>
  async (crew) => {
    const enrolled = await crew.enrol(user);
    for (let inTime = true; !crew.over; inTime = !inTime) {
      const opened = Date.now();
      const login = await crew.open(enrolled);
      if (inTime) await crew.answer(login, enrolled, login.right);
      await sleep(crew.validityMs + FINALIZE_GRACE_MS + SLACK_MS + (Date.now() - opened));
      const ends = [await crew.finish(login), (await late(crew, login, enrolled, inTime)) === "ok"];
      crew.ledger.expect(!ends.includes(true), () => `${login.transactionId} was accepted after its expiry`);
      await crew.expectState(login, "expired");
    }
  };

/** Cancels its logins, in turn after and before an answer. */
export const doubter =
  (user: string): SoakWork =>
  async (crew) => {
    const enrolled = await crew.enrol(user);
    for (let answered = true; !crew.over; answered = !answered) {
      const login = await crew.open(enrolled);
      if (answered) await crew.answer(login, enrolled, login.right);
      const { json } = await crew.service.asAdmin("DELETE", `/token/challenges/transaction/${login.transactionId}`);
      if (json.result.value.deleted === 1) crew.ledger.decided("logins cancelled");
      crew.is(login, "cancelled");
      const ends = [(await late(crew, login, enrolled, answered)) === "ok", await crew.finish(login)];
      crew.ledger.expect(!ends.includes(true), () => `${login.transactionId} was accepted after it was cancelled`);
      await crew.expectState(login, "cancelled");
    }
  };
