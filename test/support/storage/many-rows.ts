// A database of the size at which a pass over a table would be noticed, and an app that counts the
// rows which its requests read.

import { env } from "cloudflare:workers";
import { buildApp } from "../../../src/index.ts";
import { watchedDatabase } from "../bindings.ts";
import { checkedByDocument } from "../openapi.ts";
import type { Send } from "../service.ts";

/** Enough that no bound can hide one pass over it, and few enough to be inserted in seconds. */
export const MANY = 100_000;

/** Triggers count each of them, which takes a busy machine more than a minute. */
export const INSERTING_MS = 180_000;

/** Tokens BIG00000001 and so on: two for each user, three realms, every seventh unassigned. */
export async function insertMany(): Promise<void> {
  await env.DB.batch([
    env.DB.prepare(
      `${numbers}
       INSERT INTO token (serial, generation, realm, user, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
       SELECT printf('BIG%08d', i), 1, CASE WHEN i % 7 THEN 'big' || (i / 2 % 3) END, CASE WHEN i % 7 THEN 'user' || (i / 2) END,
         'phone ' || i, i % 5 > 0, 0, 'enrolled', 10, 'OCRA-1:HOTP-SHA256-8:QH10-S064', i FROM n`,
    ),
    env.DB.prepare(
      `${numbers}
       INSERT INTO user (realm, name, created_at_ms) SELECT 'big' || (i % 3), 'user' || i, i FROM n`,
    ),
    env.DB.prepare(
      `${numbers}
       INSERT INTO enrollment_link (hash, user, realm, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms)
       SELECT printf('%064x', i * 7919), 'user' || i, 'big' || (i % 3), 1, 'admin', 1, i, ?1 + i % 1000 FROM n`,
    ).bind(Date.now() + 3_600_000),
    env.DB.prepare(
      `INSERT INTO lock (token_id, path, failcount, locks, failed_at_ms, max_fail)
       SELECT id, path, CASE WHEN id % 3 THEN 10 ELSE 1 END, 9, ?1 - id, max_fail FROM token, (SELECT 'pin' AS path UNION SELECT 'open')
       WHERE id % 2 AND serial LIKE 'BIG%'`,
    ).bind(Date.now()),
  ]);
}

const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY})`;

export interface CountingApp {
  readonly send: Send;
  /** The rows of D1 that were read since the last call. */
  readonly rowsRead: () => number;
}

export async function readingApp(): Promise<CountingApp> {
  let rows = 0;
  const DB = watchedDatabase(env.DB, async (_, next) => {
    const done = await next();
    for (const one of Array.isArray(done) ? done : [done]) rows += (one as D1Result | null)?.meta?.rows_read ?? 0;
    return done;
  });
  const other = { ...env, DB } as Env;
  const app = await buildApp(other);
  const send: Send = async (request) => {
    const works: Promise<unknown>[] = [];
    const waitUntil = (work: Promise<unknown>) => works.push(work);
    const context = { waitUntil, passThroughOnException() {} } as unknown as ExecutionContext;
    const response = await checkedByDocument(request, await app.fetch(request, other, context));
    await Promise.all(works);
    return response;
  };
  const rowsRead = () => {
    const read = rows;
    rows = 0;
    return read;
  };
  return { send, rowsRead };
}
