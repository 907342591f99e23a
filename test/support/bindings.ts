// Watched bindings: every round trip passes a hook, which may count it, fail it, hold it, or answer
// in its place.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { TransactionObject } from "../../src/index.ts";
import { sessionKeyFor } from "./house/names.ts";

export interface DatabaseCall {
  readonly method: "first" | "run" | "all" | "batch";
  /** The constraint with which the session was begun; undefined is the primary. */
  readonly session: string | undefined;
  /** The statements, each with its parameters. */
  readonly sql: string;
  /** The statements alone. */
  readonly text: string;
}

/** `next` goes to the database. */
export type DatabaseHook = (call: DatabaseCall, next: () => Promise<unknown>) => Promise<unknown>;

/**
 * The database, with every round trip passed through the hook. It has only the methods that make
 * round trips.
 */
export function watchedDatabase(db: D1Database, hook: DatabaseHook): D1Database {
  const originals = new WeakMap<object, { statement: D1PreparedStatement; sql: string; text: string }>();

  function statementOf(
    statement: D1PreparedStatement,
    session: string | undefined,
    text: string,
    sql = text,
  ): D1PreparedStatement {
    const trip = (method: "first" | "run" | "all") => (): Promise<unknown> =>
      hook({ method, session, sql, text }, () => statement[method]());
    const watched = {
      bind: (...values: unknown[]) =>
        statementOf(statement.bind(...values), session, text, `${text} ${JSON.stringify(values)}`),
      first: trip("first"),
      run: trip("run"),
      all: trip("all"),
    };
    originals.set(watched, { statement, sql, text });
    return watched as unknown as D1PreparedStatement;
  }

  const sessionOf = (of: D1Database | D1DatabaseSession, session: string | undefined) => ({
    prepare: (sql: string) => statementOf(of.prepare(sql), session, sql),
    batch: (statements: D1PreparedStatement[]) => {
      const inside = statements.map(
        (statement) => originals.get(statement) as NonNullable<ReturnType<typeof originals.get>>,
      );
      const sql = inside.map((one) => one.sql).join("; ");
      const text = inside.map((one) => one.text).join("; ");
      return hook({ method: "batch", session, sql, text }, () => of.batch(inside.map(({ statement }) => statement)));
    },
  });
  return {
    ...sessionOf(db, undefined),
    withSession: (constraint: string) => sessionOf(db.withSession(constraint), constraint),
  } as unknown as D1Database;
}

/** The objects, with a hook between the service and every call to one of them. */
export function watchedObjects<Objects extends Env["TRANSACTION"] | Env["ENROLLMENT"]>(
  objects: Objects,
  hook: (method: string, next: () => Promise<unknown>) => Promise<unknown>,
): Objects {
  const getByName = (name: string) => {
    const stub = objects.getByName(name) as unknown as Record<string, (...values: unknown[]) => Promise<unknown>>;
    return new Proxy(stub, {
      get:
        (_, method: string) =>
        (...values: unknown[]) =>
          hook(method, async () => stub[method]?.(...values)),
    });
  };
  return { getByName } as unknown as Objects;
}

export const objectOf = async (transactionId: string): Promise<DurableObjectStub<TransactionObject>> =>
  env.TRANSACTION.getByName(await sessionKeyFor(transactionId));

/** Lets the object of a transaction store nothing, until the returned function is called. */
export async function breakStorage(transactionId: string): Promise<() => Promise<void>> {
  const object = await objectOf(transactionId);
  const put = () => {
    throw new Error("the storage is full");
  };
  const change = (broken: boolean) =>
    runInDurableObject(object, (instance) => {
      const inside = instance as unknown as { ctx: DurableObjectState; whole?: DurableObjectState };
      const whole = inside.whole ?? inside.ctx;
      const storage = new Proxy(whole.storage, {
        get: (of, name) => (name === "kv" ? { put } : Reflect.get(of, name)),
      });
      Object.assign(inside, broken ? { whole, ctx: { storage } } : { ctx: whole });
    });
  await change(true);
  return () => change(false);
}

/** The text that the object of a transaction has stored; undefined when it has none. */
export const storedText = async (transactionId: string): Promise<string | undefined> =>
  runInDurableObject(await objectOf(transactionId), (_, { storage }) => storage.kv.get<string>("challenge"));

interface Inside {
  env: Env;
}

/**
 * Puts the hook between the object of a transaction and the database, until the object is evicted
 * or `mendDatabase`.
 */
export const watchDatabaseOf = async (transactionId: string, hook: DatabaseHook): Promise<void> =>
  runInDurableObject(await objectOf(transactionId), (object) => {
    const inside = object as unknown as Inside;
    inside.env = { ...inside.env, DB: watchedDatabase(env.DB, hook) };
  });

export const mendDatabaseOf = async (transactionId: string): Promise<void> =>
  runInDurableObject(await objectOf(transactionId), (object) => {
    const inside = object as unknown as Inside;
    inside.env = { ...inside.env, DB: env.DB };
  });
