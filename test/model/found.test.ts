// Sequences that the service once got wrong, found by the model.

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { enrolments } from "./beginnings.ts";
import type { Operation } from "./operations.ts";
import { follows } from "./steps.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const ENROLLED = enrolments({ start: [{ serial: "A1", user: "alice", pin: "1111" }], maxFail: 10 });
const [transaction, secret] = [5, 3];

it("leaves a transaction open for a wrong response while the token is disabled", async () => {
  const asked: Operation[] = [
    ...ENROLLED,
    { ask: "check", user: "alice", pin: "1111" },
    { ask: "disable", serial: "A1" },
    { ask: "answer", transaction, secret: 0, protocol: 2 },
    { ask: "poll", transaction },
    { ask: "finalize", transaction, user: "alice" },
    { ask: "enable", serial: "A1" },
    { ask: "answer", transaction, secret, protocol: 2 },
  ];
  await expect(follows(asked)).resolves.toBeUndefined();
});

it("leaves it open for a right response, too", async () => {
  const asked: Operation[] = [
    ...ENROLLED,
    { ask: "check", user: "alice", pin: "1111" },
    { ask: "disable", serial: "A1" },
    { ask: "answer", transaction, secret, protocol: 2 },
    { ask: "poll", transaction },
    { ask: "enable", serial: "A1" },
    { ask: "answer", transaction, secret, protocol: 2 },
    { ask: "finalize", transaction, user: "alice" },
  ];
  await expect(follows(asked)).resolves.toBeUndefined();
});
