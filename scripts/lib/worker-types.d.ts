// The types of the Workers runtime that src uses, for scripts that read or run parts of it under
// Node. The databases come from Miniflare, the cryptography from Node. The whole set of runtime
// types would contradict Node's.
import type { webcrypto } from "node:crypto";
import type * as workers from "@cloudflare/workers-types/experimental";

declare global {
  type D1Database = workers.D1Database;
  type D1DatabaseSession = workers.D1DatabaseSession;
  type R2Object = workers.R2Object;
  type R2ObjectBody = R2Object & { body: ReadableStream<Uint8Array>; arrayBuffer(): Promise<ArrayBuffer> };
  type R2Bucket = Omit<workers.R2Bucket, "get"> & {
    get(key: string, options?: workers.R2GetOptions): Promise<R2ObjectBody | null>;
  };
  type D1PreparedStatement = workers.D1PreparedStatement;
  type D1Result<T = unknown> = workers.D1Result<T>;
  const scheduler: workers.Scheduler;
  type CryptoKey = webcrypto.CryptoKey;
  type SubtleCryptoImportKeyAlgorithm = webcrypto.HmacImportParams;
}
