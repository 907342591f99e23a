// Sends one request as it is, and reads the answer as it comes: with the body of a GET, without
// following redirects and without undoing compression, none of which `fetch` can be told.
import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request as requestByHttp } from "node:http";
import { request as requestByHttps } from "node:https";
import { buffer } from "node:stream/consumers";
import type { TLSSocket } from "node:tls";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

export interface RawReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As it came over the wire. */
  readonly body: Buffer;
  /** Without its compression. */
  readonly text: string;
  /** Of a request by https. */
  readonly tls: { readonly protocol: string; readonly validToMs: number } | undefined;
  readonly tookMs: number;
}

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const TIMEOUT_MS = 20_000;
const DECODE: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
  deflate: inflateSync,
};

/** Rejects with what Node says of the connection. */
export async function rawAsk(
  url: URL,
  { method = "GET", headers = {}, body = "" }: RawRequest = {},
): Promise<RawReply> {
  const begunMs = Date.now();
  const request = url.protocol === "https:" ? requestByHttps : requestByHttp;
  const length = body === "" ? {} : { "Content-Length": Buffer.byteLength(body) };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const sent = request(url, {
    method,
    // A connection of its own, so that no answer depends on an earlier request.
    agent: false,
    headers: { "User-Agent": "tiqr-edge-verify", "Accept-Encoding": "identity", ...headers, ...length },
    signal,
  });
  sent.end(body);
  const [reply] = (await once(sent, "response", { signal })) as [IncomingMessage];
  const raw = await buffer(reply);
  const decode = DECODE[reply.headers["content-encoding"] ?? ""];
  return {
    status: reply.statusCode ?? 0,
    headers: reply.headers,
    body: raw,
    text: (decode ? decode(raw) : raw).toString("utf8"),
    tls: url.protocol === "https:" ? sessionOf(reply.socket as TLSSocket) : undefined,
    tookMs: Date.now() - begunMs,
  };
}

const sessionOf = (socket: TLSSocket): RawReply["tls"] => ({
  protocol: socket.getProtocol() ?? "",
  validToMs: Date.parse(socket.getPeerCertificate().valid_to),
});

/** What kept the request from being answered, for a person. */
export function connectionProblem(error: unknown, { host, hostname }: URL): string {
  const { code = "", name, message } = error as NodeJS.ErrnoException;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `No address is known of ${hostname}. Is its DNS record there?`;
  if (code === "ECONNREFUSED") return `Nothing answers at ${host}.`;
  if (name === "AbortError" || name === "TimeoutError" || code === "ETIMEDOUT")
    return `${host} gave no answer within ${TIMEOUT_MS / 1000} seconds.`;
  if (/CERT|SELF_SIGNED|UNABLE_TO/.test(code)) return `The certificate of ${hostname} is not good: ${message}.`;
  if (code === "EPROTO" || code.startsWith("ERR_SSL")) return `${host} does not speak TLS.`;
  return code === "" ? message : `${host} cannot be asked: ${message || code}.`;
}
