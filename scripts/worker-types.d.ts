// Names that src takes from the Workers runtime, for the scripts that read or run parts of it under Node: the databases are Miniflare's,
// the cryptography is Node's own. All of the runtime's types would contradict those of Node.
import type { webcrypto } from "node:crypto";
import type * as workers from "@cloudflare/workers-types/experimental";

declare global {
  type D1Database = workers.D1Database;
  type D1DatabaseSession = workers.D1DatabaseSession;
  type D1PreparedStatement = workers.D1PreparedStatement;
  type D1Result<T = unknown> = workers.D1Result<T>;
  const scheduler: workers.Scheduler;
  type CryptoKey = webcrypto.CryptoKey;
  type SubtleCryptoImportKeyAlgorithm = webcrypto.HmacImportParams;
}
