// Servers behind this one that are slow, broken, endless or looping, on the wire; and requests
// whose paths or bodies are unusual.

import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeEach, expect, it } from "vitest";
import { withService } from "../support/with-service.ts";

const ENDLESS = Buffer.alloc(1 << 16, "x");
const MAX_BODY_BYTES = 32 * 1024 * 1024;

let got: { readonly target: string; readonly length: string | undefined; readonly bytes: number }[] = [];
beforeEach(() => {
  got = [];
});

const answers: Record<string, (asked: IncomingMessage, answer: ServerResponse) => unknown> = {
  "/silent": () => {},
  "/stalls": (_, answer) => answer.writeHead(200).write("the beginning"),
  "/gone": ({ socket }) => socket.destroy(),
  "/half": ({ socket }, answer) => {
    answer.writeHead(200, { "Content-Length": 100 }).write("the beginning");
    setTimeout(() => socket.destroy(), 100);
  },
  "/nonsense": ({ socket }) => socket.end("this is no HTTP\r\n\r\n"),
  "/announced": (_, answer) => answer.writeHead(200, { "Content-Length": MAX_BODY_BYTES + 1 }).write(ENDLESS),
  "/endless": (_, answer) => {
    const more = () => {
      while (answer.writable && answer.write(ENDLESS));
    };
    answer.on("drain", more);
    more();
  },
  "/looping": (asked, answer) => {
    const { method, headers } = asked;
    const round = request(new URL("/looping", service().origin), { method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 0, reply.headers);
      reply.pipe(answer);
    });
    asked.pipe(round);
  },
};
const theirs = createServer(async (asked, answer) => {
  const special = answers[asked.url ?? ""];
  if (special) return special(asked, answer);
  const body = await buffer(asked).catch(() => undefined);
  got.push({
    target: `${asked.method} ${asked.url}`,
    length: asked.headers["content-length"],
    bytes: body?.length ?? -1,
  });
  answer.end("theirs");
});
theirs.listen(0, "127.0.0.1");
await once(theirs, "listening");
afterAll(() => {
  theirs.closeAllConnections();
  theirs.close();
});
const service = withService({ UPSTREAM_PRIVACYIDEA: `http://127.0.0.1:${(theirs.address() as AddressInfo).port}` });

interface Ended {
  readonly status: number | undefined;
  readonly bytes: number;
  readonly isWhole: boolean;
}

/** By node:http, which sends a path as it is given. `pieces` go in chunks. */
async function send(path: string, method = "GET", pieces: readonly (string | Uint8Array)[] = []): Promise<Ended> {
  const { hostname, port } = new URL(service().origin);
  const headers = pieces.length > 0 ? { "Content-Type": "application/x-www-form-urlencoded" } : {};
  const asked = request({ hostname, port, path, method, headers });
  for (const piece of pieces) asked.write(piece);
  asked.end();
  // A refusal may come before the whole body has gone.
  asked.on("error", () => {});
  const [reply] = (await once(asked, "response")) as [IncomingMessage];
  let bytes = 0;
  try {
    for await (const chunk of reply) bytes += (chunk as Buffer).length;
  } catch {
    return { status: reply.statusCode, bytes, isWhole: false };
  }
  return { status: reply.statusCode, bytes, isWhole: true };
}

it("each way to fail has its status, and nothing is waited for or read without end", async () => {
  const begun = Date.now();
  const [silent, stalls, gone, half, nonsense, announced, endless, looping] = await Promise.all(
    ["/silent", "/stalls", "/gone", "/half", "/nonsense", "/announced", "/endless", "/looping"].map((path) =>
      send(path),
    ),
  );
  expect([silent, gone, nonsense, announced, looping].map((ended) => [ended?.status, ended?.isWhole])).toEqual([
    [504, true],
    [502, true],
    [502, true],
    [502, true],
    [508, true],
  ]);
  // Their beginning has gone out with status 200 already, so they break off.
  for (const ended of [stalls, half, endless]) expect([ended?.status, ended?.isWhole]).toEqual([200, false]);
  expect(endless?.bytes).toBeLessThanOrEqual(MAX_BODY_BYTES);
  expect(Date.now() - begun).toBeGreaterThan(29_000);
  expect((await send("/health")).status).toBe(200);
}, 180_000);

it("a form in chunks arrives with its length, and a long body in chunks arrives whole", async () => {
  await send("/validate/check", "POST", ["user=there", "&pass=1234"]);
  await send("/machine/upload", "POST", Array(40).fill(ENDLESS));
  expect(got).toEqual([
    { target: "POST /validate/check", length: "20", bytes: 20 },
    { target: "POST /machine/upload", length: undefined, bytes: 40 * ENDLESS.length },
  ]);
});

it("a body in chunks that is too long gets 413, and not the blame of that server", async () => {
  const pieces = Array(MAX_BODY_BYTES / ENDLESS.length + 1).fill(ENDLESS);
  expect((await send("/machine/upload", "POST", pieces)).status).toBe(413);
});

it("no way of writing a path leads around the look at whose user it is", async () => {
  await service().init({ user: "here", pin: "1234" });
  const paths = [
    ...["/validate/check", "/validate%2Fcheck", "//validate/check", "/validate//check", "/%76alidate/check"],
    ...["/x/../validate/check", "/x/%2e%2e/validate/check", "/validate/%2E/check", "/x%2F..%2Fvalidate/check"],
    ...["/validate\\check", "/validate%5Ccheck", "/.//validate/check", "/validate/check?user=here", "/x/..%2fauth"],
  ];
  for (const path of paths) await send(path, "POST", ["user=here&pass=1234"]);
  expect(got).toEqual([]);
});
