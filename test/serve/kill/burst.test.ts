// SIGKILL in the middle of a burst, in the turn in which a random acknowledgement arrives. Every
// client records its replies; after the restart nothing acknowledged is lost, and nothing has
// happened twice. Only requests in flight may or may not have happened.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EnrolledPerson, TestLogin } from "../../../scripts/lib/service-client.ts";
import { wrongOne } from "../../../scripts/lib/service-phone.ts";
import { FINALIZE_GRACE_MS } from "../../../src/core/login/transaction/challenge.ts";
import { answerRight, finish, ROUNDS, randomOf, tally, times } from "../support/interleaving.ts";
import { MortalServer } from "../support/mortal-server.ts";
import { run } from "../support/state.ts";

const CLIENTS = 6;
const ANSWER = "POST /ttype/<ttype>";
const FINISH = "POST /validate/check";

const server = new MortalServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

interface Account {
  readonly login: TestLogin;
  /** Wrong answers whose reply said so. */
  wrong: number;
  ok: number;
  accepted: number;
  /** The last request, if it was not acknowledged. */
  pending: "nothing" | "wrong" | "right" | "finish";
}

/**
 * A user with a phone, and the fate of its logins, one after the other; right answers and
 * finalizations are sent in pairs.
 */
class Client {
  readonly accounts: Account[] = [];
  readonly enrolled: EnrolledPerson;
  readonly #acknowledged: () => void;

  constructor(enrolled: EnrolledPerson, acknowledged: () => void) {
    this.enrolled = enrolled;
    this.#acknowledged = acknowledged;
  }

  /** Logs in again and again until the server is gone. */
  async work(random: () => number): Promise<void> {
    const { service } = server;
    try {
      for (;;) {
        const login = await service.trigger(this.enrolled);
        const account: Account = { login, wrong: 0, ok: 0, accepted: 0, pending: "nothing" };
        this.accounts.push(account);
        for (let wrong = Math.floor(random() * 4); wrong > 0; wrong--) {
          account.pending = "wrong";
          if (/^wrong-response/.test(await service.answer(login, wrongOne(login.right, wrong)))) account.wrong++;
          this.#settled(account);
        }
        account.pending = "right";
        await Promise.all(
          // Both hear the same. It is one success.
          times(2, async () => {
            if ((await service.answer(login, login.right)) !== "ok") return;
            account.ok = 1;
            this.#acknowledged();
          }),
        );
        account.pending = "finish";
        await Promise.all(
          times(2, async () => {
            const { json } = await service.finalize(login);
            if (json.result.authentication !== "ACCEPT") return;
            account.accepted++;
            this.#acknowledged();
          }),
        );
        this.#settled(account);
      }
    } catch {} // the connection broke
  }

  #settled(account: Account): void {
    account.pending = "nothing";
    this.#acknowledged();
  }

  async expectKept(): Promise<void> {
    for (const account of this.accounts) await this.#expectKeptOf(account);
  }

  async #expectKeptOf({ login, wrong, ok, accepted, pending }: Account): Promise<void> {
    const { service } = server;
    const state = await service.stateOf(login.transactionId);
    const outcome = { wrong, ok, accepted, pending, state };
    // A right answer in flight may have been committed, and so may a finalization; neither more
    // than once.
    expect(
      [ok, accepted].every((count) => count <= 1),
      JSON.stringify(outcome),
    ).toBe(true);
    const may = accepted
      ? ["used"]
      : pending === "finish"
        ? ["answered", "used"]
        : ok
          ? ["answered"]
          : pending === "right"
            ? ["open", "answered"]
            : ["open"];
    expect(may, JSON.stringify(outcome)).toContain(state);
    const isLast = this.accounts.at(-1)?.login === login;
    const failCount = await service.failCountOf(this.enrolled.serial);
    // A right answer resets the counter, and D1 does so a moment before the login is marked.
    const counts =
      ok || state !== "open"
        ? [0]
        : pending === "right"
          ? [wrong, 0]
          : pending === "wrong"
            ? [wrong, wrong + 1]
            : [wrong];
    if (isLast) expect(counts, JSON.stringify(outcome)).toContain(failCount);

    // Every login that was left open or answered can now be finalized, once; every used login stays
    // used.
    const words = [await answerRight(service, login), await answerRight(service, login)];
    expect(words).toEqual(["ok", "ok"]);
    const ends = [await finish(() => service.finalize(login)), await finish(() => service.finalize(login))];
    expect(ends).toEqual([state === "used" ? "wrong otp pin" : "ACCEPT", "wrong otp pin"]);

    const rows = tally(await server.trail({ transaction_id: login.transactionId }));
    expect(rows[`${ANSWER} ACCEPT success`], JSON.stringify(outcome)).toBe(1);
    expect(rows[`${FINISH} ACCEPT success`], JSON.stringify(outcome)).toBe(1);
    const counted = rows[`${ANSWER} REJECT wrong-response`] ?? 0;
    expect([wrong, ...(pending === "wrong" ? [wrong + 1] : [])], JSON.stringify(outcome)).toContain(counted);
  }
}

describe("killed in the middle of a burst", { timeout: 180_000 }, () => {
  it.each(ROUNDS)("it has lost and doubled nothing that it acknowledged (round %i)", async (round) => {
    // Another moment in each run; a failure names it.
    const seed = Math.floor(Math.random() * 100_000) * 10 + round;
    const random = randomOf(seed);
    let left = 20 + Math.floor(random() * 60);
    const acknowledged = () => {
      if (--left === 0) server.kill();
    };
    const users = times(CLIENTS, (n) => server.service.enrol(`user${round}-${n}`));
    const clients = (await Promise.all(users)).map((enrolled) => new Client(enrolled, acknowledged));
    await Promise.all(clients.map((client) => client.work(random)));
    expect(left).toBeLessThanOrEqual(0);
    const verified = await run("audit-verify", ["--state", server.folder]);
    expect(verified, `seed ${seed}`).toMatchObject({ code: 0, stdout: expect.stringMatching(/: whole\n$/) });
    await server.killAndStart();
    for (const client of clients) await client.expectKept();
  });
});

describe("killed before a login expires", { timeout: 60_000 }, () => {
  it("and started after that, it has the login expired, answered or not", async () => {
    await server.killAndStart({ CHALLENGE_VALIDITY_SECONDS: "5" });
    const { service } = server;
    const alice = await service.enrol("alice");
    const [open, answered] = [await service.trigger(alice), await service.trigger(alice)];
    const expired = Date.now() + 5000;
    expect(await answerRight(service, answered)).toBe("ok");
    server.kill();
    await sleep(expired + FINALIZE_GRACE_MS - Date.now());
    await server.killAndStart();
    for (const { transactionId } of [open, answered]) expect(await service.stateOf(transactionId)).toBe("expired");
    expect(await answerRight(service, open)).toBe("invalid-challenge");
    for (const login of [open, answered])
      expect(await finish(() => service.finalize(login))).toBe("Response did not match the challenge.");
  });
});
