// How the client package waits on a WebSocket: the real worker's where sockets get through, made-up
// ones where they do not. Pauses are recorded and not slept, and they move the clock.

import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { TiqrClient, type TiqrClientOptions, type TiqrSocketClass } from "../../packages/client/index.js";
import { answer, type EnrolledPerson, enrolledUser, trigger } from "../support/login.ts";
import { asAdmin, ORIGIN, worker } from "../support/service.ts";

let alice: EnrolledPerson;
beforeAll(async () => {
  alice = await enrolledUser("alice");
});
afterEach(() => {
  vi.useRealTimers();
});

/** The sockets of one test. Each notes what it was told, and its end. */
function sockets(connect: (socket: EventTarget, url: string) => unknown) {
  const opened: { readonly url: string; readonly told: string[]; closed: boolean }[] = [];
  class Socket extends EventTarget {
    readonly #noted: (typeof opened)[number];
    constructor(url: string) {
      super();
      this.#noted = { url, told: [], closed: false };
      opened.push(this.#noted);
      this.addEventListener("message", (event) => void this.#noted.told.push(String((event as MessageEvent).data)));
      void connect(this, url);
    }
    close(): void {
      this.#noted.closed = true;
    }
  }
  return { WebSocket: Socket as unknown as TiqrSocketClass, opened };
}

const say = (socket: EventTarget, data: unknown) => socket.dispatchEvent(new MessageEvent("message", { data }));
const end = (socket: EventTarget) => socket.dispatchEvent(new Event("close"));
const OPEN = '{"state":"open"}';

/** A socket of the service. */
const toService = async (socket: EventTarget, url: string) => {
  const upgrade = { headers: { Upgrade: "websocket" } };
  const { webSocket } = await worker(new Request(url.replace(/^ws/, "http"), upgrade));
  if (!webSocket) return end(socket);
  webSocket.addEventListener("message", ({ data }) => say(socket, data));
  webSocket.addEventListener("close", () => end(socket));
  webSocket.accept();
};

type Fetch = NonNullable<TiqrClientOptions["fetch"]>;
const service: Fetch = (url, init) => worker(new Request(url, init));
/** A service whose transaction is open at each poll. */
const alwaysOpen: Fetch = async () =>
  Response.json({ result: { status: true, value: false }, detail: { transaction_state: "open" } });

function clientWith(options: Partial<TiqrClientOptions>, during: (pause: number) => unknown = () => {}) {
  const pauses: number[] = [];
  const asked: string[] = [];
  let nowMs = 0;
  const { fetch = service, ...others } = options;
  const client = new TiqrClient({
    baseUrl: ORIGIN,
    fetch: (url, init) => {
      asked.push(url);
      return fetch(url, init);
    },
    sleep: async (milliseconds) => {
      nowMs += milliseconds;
      await during(pauses.push(milliseconds));
    },
    random: () => 0,
    now: () => nowMs,
    ...others,
  });
  return { client, pauses, asked };
}

describe("a wait at the service", () => {
  it("takes one poll and one socket until the phone has answered", async () => {
    const { WebSocket, opened } = sockets(toService);
    const { client, pauses, asked } = clientWith({ WebSocket });
    const login = await trigger(alice);
    const waiting = client.wait(login.transactionId);
    await vi.waitFor(() => expect(opened[0]?.told).toEqual([OPEN]));
    expect(await answer(login, login.right)).toBe("OK");
    expect(await waiting).toBe("accepted");
    expect([asked.length, pauses.length, opened.length]).toEqual([1, 0, 1]);
    expect(opened[0]).toMatchObject({ url: `wss://tiqr.test/validate/events/${login.transactionId}`, closed: true });
  });

  it("hears on the socket that an administrator has cancelled it", async () => {
    const { WebSocket, opened } = sockets(toService);
    const { transactionId } = await trigger(alice);
    const waiting = clientWith({ WebSocket }).client.wait(transactionId);
    await vi.waitFor(() => expect(opened[0]?.told).toEqual([OPEN]));
    await asAdmin("DELETE", `/token/challenges/transaction/${transactionId}`);
    expect(await waiting).toBe("cancelled");
  });

  it("opens no socket when the first poll says how it ended, or the time is up", async () => {
    const { WebSocket, opened } = sockets(toService);
    const { client } = clientWith({ WebSocket });
    const login = await trigger(alice);
    expect(await client.wait(login.transactionId, { timeoutMs: 0 })).toBe("timeout");
    await answer(login, login.right);
    expect(await client.wait(login.transactionId)).toBe("accepted");
    expect(opened).toEqual([]);
  });
});

describe("a wait where no socket gets through", () => {
  it.each<[string, (socket: EventTarget) => unknown]>([
    ["is refused", (socket) => queueMicrotask(() => end(socket))],
    ["fails", (socket) => queueMicrotask(() => socket.dispatchEvent(new Event("error")))],
    ["says something else", (socket) => queueMicrotask(() => say(socket, "hello"))],
    ["says nothing of a state", (socket) => queueMicrotask(() => say(socket, "null"))],
    [
      "cannot be made",
      () => {
        throw new DOMException("mixed content", "SecurityError");
      },
    ],
  ])("polls, and does not try again, when the first %s", async (_, connect) => {
    const { WebSocket, opened } = sockets(connect);
    const login = await trigger(alice);
    const { client, pauses } = clientWith({ WebSocket }, (pause) => pause === 3 && answer(login, login.right));
    expect(await client.wait(login.transactionId)).toBe("accepted");
    expect(pauses.map(Math.round)).toEqual([300, 375, 469]);
    expect(opened).toHaveLength(1);
  });

  it("gives up a socket that says nothing for three seconds", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { WebSocket, opened } = sockets(() => {});
    const { client, asked, pauses } = clientWith({ WebSocket, fetch: alwaysOpen });
    const waiting = client.wait("1");
    await vi.advanceTimersByTimeAsync(2999);
    expect([asked.length, opened[0]?.closed]).toEqual([1, false]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await waiting).toBe("timeout");
    expect(opened).toMatchObject([{ closed: true }]);
    expect(asked).toHaveLength(pauses.length + 1);
  });

  it.each([
    ["the server is privacyIDEA", true],
    ["the application wants none", false],
  ])("opens none when %s", async (_, isPrivacyIdea) => {
    const { WebSocket, opened } = sockets(toService);
    const body = { result: { status: true, value: false }, detail: { challenge_status: "pending" } };
    const options = isPrivacyIdea
      ? { WebSocket, fetch: async () => Response.json(body) }
      : ({ WebSocket: false, fetch: alwaysOpen } as const);
    const { client, pauses } = clientWith(options);
    expect(await client.wait("1", { timeoutMs: 1000 })).toBe("timeout");
    expect(pauses).toEqual([300, 375, 325]);
    expect(opened).toEqual([]);
  });
});

describe("a socket that got through", () => {
  it("is followed by a pause, a poll and another socket when it breaks", async () => {
    const { WebSocket, opened } = sockets((socket) =>
      queueMicrotask(() => {
        say(socket, OPEN);
        if (opened.length < 3) end(socket);
        else say(socket, '{"state":"blocked"}');
      }),
    );
    const { client, asked, pauses } = clientWith({ WebSocket, fetch: alwaysOpen });
    expect(await client.wait("1")).toBe("blocked");
    expect([asked.length, opened.length, pauses]).toEqual([3, 3, [300, 375]]);
  });

  it("is not trusted for longer than twenty seconds, because it may be dead", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { WebSocket, opened } = sockets((socket) => queueMicrotask(() => say(socket, OPEN)));
    const { client, asked } = clientWith({ WebSocket, fetch: alwaysOpen });
    const aborting = new AbortController();
    const ended = expect(client.wait("1", { signal: aborting.signal })).rejects.toBe("the user left");
    await vi.advanceTimersByTimeAsync(19_999);
    expect([asked.length, opened.length]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect([asked.length, opened.length, opened[0]?.closed]).toEqual([2, 2, true]);
    aborting.abort("the user left");
    await ended;
    expect([asked.length, opened.length, opened[1]?.closed]).toEqual([2, 2, true]);
  });

  it("ends with the time, and a last poll follows", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    const { WebSocket, opened } = sockets((socket) => queueMicrotask(() => say(socket, OPEN)));
    const { client, asked } = clientWith({ WebSocket, fetch: alwaysOpen, now: Date.now });
    const waiting = client.wait("1", { timeoutMs: 5000 });
    await vi.advanceTimersByTimeAsync(5000);
    expect(await waiting).toBe("timeout");
    expect([asked.length, opened.length, opened[0]?.closed]).toEqual([2, 1, true]);
  });

  it("is asked for under the base URL, with its path", async () => {
    const { WebSocket, opened } = sockets((socket) => queueMicrotask(() => say(socket, '{"state":"expired"}')));
    const { client } = clientWith({ WebSocket, baseUrl: "http://pi.test/path/", fetch: alwaysOpen });
    expect(await client.wait("1&x")).toBe("expired");
    expect(opened.map(({ url }) => url)).toEqual(["ws://pi.test/path/validate/events/1%26x"]);
  });
});
