// Listeners without an object: what they keep, and for how long. test/http/logins/long-poll.test.ts
// and events.test.ts test them over HTTP.

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Listeners } from "../../../src/storage/objects/listeners.ts";
import { newsOfTransaction } from "../../../src/storage/objects/news.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The parts of a socket that are used. */
function fakeSocket(broken = false) {
  const socket = {
    readyState: WebSocket.OPEN as number,
    told: null as unknown,
    sent: [] as string[],
    send(text: string) {
      if (broken) throw new TypeError("Can't call WebSocket send() after close().");
      socket.sent.push(text);
    },
    serializeAttachment: (value: unknown) => {
      socket.told = value;
    },
    deserializeAttachment: () => socket.told,
    close: (code: number) => {
      socket.sent.push(`closed ${code}`);
      socket.readyState = WebSocket.CLOSING;
    },
  };
  return socket;
}

const listenersWith = (...sockets: ReturnType<typeof fakeSocket>[]) =>
  new Listeners({ getWebSockets: () => sockets } as unknown as DurableObjectState);

/** The number of places left for waiting polls. */
function room(listeners: Listeners): number {
  for (let waiters = 0; ; waiters++) if (!listeners.wait(0, 1000)) return waiters;
}

it("wakes every waiter with a state other than open, and keeps neither waiter nor timer", async () => {
  const listeners = listenersWith();
  const waiters = [listeners.wait(0, 1000), listeners.wait(0, 20_000)];
  listeners.tell(newsOfTransaction("open"));
  expect(vi.getTimerCount()).toBe(2);
  listeners.tell(newsOfTransaction("answered"));
  await Promise.all(waiters);
  expect(vi.getTimerCount()).toBe(0);
  expect(room(listeners)).toBe(8);
});

it("removes each waiter by its own timer", async () => {
  const listeners = listenersWith();
  const short = listeners.wait(0, 1000);
  for (let waiters = 1; waiters < 8; waiters++) listeners.wait(0, 20_000);
  expect(listeners.wait(0, 1000)).toBeUndefined();
  vi.advanceTimersByTime(1000);
  await short;
  expect(vi.getTimerCount()).toBe(7);
  expect(room(listeners)).toBe(1);
  vi.advanceTimersByTime(20_000);
  expect(vi.getTimerCount()).toBe(0);
  expect(room(listeners)).toBe(8);
});

it("sends a socket each state once, and nothing after the last", () => {
  const socket = fakeSocket();
  const listeners = listenersWith(socket);
  for (const state of ["open", "open", "answered", "answered", "expired", "expired", "unknown"] as const)
    listeners.tell(newsOfTransaction(state));
  expect(socket.sent).toEqual(['{"state":"open"}', '{"state":"answered"}', '{"state":"expired"}', "closed 1000"]);
});

it("reaches everyone, though one socket is broken and another is closing", async () => {
  const complaints = vi.spyOn(console, "error").mockImplementation(() => {});
  const [broken, closing, whole] = [fakeSocket(true), fakeSocket(), fakeSocket()];
  closing.readyState = WebSocket.CLOSING;
  const listeners = listenersWith(broken, closing, whole);
  const waiter = listeners.wait(0, 1000);
  listeners.tell(newsOfTransaction("cancelled"));
  await waiter;
  expect([broken, closing, whole].map(({ sent }) => sent)).toEqual([[], [], ['{"state":"cancelled"}', "closed 1000"]]);
  expect(complaints).toHaveBeenCalledOnce();
});
