// A browser for which names of the documents are ports of this machine, and the requests that only
// a script or an attacker sends.
import { once } from "node:events";
import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import type { Duplex } from "node:stream";
import { PageBrowser } from "../../../scripts/lib/page-browser.ts";
import { host } from "../../../scripts/lib/port.ts";

type Fields = Readonly<Record<string, string | string[]>>;

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** If the socket is open, `text` is the first line over it. */
export interface SocketAnswer extends HttpAnswer {
  /** What the application has sent back. */
  readonly repeated?: string;
}

export class ProxyVisitor {
  readonly pages = new PageBrowser({ fetch: (asked) => this.#fetch(asked) });
  /** By an origin, the port of this machine that answers for it. */
  readonly #ports: () => Readonly<Record<string, number>>;

  constructor(ports: () => Readonly<Record<string, number>>) {
    this.#ports = ports;
  }

  /** Sends one request, follows nothing. */
  async ask(address: string, headers: Fields = {}, body?: string): Promise<HttpAnswer> {
    const asked = this.#begin(address, body === undefined ? "GET" : "POST", {
      Accept: "text/html",
      ...this.#cookies(address),
      ...(body === undefined ? {} : { "Content-Length": `${body.length}` }),
      ...headers,
    });
    asked.end(body);
    return answerOf(asked);
  }

  /** Opens a WebSocket, or what `Upgrade` of `headers` says, and sends a text over it. */
  async socket(address: string, text: string, headers: Fields = {}): Promise<SocketAnswer> {
    const asked = this.#begin(address, "GET", {
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Version": "13",
      ...this.#cookies(address),
      ...headers,
    });
    asked.end();
    const refused = answerOf(asked);
    const opened = once(asked, "upgrade") as Promise<[IncomingMessage, Duplex, Buffer]>;
    const first = await Promise.race([refused, opened]);
    if (!Array.isArray(first)) return first;
    const [reply, socket, head] = first;
    socket.write(`${text}\n`);
    let got = String(head);
    while (got.split("\n").length < 3) got += (await once(socket, "data"))[0];
    socket.destroy();
    const [seen = "", repeated = ""] = got.split("\n");
    return { status: reply.statusCode ?? 0, headers: reply.headers, text: seen, repeated };
  }

  #cookies(address: string): Fields {
    const cookies = [...this.pages.cookiesFor(address)].map((pair) => pair.join("="));
    return cookies.length > 0 ? { Cookie: cookies.join("; ") } : {};
  }

  #begin(address: string, method: string, headers: Fields): ClientRequest {
    const { origin, host: name, port, pathname, search } = new URL(address);
    return request({
      host,
      port: this.#ports()[origin] ?? port,
      path: pathname + search,
      method,
      headers: { Host: name, ...headers },
    });
  }

  async #fetch(page: Request): Promise<Response> {
    const body = page.method === "GET" ? undefined : await page.text();
    const asked = this.#begin(page.url, page.method, Object.fromEntries(page.headers));
    asked.end(body);
    const { status, headers, text } = await answerOf(asked);
    const lines = Object.entries(headers).flatMap(([name, values]) =>
      [values ?? []].flat().map((value): [string, string] => [name, value]),
    );
    return new Response(text, { status, headers: lines });
  }
}

async function answerOf(asked: ClientRequest): Promise<HttpAnswer> {
  const [reply] = (await once(asked, "response")) as [IncomingMessage];
  let text = "";
  for await (const piece of reply.setEncoding("utf8")) text += piece;
  return { status: reply.statusCode ?? 0, headers: reply.headers, text };
}
