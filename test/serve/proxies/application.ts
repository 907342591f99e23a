// The application behind a proxy: it says what reached it, over HTTP and over a WebSocket.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { host } from "../../../scripts/lib/port.ts";

export interface SeenRequest {
  readonly url: string;
  /** Name and value in turns, each line by itself: Node would join those that come twice. */
  readonly lines: readonly string[];
  readonly bytes: number;
}

export class ProxiedApplication {
  /** Every request that passed the proxy. */
  readonly requests: string[] = [];
  readonly #server: Server = createServer(async (request, reply) => {
    let bytes = 0;
    for await (const piece of request) bytes += piece.length;
    reply.end(this.#seen(request, bytes));
  });

  constructor() {
    // Repeats what comes, after a first line with what it saw. Takes any protocol, as a careless
    // application does.
    this.#server.on("upgrade", (request, socket) => {
      const { upgrade, "sec-websocket-key": key = "" } = request.headers;
      // RFC 6455 §4.2.1.
      if (request.httpVersion !== "1.1") return socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
      const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${upgrade}\r\nConnection: Upgrade\r\n`);
      socket.write(`Sec-WebSocket-Accept: ${accept}\r\n\r\n${this.#seen(request, 0)}\n`);
      socket.on("error", () => socket.destroy()).pipe(socket);
    });
  }

  async start(): Promise<number> {
    await once(this.#server.listen(0, host), "listening");
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #seen({ url = "", rawHeaders }: IncomingMessage, bytes: number): string {
    this.requests.push(url);
    return JSON.stringify({ url, lines: rawHeaders, bytes } satisfies SeenRequest);
  }
}

/** The headers whose names match, as an application reads them that takes `_` for `-`. */
export function headersIn(text: string, names: RegExp): Record<string, string[]> {
  const { lines } = JSON.parse(text) as SeenRequest;
  const found: Record<string, string[]> = {};
  for (let at = 0; at < lines.length; at += 2) {
    const name = lines[at]?.toLowerCase().replaceAll("_", "-") ?? "";
    if (names.test(name)) found[name] = [...(found[name] ?? []), lines[at + 1] ?? ""];
  }
  return found;
}
