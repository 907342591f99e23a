// Who wants to hear what happens to one transaction, or one enrolment: long polls, which wait in memory, and WebSockets, which
// outlive the object (hibernation: Cloudflare Durable Objects, WebSocket Hibernation API). Nothing is decided here, and nothing
// is stored.
//
// Both are a handful at most, because whoever listens may be gone without a word: a client that leaves ends neither the call
// that waits for it nor, at once, its socket. A waiter goes by its own timer, a socket when nothing can follow.
// A slow reader is sent messages of at most 60 bytes: three of a transaction, one for each use of an enrolment's QR code.

import type { News } from "./news.ts";

/** One browser takes one; the rest are for reloads and second tabs. */
const MAX_WAITERS = 8;
const MAX_SOCKETS = 8;

/** RFC 6455 §7.4.1. */
const NORMAL = 1000;
const POLICY_VIOLATION = 1008;
const INTERNAL_ERROR = 1011;

export class Listeners {
  readonly #ctx: DurableObjectState;
  /** Ends the wait of one, and what it knows already. */
  readonly #waiters = new Map<() => void, number>();

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  get areThere(): boolean {
    return this.#waiters.size > 0 || this.#ctx.getWebSockets().length > 0;
  }

  /** Resolves when something later than `known` is told, at the latest after `waitMs`. Undefined: too many wait. */
  wait(known: number, waitMs: number): Promise<void> | undefined {
    if (this.#waiters.size >= MAX_WAITERS) return undefined;
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = () => {
      clearTimeout(timer);
      this.#waiters.delete(done);
      resolve();
    };
    const timer = setTimeout(done, waitMs);
    this.#waiters.set(done, known);
    return promise;
  }

  /**
   * Answers an upgrade: the client's end of a socket that is told the news at once; without one, too many listen.
   * The socket listens before `newsNow` is asked, so nothing that happens meanwhile is missed.
   */
  async connect(newsNow: () => News | Promise<News>): Promise<Response> {
    if (this.#ctx.getWebSockets().length >= MAX_SOCKETS) return new Response(null, { status: 429 });
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server);
    try {
      tellSocket(server, await newsNow());
    } catch (error) {
      server.close(INTERNAL_ERROR);
      throw error;
    }
    return new Response(null, { status: 101, webSocket: client });
  }

  /**
   * To be called with what is stored, whether or not it has changed. Never throws: what was stored stands.
   * What goes out from here is held back by the platform until the object's storage has confirmed (output gate).
   */
  tell(news: News): void {
    for (const [done, known] of this.#waiters) if (news.order > known) done();
    for (const socket of this.#ctx.getWebSockets()) tellSocket(socket, news);
  }
}

/** Sends what is later than what the socket was told, and closes after the last. What was told hibernates with the socket. */
function tellSocket(socket: WebSocket, { order, message }: News): void {
  try {
    if (socket.readyState !== WebSocket.OPEN || order <= ((socket.deserializeAttachment() as number | null) ?? -1))
      return;
    socket.send(message);
    socket.serializeAttachment(order);
    if (order === Number.POSITIVE_INFINITY) socket.close(NORMAL);
  } catch (error) {
    console.error("a listener was not told:", error);
  }
}

/** Nobody has anything to say here, and each message wakes the object, so the first is the last. */
export function refuseMessage(socket: WebSocket): void {
  if (socket.readyState === WebSocket.OPEN) socket.close(POLICY_VIOLATION, "this socket only tells");
}

/** The hibernation API leaves the second half of the closing handshake to us (RFC 6455 §5.5.1): without it the client waits. */
export const answerClose = (socket: WebSocket): void => socket.close(NORMAL);

/** The client's end of a socket without an object, for an id that has none. */
export function tellOnly({ message }: News): WebSocket {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.send(message);
  server.close(NORMAL);
  return client;
}

/** Asks an object for a socket. */
export async function listenTo(object: Pick<DurableObjectStub, "fetch">): Promise<WebSocket | "too-many"> {
  const response = await object.fetch("https://object/", { headers: { Upgrade: "websocket" } });
  return response.webSocket ?? "too-many";
}

/** A deployment, or the platform, restarts an object under its waiters. The new one knows how it stands `now`. */
export async function unbroken<T>(wait: () => Promise<T>, now: () => Promise<T>): Promise<T> {
  try {
    return await wait();
  } catch (error) {
    console.warn("a wait was broken off:", error);
    return now();
  }
}
