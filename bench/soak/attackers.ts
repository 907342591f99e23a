// The clients that attack: they guess, try to finalize other people's logins, and send nonsense.
import { setTimeout as sleep } from "node:timers/promises";
import type { EnrolledPerson, TestLogin } from "../../scripts/lib/service-client.ts";
import { wrongOne } from "../../scripts/lib/service-phone.ts";
import { FINALIZE_GRACE_MS } from "../../src/core/login/transaction/challenge.ts";
import type { SoakCrew, SoakWork } from "./crew.ts";
import { digits, nonsense } from "./nonsense.ts";

/** The service's MAX_FAIL. */
const MAX = 10;
const PAUSE_MS = 20;

async function expectCount(crew: SoakCrew, { serial }: EnrolledPerson, count: number): Promise<void> {
  const failures = await crew.service.failCountOf(serial);
  crew.ledger.expect(failures === count, () => `the counter of ${serial}: got ${failures}, expected ${count}`);
}

/**
 * Locks its token in turn by wrong answers, in three logins at once, and by wrong PINs. After wrong
 * answers even the right answers must be refused. After wrong PINs the right PIN must be refused,
 * while an open login can still be answered.
 */
export const guesser =
  (user: string): SoakWork =>
  async (crew) => {
    const enrolled = await crew.enrol(user);
    const { service, ledger } = crew;
    for (let byPin = false; !crew.over; byPin = !byPin) {
      const begunAtMs = Date.now();
      const logins = await Promise.all([1, 2, 3].map(() => crew.open(enrolled)));
      if (byPin) for (let n = 0; n < MAX; n++) await crew.checkPin(enrolled, digits(3));
      else await guessAnswers(crew, enrolled, logins);
      // On a busy machine the logins may expire before they have locked the token.
      const mayBeOver = () => Date.now() - begunAtMs > crew.validityMs;
      const locked = byPin || !mayBeOver();
      if (locked) {
        await expectCount(crew, enrolled, MAX);
        const { reason, text } = await crew.checkPin(enrolled, enrolled.pin);
        ledger.expect(reason === "token-locked", () => `the PIN of a locked token was answered: ${text}`);
      }
      const words = await Promise.all(logins.map((login) => crew.answer(login, enrolled, login.right)));
      const accepted = words.filter((word) => word === "ok").length;
      ledger.expect(
        byPin ? accepted === logins.length || mayBeOver() : accepted === 0 || !locked,
        () => `locked by ${byPin ? "PINs" : "answers"}, ${enrolled.serial} answered its right answers: ${words}`,
      );
      for (const login of logins)
        if ((await service.stateOf(login.transactionId)) === "blocked") crew.is(login, "blocked");
      await service.asAdmin("POST", `/token/reset/${enrolled.serial}`);
      ledger.decided("counters reset");
      ledger.forgotten(enrolled.serial);
    }
  };

/**
 * Sends four wrong answers at a time until the lock closes. Exactly those that the service calls
 * wrong may be counted.
 */
async function guessAnswers(crew: SoakCrew, enrolled: EnrolledPerson, logins: readonly TestLogin[]): Promise<void> {
  const words: string[] = [];
  while (!words.includes("account-blocked") && words.length < 3 * MAX) {
    const turns = [0, 1, 2, 3].map((n) => logins[(words.length + n) % 3] as TestLogin);
    const guesses = turns.map((login, n) => crew.answer(login, enrolled, wrongOne(login.right, words.length + n)));
    words.push(...(await Promise.all(guesses)));
    const counted = words.filter((word) => /^(wrong-response|account-blocked)/.test(word)).length;
    await expectCount(crew, enrolled, counted);
  }
}

/**
 * Knows the ids of other people's logins and claims them; sees their QR codes and tries to finalize
 * in the owners' names. It also looks at logins that are over, each of which must say how it ended.
 */
export const stranger =
  (user: string): SoakWork =>
  async (crew) => {
    await crew.enrol(user);
    const { ledger, service, validityMs } = crew;
    while (!crew.over) {
      await sleep(PAUSE_MS);
      // Take one of the newest logins, which their owners are finalizing now, and any other.
      const { ids } = ledger;
      const [newest, any] = [ids.at(-1 - Math.floor(Math.random() * 8)), ids[Math.floor(Math.random() * ids.length)]];
      if (!newest || !any) continue;
      const { json } = await service.check({ user, transaction_id: newest });
      ledger.expect(json?.result?.value !== true, () => `${newest} was accepted for a stranger`);
      const { user: owner = "", sessionKey = "" } = ledger.logins.get(newest) ?? {};
      const reply = await service.check({ user: owner, transaction_id: sessionKey });
      ledger.expect(reply.json?.result?.value !== true, () => `${newest} was accepted with what its QR code shows`);
      const opened = ledger.logins.get(any);
      if (!opened || Date.now() < opened.openedAtMs + 2 * validityMs + FINALIZE_GRACE_MS) continue;
      const expected = opened.state === "open" || opened.state === "answered" ? "expired" : opened.state;
      const state = await service.stateOf(any);
      // The service forgets a login ten minutes after its end.
      ledger.expect(state === expected || state === "unknown", () => `${any}: got ${state}, expected ${expected}`);
    }
  };

/** Sends nonsense. Every reply must be an error or a refusal, and never a 5xx. */
export const nuisance: SoakWork = async (crew) => {
  const { service, ledger } = crew;
  while (!crew.over) {
    const { path, init, asAdmin } = await nonsense();
    const { status, reason, text, json } = asAdmin
      ? await service.asAdmin("GET", path)
      : await service.request(path, init);
    const { result } = json ?? {};
    ledger.expect(
      status < 500 && result?.authentication !== "ACCEPT" && text !== "OK" && json?.responseCode !== 1,
      () => `${JSON.stringify({ path, ...init })} was answered with ${status} ${text.slice(0, 200)}`,
    );
    if (reason === "no-tokens" && path.startsWith("/validate/check")) ledger.refused("unknown-user");
    await sleep(PAUSE_MS);
  }
};
