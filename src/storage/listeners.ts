// Who wants to hear of one transaction's changes: long polls, which wait in memory, and WebSockets, which outlive the object
// (hibernation: Cloudflare Durable Objects, WebSocket Hibernation API). Nothing is decided here, and nothing is stored.
//
// Both are a handful at most, because whoever listens may be gone without a word: a client that leaves ends neither the call
// that waits for it nor, at once, its socket. A waiter goes by its own timer, a socket at the transaction's end.
// A slow reader is sent four messages of 25 bytes at most.

import type { ChallengeState } from "../core/challenge.ts";

/** For each transaction. One browser takes one; the rest are for reloads and second tabs. */
const MAX_WAITERS = 8;
const MAX_SOCKETS = 8;

/** RFC 6455 §7.4.1. */
const NORMAL = 1000;
const POLICY_VIOLATION = 1008;

/** Whether anything can still follow. */
const isLast = (state: ChallengeState): boolean => state !== "open" && state !== "answered";

export class Listeners {
  readonly #ctx: DurableObjectState;
  readonly #waiters = new Set<() => void>();

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  /** Resolves when a state other than `open` is told, at the latest after `waitMs`. Undefined: too many wait. */
  wait(waitMs: number): Promise<void> | undefined {
    if (this.#waiters.size >= MAX_WAITERS) return undefined;
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = () => {
      clearTimeout(timer);
      this.#waiters.delete(done);
      resolve();
    };
    const timer = setTimeout(done, waitMs);
    this.#waiters.add(done);
    return promise;
  }

  /** Answers an upgrade: the client's end of a socket that is told `state` at once; without one, too many listen. */
  connect(state: ChallengeState): Response {
    if (this.#ctx.getWebSockets().length >= MAX_SOCKETS) return new Response(null, { status: 429 });
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server);
    tellSocket(server, state);
    return new Response(null, { status: 101, webSocket: client });
  }

  /**
   * To be called when a state is stored, whether or not it has changed. Never throws: what was stored stands.
   * What goes out from here is held back by the platform until the storage has confirmed (output gate).
   */
  tell(state: ChallengeState): void {
    if (state !== "open") for (const done of this.#waiters) done();
    for (const socket of this.#ctx.getWebSockets()) tellSocket(socket, state);
  }
}

/** Sends a state that the socket was not told before, and closes after the last. What was told hibernates with the socket. */
function tellSocket(socket: WebSocket, state: ChallengeState): void {
  try {
    if (socket.readyState !== WebSocket.OPEN || socket.deserializeAttachment() === state) return;
    socket.send(messageOf(state));
    socket.serializeAttachment(state);
    if (isLast(state)) socket.close(NORMAL);
  } catch (error) {
    console.error("transaction: a listener was not told:", error);
  }
}

/** Nobody has anything to say here, and each message wakes the object, so the first is the last. */
export function refuseMessage(socket: WebSocket): void {
  if (socket.readyState === WebSocket.OPEN) socket.close(POLICY_VIOLATION, "this socket only tells");
}

/** The hibernation API leaves the second half of the closing handshake to us (RFC 6455 §5.5.1): without it the client waits. */
export const answerClose = (socket: WebSocket): void => socket.close(NORMAL);

/** The client's end of a socket without an object, for an id that has none. */
export function tellUnknown(): WebSocket {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.send(messageOf("unknown"));
  server.close(NORMAL);
  return client;
}

/** The words are those of `transaction_state`. */
const messageOf = (state: ChallengeState): string => JSON.stringify({ state });
