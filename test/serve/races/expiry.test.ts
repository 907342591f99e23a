// Answers and finalizations around the end of their login, at the real server: before it, at that
// moment, and after it.
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, it } from "vitest";
import type { Service, TestLogin } from "../../../scripts/lib/service-client.ts";
import { answerRight, finish, ROUNDS, times } from "../support/interleaving.ts";
import { withService } from "../support/with-service.ts";

const VALIDITY_SECONDS = 3;
const running = withService({ CHALLENGE_VALIDITY_SECONDS: String(VALIDITY_SECONDS) });
let service: Service;
beforeAll(() => {
  service = running();
});

/** A request about a login, when it was sent, and whether it succeeded. */
interface Sent {
  readonly kind: "answer" | "finish";
  readonly atMs: number;
  readonly won: boolean;
}

/** Asks again and again, from shortly before the end until well after it. */
async function around(endMs: number, kind: Sent["kind"], ask: () => Promise<boolean>): Promise<Sent[]> {
  await sleep(endMs - 40 - Date.now());
  const sent: Promise<Sent>[] = [];
  while (Date.now() < endMs + 300) {
    const atMs = Date.now();
    sent.push(ask().then((won) => ({ kind, atMs, won })));
    await sleep(15);
  }
  return Promise.all(sent);
}

it.each(ROUNDS)("no answer after the end is taken, each before it is finished once (round %i)", async (round) => {
  const person = await service.enrol(`person${round}`);
  const logins = await Promise.all(
    times(4, async (index) => {
      const login = await service.trigger(person);
      // The server's end is no later than this, because it began to count before its reply arrived
      // here.
      const endMs = Date.now() + VALIDITY_SECONDS * 1000;
      // Half of them are answered in good time, so that their finalizations meet the end.
      const answered = index % 2 === 0 && (await answerRight(service, login)) === "ok";
      return { login, endMs, answered };
    }),
  );
  const ends = logins.map(async ({ login, endMs, answered }) => {
    const sent = await Promise.all([
      around(endMs, "answer", async () => (await service.answer(login, login.right)) === "ok"),
      around(endMs, "finish", async () => (await finish(() => service.finalize(login as TestLogin))) === "ACCEPT"),
    ]);
    const wins = sent.flat().filter(({ won }) => won);
    const winsOf = (kind: Sent["kind"]) => wins.filter((each) => each.kind === kind).length;
    const late = wins.filter(({ kind, atMs }) => kind === "answer" && atMs > endMs);
    const inTime = answered || winsOf("answer") > late.length;
    // The same answer hears OK again after the end, if it was accepted before.
    if (!inTime) expect(late).toEqual([]);
    // The finalizations continue after the end, like those of an application that learns of the
    // answer only then.
    expect(winsOf("finish")).toBe(inTime ? 1 : 0);
    expect(await service.stateOf(login.transactionId)).toBe(winsOf("finish") === 1 ? "used" : "expired");
    return winsOf("finish");
  });
  await Promise.all(ends);
});
