// The app with its bindings counted, for the budget of round trips. The budget covers only what a
// reply waits for. Work that may follow the reply is held back until the reply has come, which
// proves that the reply does not wait for it; and it must be done once everything given to
// waitUntil is done.

import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { buildApp } from "../../src/index.ts";
import { type DatabaseHook, watchedDatabase, watchedObjects } from "../support/bindings.ts";
import { checkedByDocument } from "../support/openapi.ts";
import { ORIGIN } from "../support/service.ts";

/**
 * Statements that may follow the reply. They travel alone; in a batch with others they are part of
 * that round trip.
 */
const AFTERWARDS: [RegExp, string][] = [
  [/^INSERT INTO (audit|refusal_count) /, "audit"],
  [/^INSERT INTO sign_in /, "sign-in"],
  [/^UPDATE token SET sealed_pin = /, "PIN hash"],
];

/** One refusal: the count, and its audit row, if it is among the first. */
const COUNTS_REFUSAL = /^INSERT INTO refusal_count [^;]*; INSERT INTO audit [^;]*$/;

let database: string[] = [];
let objects: string[] = [];
let afterwards: string[] = [];
let done = 0;
let replied = Promise.withResolvers<void>();

export function countFromZero(): void {
  [database, objects, afterwards, done] = [[], [], [], 0];
}
/** Round trips to the database, calls of objects, and work begun to follow the reply, in order. */
export const counts = () => ({ database, objects, afterwards });

/** Counts the calls that the reply waits for. */
export const counting: DatabaseHook = ({ method, session }, next) => {
  database.push(`${method} at ${session ?? "the primary"}`);
  return next();
};

const countingAndHolding: DatabaseHook = async (call, next) => {
  const alone = call.method !== "batch" || COUNTS_REFUSAL.test(call.sql);
  const [, name] = AFTERWARDS.find(([text]) => alone && text.test(call.sql)) ?? [];
  if (name === undefined) return counting(call, next);
  return hold(name, next);
};

async function hold<Result>(name: string, next: () => Promise<Result>): Promise<Result> {
  afterwards.push(name);
  await replied.promise;
  const result = await next();
  done++;
  return result;
}

/** The worker's side, with other settings. */
export const countedApp = (settings: Readonly<Record<string, string>> = {}, hook = countingAndHolding) =>
  buildApp({
    ...env,
    ...settings,
    DB: watchedDatabase(env.DB, hook),
    TRANSACTION: watchedObjects(env.TRANSACTION, (method, next) => {
      objects.push(method);
      return next();
    }),
    ENROLLMENT: watchedObjects(env.ENROLLMENT, hold),
  } as Env);

/** Sends a request to a counted app, and then lets the work after the reply continue. */
export async function sendTo(
  app: Awaited<ReturnType<typeof countedApp>>,
  path: string,
  fields?: Record<string, string>,
  headers: Record<string, string> = {},
  method = fields ? "POST" : "GET",
) {
  const init = { method, headers, ...(fields ? { body: new URLSearchParams(fields) } : {}) };
  const waitedFor: Promise<unknown>[] = [];
  const waitUntil = (work: Promise<unknown>) => waitedFor.push(work);
  const earlier = done;
  replied = Promise.withResolvers();
  const request = new Request(ORIGIN + path, init);
  const reply = await checkedByDocument(
    request,
    await app.fetch(request, env, { waitUntil } as unknown as ExecutionContext),
  );
  const text = await reply.text();
  expect(done).toBe(earlier);
  replied.resolve();
  await Promise.all(waitedFor);
  expect(done).toBe(afterwards.length);
  const { status, headers: told } = reply;
  return { status, headers: told, text, json: text.startsWith("{") ? JSON.parse(text) : undefined };
}
