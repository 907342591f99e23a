// One kept connection with one request at a time, on a raw socket. Node's own HTTP client takes as
// long for a request as the service does for a poll, so the benchmark would measure it. This
// understands what workerd sends: a length, or chunks.
import { once } from "node:events";
import { connect, type Socket } from "node:net";

const FORM = "application/x-www-form-urlencoded";

export interface LoadReply {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

export class LoadConnection {
  readonly #host: string;
  readonly #socket: Socket;
  #received = "";
  #waiting: { resolve: (reply: LoadReply) => void; reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    // Bytes of UTF-8 stay apart here, so that a length in bytes is one in characters. The service's
    // replies are read as ASCII.
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => this.#take(text));
    socket.on("error", (error) => this.#waiting?.reject(error));
    socket.on("close", () => this.#waiting?.reject(new Error("the server closed the connection")));
  }

  static async open(origin: string): Promise<LoadConnection> {
    const { hostname, port, host } = new URL(origin);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    return new LoadConnection(socket, host);
  }

  get(path: string, headers = ""): Promise<LoadReply> {
    return this.#send(`GET ${path} HTTP/1.1\r\nHost: ${this.#host}\r\n${headers}\r\n`);
  }

  post(path: string, body: string, headers = "", type = FORM): Promise<LoadReply> {
    return this.#send(
      `POST ${path} HTTP/1.1\r\nHost: ${this.#host}\r\nContent-Type: ${type}\r\n` +
        `Content-Length: ${body.length}\r\n${headers}\r\n${body}`,
    );
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #send(request: string): Promise<LoadReply> {
    const { promise, resolve, reject } = Promise.withResolvers<LoadReply>();
    if (this.#socket.destroyed) return Promise.reject(new Error("the server has closed the connection"));
    this.#waiting = { resolve, reject };
    this.#received = "";
    this.#socket.write(request, "latin1");
    return promise;
  }

  #take(text: string): void {
    this.#received += text;
    const reply = readLoadReply(this.#received);
    if (!reply || !this.#waiting) return;
    const { resolve } = this.#waiting;
    this.#waiting = undefined;
    resolve(reply);
  }
}

/** Undefined while a part is missing. */
export function readLoadReply(text: string): LoadReply | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const status = Number(text.slice("HTTP/1.1 ".length, "HTTP/1.1 200".length));
  const head = text.slice(0, end + 2);
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
  const rest = text.slice(end + 4);
  if (length !== undefined) return rest.length < Number(length) ? undefined : { status, head, body: rest };
  const body = readChunks(rest);
  return body === undefined ? undefined : { status, head, body };
}

function readChunks(text: string): string | undefined {
  let body = "";
  for (let at = 0; ; ) {
    const line = text.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const size = Number.parseInt(text.slice(at, line), 16);
    const from = line + 2;
    if (text.length < from + size + 2) return undefined;
    if (size === 0) return body;
    body += text.slice(from, from + size);
    at = from + size + 2;
  }
}
