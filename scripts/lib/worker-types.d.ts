// The types of the Workers runtime that src uses, for scripts that read or run parts of it under
// Node. The databases come from Miniflare, the cryptography from Node. The whole set of runtime
// types would contradict Node's.
import type { webcrypto } from "node:crypto";
import type * as workers from "@cloudflare/workers-types/experimental";

declare global {
  type D1Database = workers.D1Database;
  type D1DatabaseSession = workers.D1DatabaseSession;
  type R2Bucket = workers.R2Bucket;
  type D1PreparedStatement = workers.D1PreparedStatement;
  type D1Result<T = unknown> = workers.D1Result<T>;
  const scheduler: workers.Scheduler;
  type CryptoKey = webcrypto.CryptoKey;
  type SubtleCryptoImportKeyAlgorithm = webcrypto.HmacImportParams;
}
