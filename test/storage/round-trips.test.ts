// What each step of a login may cost: docs/design, "One login, step by step". A batch is one round trip, whatever is in it.

import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildApp } from "../../src/index.ts";
import { type DatabaseCall, watchDatabaseOf, watchedDatabase, watchedObjects } from "../support/bindings.ts";
import { answered, type Enrolled, enrolledUser, trigger } from "../support/login.ts";
import { rowOf, setRow } from "../support/rows.ts";
import { admin, asAdmin, initToken, ORIGIN } from "../support/service.ts";

let database: string[] = [];
let objects: string[] = [];
beforeEach(() => {
  database = [];
  objects = [];
});

const seen = ({ method, session }: DatabaseCall): string =>
  session ? `${method} at ${session}` : `${method} at the primary`;
const counting = (call: DatabaseCall, next: () => Promise<unknown>): Promise<unknown> => {
  database.push(seen(call));
  return next();
};
/** The worker's side, its bindings counted. */
const app = await buildApp({
  ...env,
  DB: watchedDatabase(env.DB, counting),
  TRANSACTION: watchedObjects(env.TRANSACTION, (call) => objects.push(call)),
});

/** Sends a request to the counted app; what it begins and does not wait for is counted too. */
async function send(path: string, fields?: Record<string, string>, headers: Record<string, string> = {}) {
  const init = fields ? { method: "POST", body: new URLSearchParams(fields), headers } : { headers };
  const context = createExecutionContext();
  const reply = await app.fetch(new Request(ORIGIN + path, init), env, context);
  await waitOnExecutionContext(context);
  const text = await reply.text();
  return { text, json: text.startsWith("{") ? JSON.parse(text) : undefined };
}

/** One read at the nearest replica. */
const READ = "all at first-unconstrained";
const BATCH = "batch at the primary";
/** One statement on the primary costs what a batch costs. */
const STATEMENT = /^(first|all|run|batch) at the primary$/;

let alice: Enrolled;
beforeAll(async () => {
  alice = await enrolledUser("alice");
});

describe("an enrolment costs one round trip a step, and no object", () => {
  it("at POST /token/init, the caller's right checked in it", async () => {
    const { json } = await send("/token/init", { type: "tiqr", user: "bob", pin: "1234" }, await admin());
    expect(json.result.value).toBe(true);
    expect([database, objects]).toEqual([[BATCH], []]);
  });

  it("at GET metadata and at POST enrollment", async () => {
    const link: string = (await initToken({ user: "carol" })).json.detail.tiqrenroll.value;
    const { json } = await send(link.slice(`tiqrenroll://${ORIGIN}`.length));
    expect(json.identity.identifier).toBe("carol_realm1");
    expect([database, objects]).toEqual([[BATCH], []]);

    database = [];
    const path = json.service.enrollmentUrl.slice(ORIGIN.length);
    expect((await send(path, { secret: "ab".repeat(32), operation: "register" })).text).toBe("OK");
    expect([database, objects]).toEqual([[BATCH], []]);
  });
});

describe("a check with a PIN", () => {
  it("that is right costs one read at the nearest replica and opens one object", async () => {
    const { json } = await send("/validate/check", { user: "alice", pass: "1234" });
    expect(json.result.authentication).toBe("CHALLENGE");
    expect([database, objects]).toEqual([[READ], ["open"]]);
  });

  it("that is right by serial costs the same", async () => {
    const { json } = await send("/validate/check", { serial: alice.serial, pass: "1234" });
    expect(json.result.authentication).toBe("CHALLENGE");
    expect([database, objects]).toEqual([[READ], ["open"]]);
  });

  const refused: [string, Record<string, string>, Parameters<typeof setRow>[1], string][] = [
    ["a wrong PIN", { user: "alice", pass: "0000" }, {}, "wrong otp pin"],
    ["a locked token", { user: "alice", pass: "1234" }, { failcount: 10 }, "Failcounter exceeded"],
    ["a disabled token", { user: "alice", pass: "1234" }, { active: 0 }, "Token is disabled"],
    ["a revoked token", { user: "alice", pass: "1234" }, { revoked: 1 }, "ERR1007"],
    [
      "a token without phone",
      { user: "alice", pass: "1234" },
      { rollout_state: "clientwait" },
      "Token is not enrolled yet",
    ],
    ["an unknown user", { user: "nobody", pass: "1234" }, {}, "ERR904"],
    ["an unknown serial", { serial: "NOBODY", pass: "1234" }, {}, "could not be found"],
  ];
  it.each(refused)(
    "that is refused for %s costs one batch on the primary more, and no object",
    async (_, fields, columns, message) => {
      const { active, revoked, failcount, rollout_state } = await rowOf(alice.serial);
      if (Object.keys(columns).length > 0) await setRow(alice.serial, columns);
      const reply = await send("/validate/check", fields);
      await setRow(alice.serial, { active, revoked, failcount, rollout_state });
      expect(reply.text).toContain(message);
      expect([database, objects]).toEqual([[READ, BATCH], []]);
    },
  );

  it("rewrites a hash that is too cheap, after the reply, in one statement", async () => {
    const dear = await buildApp({ ...env, PIN_ITERATIONS: "2000", DB: watchedDatabase(env.DB, counting) });
    const context = createExecutionContext();
    const body = new URLSearchParams({ user: "alice", pass: "1234" });
    const before = await rowOf(alice.serial);
    await dear.fetch(new Request(`${ORIGIN}/validate/check`, { method: "POST", body }), env, context);
    await waitOnExecutionContext(context);
    expect(database).toEqual([READ, expect.stringMatching(STATEMENT)]);
    const after = await rowOf(alice.serial);
    expect(after).toEqual({ ...before, sealed_pin: after.sealed_pin });
    expect(after.sealed_pin).not.toBe(before.sealed_pin);
    expect((await send("/validate/check", { user: "alice", pass: "1234" })).json.result.authentication).toBe(
      "CHALLENGE",
    );
  });
});

describe("the answer and what follows it", () => {
  const answerOf = (transactionId: string, response: string) =>
    send("/ttype/tiqr", { sessionKey: transactionId, userId: "alice", response, operation: "login" });

  it.each(["right", "wrong"] as const)(
    "a phone's %s answer costs one object, and in it one guarded statement",
    async (kind) => {
      const login = await trigger(alice);
      await watchDatabaseOf(login.transactionId, counting);
      expect((await answerOf(login.transactionId, login[kind])).text).toBe(
        kind === "right" ? "OK" : "INVALID_RESPONSE:9",
      );
      await asAdmin("POST", `/token/reset/${alice.serial}`);
      expect([database, objects]).toEqual([[expect.stringMatching(STATEMENT)], ["answer"]]);
    },
  );

  it("a poll costs one object and no database, in every state", async () => {
    const [open, done] = [await trigger(alice), await answered(alice)];
    for (const [{ transactionId }, status] of [
      [open, "pending"],
      [done, "accept"],
    ] as const) {
      await watchDatabaseOf(transactionId, counting);
      const { json } = await send(`/validate/polltransaction?transaction_id=${transactionId}`);
      expect(json.detail.challenge_status).toBe(status);
    }
    expect([database, objects]).toEqual([[], ["state", "state"]]);
  });

  it("a check with a transaction_id that is not answered costs the same as a poll", async () => {
    const { transactionId } = await trigger(alice);
    await watchDatabaseOf(transactionId, counting);
    const { json } = await send("/validate/check", { user: "alice", transaction_id: transactionId });
    expect(json.detail.message).toBe("Response did not match the challenge.");
    expect([database, objects]).toEqual([[], ["finalize"]]);
  });

  it("a check with a transaction_id that is answered costs one object, and in it one batch", async () => {
    const { transactionId } = await answered(alice);
    await watchDatabaseOf(transactionId, counting);
    expect((await send("/validate/check", { user: "alice", transaction_id: transactionId })).json.result.value).toBe(
      true,
    );
    expect([database, objects]).toEqual([[BATCH], ["finalize"]]);
  });

  it("a made-up transaction_id costs nothing at all", async () => {
    for (const id of ["12345678901234567890", "x"]) {
      await send(`/validate/polltransaction?transaction_id=${id}`);
      await send("/validate/check", { user: "alice", transaction_id: id });
      await answerOf(id, "12345678");
    }
    expect([database, objects]).toEqual([[], []]);
  });
});
