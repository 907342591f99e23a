// What a privacyIDEA server gets from this service in front of it, on the wire: mocks of `fetch` do
// not show it.

import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeEach, expect, it } from "vitest";
import { withService } from "../support/with-service.ts";

interface Got {
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
let got: Got[] = [];
const ANSWER = JSON.stringify({ result: { status: true, value: "x".repeat(5000) } });
const theirs = createServer(async (asked, answer) => {
  got.push({ target: `${asked.method} ${asked.url}`, headers: asked.headers, body: await text(asked) });
  const zipped = gzipSync(ANSWER);
  answer.writeHead(200, {
    "Content-Type": "application/json",
    "Content-Encoding": "gzip",
    "Content-Length": zipped.length,
  });
  answer.end(zipped);
});
theirs.listen(0, "127.0.0.1");
await once(theirs, "listening");
afterAll(() => {
  theirs.close();
});

const { port } = theirs.address() as AddressInfo;
const service = withService({ UPSTREAM_PRIVACYIDEA: `http://127.0.0.1:${port}` });
beforeEach(() => {
  got = [];
});

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

/** By node:http, since `fetch` sends no body with a GET. */
async function send(method: string, path: string, body: string, headers: Record<string, string | number> = FORM) {
  const sent = request(new URL(path, service().origin), { method, headers });
  sent.end(body);
  const [reply] = await once(sent, "response");
  const bytes = await buffer(reply);
  const isZipped = reply.headers["content-encoding"] === "gzip";
  return { status: reply.statusCode, text: (isZipped ? gunzipSync(bytes) : bytes).toString() };
}

it("a form comes with its length, since mod_wsgi refuses one that comes in chunks", async () => {
  const body = "user=there&pass=1234";
  for (const path of ["/validate/check", "/token/"])
    expect(await send("POST", path, body, { ...FORM, "Content-Length": body.length })).toEqual({
      status: 200,
      text: ANSWER,
    });
  for (const { headers, body: arrived } of got)
    expect([headers["content-length"], headers["transfer-encoding"], arrived]).toEqual(["20", undefined, body]);
  expect(got).toHaveLength(2);
});

it("a form in the body of a GET, as ownCloud polls, comes as the query", async () => {
  const body = "transaction_id=01234567890123456789";
  const { status } = await send("GET", "/validate/polltransaction?a=1", body, {
    ...FORM,
    "Content-Length": body.length,
  });
  expect(status).toBe(200);
  expect(got.map(({ target, body: arrived }) => [target, arrived])).toEqual([
    [`GET /validate/polltransaction?a=1&${body}`, ""],
  ]);
});
