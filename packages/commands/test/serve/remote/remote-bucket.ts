// R2's wire, by which Miniflare reaches a deployed bucket, for reading alone: the question is in a
// header, and what is known of an object comes before the object itself.
import type { ServerResponse } from "node:http";

interface R2Question {
  readonly method: string;
  readonly object?: string;
  readonly range?: { readonly offset?: number | string; readonly length?: number | string };
  readonly prefix?: string;
  readonly startAfter?: string;
}

type Found = Pick<R2Object, "key" | "size" | "checksums">;

const NOT_FOUND = JSON.stringify({ version: 1, v4code: 10007, message: "The specified key does not exist." });

export async function answerR2(bucket: R2Bucket, header: unknown, response: ServerResponse): Promise<void> {
  const { method, object = "", range, prefix, startAfter }: R2Question = JSON.parse(String(header));
  if (method === "list") {
    const { objects, truncated } = await bucket.list({ prefix: prefix ?? "", startAfter: startAfter ?? "" });
    return send(response, { objects: objects.map(knownOf), truncated, delimitedPrefixes: [] });
  }
  const part = range && { offset: Number(range.offset ?? 0), length: Number(range.length) };
  const body = method === "get" ? await bucket.get(object, part ? { range: part } : {}) : undefined;
  const found = body ?? (await bucket.head(object));
  if (!found) return void response.writeHead(404, { "cf-r2-error": NOT_FOUND }).end();
  const bytes = new Uint8Array(body ? await body.arrayBuffer() : []);
  send(response, { ...knownOf(found), ...(part && { range: { offset: part.offset, length: bytes.length } }) }, bytes);
}

const knownOf = ({ key, size, checksums: { sha256 } }: Found) => ({
  ...{ name: key, version: "1", size, etag: "1", uploaded: 0, httpFields: {}, customFields: [] },
  checksums: { 2: sha256 && Buffer.from(new Uint8Array(sha256)).toString("hex") },
});

function send(response: ServerResponse, known: object, bytes = new Uint8Array()): void {
  const json = Buffer.from(JSON.stringify(known));
  response.writeHead(200, { "cf-r2-metadata-size": json.length }).end(Buffer.concat([json, bytes]));
}
