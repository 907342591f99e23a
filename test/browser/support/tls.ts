// A proxy that ends TLS in front of the server, as in a real deployment. Its certificate is for
// localhost, and nobody trusts it.

import { readFileSync } from "node:fs";
import { request as ask, type IncomingMessage } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { afterAll } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";

/**
 * Call this at the top of a test file, and set PUBLIC_URL to the result. `backend`: the server's
 * port.
 */
export async function useTls(backend: () => number): Promise<string> {
  const pem = readFileSync(inProject("test/browser/fixture/localhost.pem"));
  const onwards = ({ method, url, headers }: IncomingMessage) => ({
    host: "127.0.0.1",
    port: backend(),
    method,
    path: url,
    headers,
  });
  const proxy = createServer({ key: pem, cert: pem }, (incoming, outgoing) => {
    const passed = ask(onwards(incoming), (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
      reply.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  // Passes the bytes of a WebSocket on, unchanged, in both directions.
  proxy.on("upgrade", ({ url, rawHeaders }, client) => {
    const server = connect(backend(), "127.0.0.1");
    const lines = rawHeaders.flatMap((text, at) => (at % 2 ? [] : [`${text}: ${rawHeaders[at + 1]}`]));
    server.write([`GET ${url} HTTP/1.1`, ...lines, "", ""].join("\r\n"));
    client.pipe(server).pipe(client);
    for (const socket of [client, server]) socket.on("error", () => socket.destroy());
  });
  afterAll(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return `https://localhost:${(proxy.address() as AddressInfo).port}`;
}
