// The requests that all clients of a soak share. Each is sent from here and entered in the ledger
// according to its reply.
import { setTimeout as sleep } from "node:timers/promises";
import type { EnrolledPerson, Service, ServiceReply, TestLogin } from "../../scripts/lib/service-client.ts";
import { sessionKeyIn } from "../../scripts/lib/service-phone.ts";
import type { Ledger } from "./ledger.ts";

/** A client that works until the run is `over`. */
export type SoakWork = (crew: SoakCrew) => Promise<void>;

export class SoakCrew {
  readonly service: Service;
  readonly ledger: Ledger;
  /** CHALLENGE_VALIDITY_SECONDS, in milliseconds. */
  readonly validityMs: number;
  readonly #endMs: number;
  readonly #everyMs: number;
  #nextMs = 0;

  constructor(
    service: Service,
    ledger: Ledger,
    options: { validityMs: number; endMs: number; opensPerSecond: number },
  ) {
    this.service = service;
    this.ledger = ledger;
    this.validityMs = options.validityMs;
    this.#endMs = options.endMs;
    this.#everyMs = 1000 / options.opensPerSecond;
  }

  get over(): boolean {
    return Date.now() >= this.#endMs;
  }

  async enrol(user: string): Promise<EnrolledPerson> {
    const enrolled = await this.service.enrol(user);
    this.ledger.decided("tokens made");
    this.ledger.forgotten(enrolled.serial);
    return enrolled;
  }

  /** Each live object costs workerd three file descriptors, so whoever opens a login waits here. */
  async inTurn<T>(open: () => Promise<T>): Promise<T> {
    const now = Date.now();
    this.#nextMs = Math.max(this.#nextMs, now) + this.#everyMs;
    await sleep(this.#nextMs - this.#everyMs - now);
    return open();
  }

  async open(enrolled: EnrolledPerson): Promise<TestLogin> {
    let openedAtMs = 0;
    const login = await this.inTurn(() => {
      openedAtMs = Date.now();
      return this.service.trigger(enrolled);
    });
    this.ledger.decided("logins opened");
    const { user, transactionId, link } = login;
    this.ledger.logins.set(transactionId, { openedAtMs, user, sessionKey: sessionKeyIn(link), state: "open" });
    this.ledger.ids.push(transactionId);
    return login;
  }

  /** Notes that the login is in this state from now on. */
  is(login: TestLogin, state: string): void {
    const opened = this.ledger.logins.get(login.transactionId);
    if (opened) opened.state = state;
  }

  async answer(login: TestLogin, { serial }: EnrolledPerson, response: string): Promise<string> {
    const { ledger } = this;
    const word = await this.service.answer(login, response);
    const [verdict, attemptsLeft] = word.split(":");
    if (verdict === "ok") {
      ledger.decided("right answers");
      ledger.forgotten(serial);
      this.is(login, "answered");
    }
    if (verdict === "wrong-response" || verdict === "account-blocked") {
      ledger.decided("wrong responses");
      ledger.failed(serial, "wrong response");
    }
    ledger.expect(
      verdict !== "ok" || response === login.right,
      () => `a wrong answer to ${login.transactionId} was OK`,
    );
    const mayTryAgain = verdict !== "wrong-response" || Number(attemptsLeft) > 0;
    ledger.expect(mayTryAgain, () => "a phone heard that 0 attempts are left");
    // If D1 takes longer than half a second, the service rightly says so, but then the ledger
    // cannot know what was counted.
    ledger.expect(word !== "invalid-request", () => `the answer to ${login.transactionId} could not be judged`);
    return word;
  }

  /** Finalizes the login, and returns whether it was accepted. */
  async finish(login: TestLogin): Promise<boolean> {
    const { json } = await this.service.finalize(login);
    if (json?.result?.authentication !== "ACCEPT") return false;
    this.ledger.decided("logins finished");
    this.is(login, "used");
    return true;
  }

  async checkPin({ user, serial }: EnrolledPerson, pass: string): Promise<ServiceReply> {
    const reply = await this.service.check({ user, pass });
    const { ledger } = this;
    if (reply.reason === "wrong-pin") {
      ledger.refused("wrong-pin");
      ledger.failed(serial, "wrong PIN");
    }
    if (reply.reason === "token-locked") ledger.refused("token-locked");
    return reply;
  }

  async expectState(login: TestLogin, state: string): Promise<void> {
    const actual = await this.service.stateOf(login.transactionId);
    this.ledger.expect(actual === state, () => `${login.transactionId}: got ${actual}, expected ${state}`);
  }
}
