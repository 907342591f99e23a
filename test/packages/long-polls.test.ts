// How the client package waits by polls that the service holds: `by: "long-polls"`. Pauses are
// recorded and not slept.

import { beforeAll, expect, it } from "vitest";
import { TiqrClient, type TiqrClientOptions } from "../../packages/client/index.js";
import { answer, type EnrolledPerson, enrolledUser, trigger } from "../support/login.ts";
import { ORIGIN, worker } from "../support/service.ts";

let alice: EnrolledPerson;
beforeAll(async () => {
  alice = await enrolledUser("alice");
});

function clientWith(options: Partial<TiqrClientOptions> = {}) {
  const pauses: number[] = [];
  const waits: (string | null)[] = [];
  let nowMs = 0;
  const { fetch = (url: string, init?: RequestInit) => worker(new Request(url, init)) } = options;
  const client = new TiqrClient({
    baseUrl: ORIGIN,
    WebSocket: class {
      constructor() {
        throw new Error("no socket was asked for");
      }
    } as unknown as NonNullable<Exclude<TiqrClientOptions["WebSocket"], false>>,
    sleep: async (milliseconds) => {
      nowMs += milliseconds;
      pauses.push(milliseconds);
    },
    random: () => 0,
    now: () => nowMs,
    ...options,
    fetch: (url, init) => {
      waits.push(new URL(url).searchParams.get("wait"));
      return fetch(url, init);
    },
  });
  return { client, pauses, waits };
}

const open = () => Response.json({ result: { status: true, value: false }, detail: { transaction_state: "open" } });

it("takes one plain poll and one that the service holds until the phone has answered", async () => {
  const { client, waits, pauses } = clientWith();
  const login = await trigger(alice);
  const waiting = client.wait(login.transactionId, { by: "long-polls" });
  while (waits.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await answer(login, login.right)).toBe("OK");
  expect(await waiting).toBe("accepted");
  expect([waits, pauses]).toEqual([[null, "20"], [300]]);
});

it("asks for no longer than the time that is left, and makes a short pause each time", async () => {
  const { client, waits, pauses } = clientWith({ fetch: async () => open() });
  expect(await client.wait("1", { by: "long-polls", timeoutMs: 1500 })).toBe("timeout");
  expect(pauses).toEqual([300, 300, 300, 300, 300]);
  expect(waits).toEqual([null, "1", null, null, null, null]);
});

it("polls plainly after the service has said that too many wait", async () => {
  const answers = [open(), Response.json({}, { status: 429, headers: { "Retry-After": "1" } })];
  const { client, waits, pauses } = clientWith({ fetch: async () => answers.shift() ?? open() });
  await client.wait("1", { by: "long-polls", timeoutMs: 4000 });
  expect(waits.slice(0, 3)).toEqual([null, "3", null]);
  expect(pauses.slice(0, 2)).toEqual([300, 1000]);
});

it("gives a held poll its seconds on top of the time limit", async () => {
  const held: Promise<unknown>[] = [];
  const { client } = clientWith({
    requestTimeoutMs: 30,
    fetch: (_url, init) => {
      if (held.length === 0) {
        held.push(Promise.resolve());
        return Promise.resolve(open());
      }
      return new Promise((resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
        setTimeout(
          () => resolve(Response.json({ result: { status: true }, detail: { challenge_status: "accept" } })),
          100,
        );
      });
    },
  });
  expect(await client.wait("1", { by: "long-polls" })).toBe("accepted");
});

it.each(["polls", "long-polls"] as const)("opens no socket when it waits by %s", async (by) => {
  const { client } = clientWith({ fetch: async () => open() });
  expect(await client.wait("1", { by, timeoutMs: 300 })).toBe("timeout");
});

it("asks a server that tells no state, such as privacyIDEA, by plain polls alone", async () => {
  const pending = { result: { status: true, value: false }, detail: { challenge_status: "pending" } };
  const { client, waits } = clientWith({ fetch: async () => Response.json(pending) });
  expect(await client.wait("1", { by: "long-polls", timeoutMs: 1000 })).toBe("timeout");
  expect(new Set(waits)).toEqual(new Set([null]));
});
