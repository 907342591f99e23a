// A proxy in front of the service that spoils what passes, one way at a time.
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

interface PassedAnswer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

export interface ProxyFault {
  /** Answers in place of the service, or never, if it returns a promise that stays open. */
  readonly answers?: (asked: IncomingMessage) => Promise<PassedAnswer> | PassedAnswer | undefined;
  readonly losesBodyOf?: string;
  readonly spoils?: (answer: PassedAnswer, asked: IncomingMessage) => void;
}

export class FaultyProxy {
  fault: ProxyFault = {};
  /** The address of the service. */
  to = "";
  readonly #server = createServer((asked, reply) => void this.#pass(asked, reply));

  /** Returns its own address. */
  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Without it, a WebSocket does not get through. */
  passSockets(): void {
    this.#server.on("upgrade", (asked, socket) => {
      const { method, headers } = asked;
      const onward = request(new URL(asked.url ?? "", this.to), { method, headers });
      onward.on("upgrade", ({ headers: answered }, far, first) => {
        const lines = Object.entries(answered).map(([name, value]) => `${name}: ${value}\r\n`);
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("")}\r\n`);
        socket.write(first);
        far.pipe(socket).pipe(far);
        for (const end of [far, socket]) end.on("error", () => {});
      });
      onward.on("error", () => socket.destroy());
      onward.end();
    });
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #pass(asked: IncomingMessage, reply: ServerResponse): Promise<void> {
    const { answers, losesBodyOf, spoils } = this.fault;
    const answer = (await answers?.(asked)) ?? (await this.#ask(asked, losesBodyOf === asked.method));
    spoils?.(answer, asked);
    delete answer.headers["transfer-encoding"];
    reply.writeHead(answer.status, { ...answer.headers, "content-length": answer.body.length }).end(answer.body);
  }

  async #ask(asked: IncomingMessage, withoutBody: boolean): Promise<PassedAnswer> {
    const { method, headers } = asked;
    const body = await buffer(asked);
    const length = withoutBody ? { "content-length": "0" } : {};
    const onward = request(new URL(asked.url ?? "", this.to), { method, headers: { ...headers, ...length } });
    onward.end(withoutBody ? undefined : body);
    const [answered] = (await once(onward, "response")) as [IncomingMessage];
    return { status: answered.statusCode ?? 0, headers: { ...answered.headers }, body: await buffer(answered) };
  }
}
