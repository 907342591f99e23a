// The listeners of one transaction or one enrolment: long polls, which wait in memory, and
// WebSockets, which outlive the object (Cloudflare Durable Objects, WebSocket Hibernation API).
//
// A listener may leave silently, which ends neither the call that waits for it nor, at once, its
// socket. So there are only a handful of each. A waiter ends by its own timer, a socket when
// nothing more can follow. A slow reader costs little: messages have at most 60 bytes, and there
// are three for a transaction and one for each use of an enrolment's QR code.

import type { News } from "./news.ts";

/** One browser needs one; the others are for reloads and second tabs. */
const MAX_WAITERS = 8;
const MAX_SOCKETS = 8;

/** RFC 6455 §7.4.1. */
const NORMAL = 1000;
const POLICY_VIOLATION = 1008;
const INTERNAL_ERROR = 1011;

export class Listeners {
  readonly #ctx: DurableObjectState;
  /** The function that ends each wait, with the order of what its waiter already knows. */
  readonly #waiters = new Map<() => void, number>();

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  get areThere(): boolean {
    return this.#waiters.size > 0 || this.#ctx.getWebSockets().length > 0;
  }

  /** Resolves with news later than `known`, at the latest after `waitMs`. Undefined: too many. */
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
   * Answers an upgrade with the client's end of a socket, which gets the news at once; without one
   * when too many listen. The socket is accepted before `newsNow` is called, so it misses nothing.
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
   * Call this with the stored state, changed or not. It never throws, because that state stands.
   * The platform holds the messages back until the object's storage has confirmed (output gate).
   */
  tell(news: News): void {
    for (const [done, known] of this.#waiters) if (news.order > known) done();
    for (const socket of this.#ctx.getWebSockets()) tellSocket(socket, news);
  }
}

/** Sends news later than the last, whose order hibernates with the socket. The final ends it. */
function tellSocket(socket: WebSocket, { order, message }: News): void {
  try {
    if (socket.readyState !== WebSocket.OPEN || order <= ((socket.deserializeAttachment() as number | null) ?? -1))
      return;
    socket.send(message);
    socket.serializeAttachment(order);
    if (order === Number.POSITIVE_INFINITY) socket.close(NORMAL);
  } catch (error) {
    console.error("listeners: a message could not be sent:", error);
  }
}

/** Each message would wake the object, and clients have none to send: the first ends the socket. */
export function refuseMessage(socket: WebSocket): void {
  if (socket.readyState === WebSocket.OPEN) socket.close(POLICY_VIOLATION, "this socket takes no messages");
}

/** Hibernation leaves the second half of the closing handshake to us (RFC 6455 §5.5.1). */
export const answerClose = (socket: WebSocket): void => socket.close(NORMAL);

/** The client's end of a socket that tells one message and closes, for an id without an object. */
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

/** An object may be restarted while it is waited for. `now` then asks the new one for its state. */
export async function unbroken<T>(wait: () => Promise<T>, now: () => Promise<T>): Promise<T> {
  try {
    return await wait();
  } catch (error) {
    console.warn("listeners: a wait was interrupted:", error);
    return now();
  }
}
