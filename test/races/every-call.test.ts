// Every call to D1 or to a transaction's object in a step of enrolment, login or administration,
// one after the other: it fails, or never answers. The application gets 503 in an envelope, and the
// phone its own word; nothing is half done, and the same step succeeds when the platform is back.

import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { buildApp } from "../../src/index.ts";
import { watchedDatabase, watchedObjects } from "../support/bindings.ts";
import { sessionKeyFor } from "../support/house/names.ts";
import { answered, type EnrolledPerson, enrolledUser, trigger } from "../support/login.ts";
import { checkedByDocument } from "../support/openapi.ts";
import { admin, asAdmin, initToken, ORIGIN, request } from "../support/service.ts";
import { rowsOf } from "../support/storage/rows.ts";

interface Step {
  /** Makes the request in a fresh situation. */
  readonly begin: () => Promise<() => Request>;
  readonly phone?: string;
  /** Part of every successful reply. */
  readonly done: string | RegExp;
}

let headers: Record<string, string>;
let person: EnrolledPerson;
let count = 0;
beforeAll(async () => {
  headers = await admin();
});
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const post = (path: string, fields: Record<string, string>) => () =>
  new Request(ORIGIN + path, { method: "POST", body: new URLSearchParams(fields), headers });
const begun = async () => {
  const { value } = (await initToken({ user: `new${count}`, serial: `NEW${count}` })).json.detail.tiqrenroll;
  return value.slice(`tiqrenroll://${ORIGIN}`.length) as string;
};

const STEPS: Record<string, Step> = {
  "an init": {
    begin: async () => post("/token/init", { type: "tiqr", user: `made${count}`, serial: `MADE${count}` }),
    done: '"serial":"MADE',
  },
  "the metadata": {
    begin: async () => {
      const path = await begun();
      return () => new Request(ORIGIN + path);
    },
    done: '"ocraSuite"',
  },
  "the secret": {
    begin: async () => {
      const { service } = (await request(await begun())).json;
      return post(service.enrollmentUrl.slice(ORIGIN.length), { secret: "ab".repeat(32), operation: "register" });
    },
    phone: "ENROLLMENT_REFUSED",
    done: /^OK$/,
  },
  "a right PIN": {
    begin: async () => post("/validate/check", { user: person.user, pass: person.pin }),
    done: '"CHALLENGE"',
  },
  "a wrong PIN": {
    begin: async () => post("/validate/check", { user: person.user, pass: "wrong" }),
    done: "wrong otp pin",
  },
  "a trigger": {
    begin: async () => post("/validate/triggerchallenge", { user: person.user }),
    done: '"CHALLENGE"',
  },
  "an answer": {
    begin: async () => {
      const login = await trigger(person);
      const sent = {
        sessionKey: await sessionKeyFor(login.transactionId),
        userId: `${person.user}_realm1`,
        response: login.right,
      };
      return post("/ttype/tiqr", { ...sent, operation: "login" });
    },
    phone: "INVALID_REQUEST",
    done: /^OK$/,
  },
  "a finalize": {
    begin: async () => {
      const { transactionId } = await answered(person);
      return post("/validate/check", { user: person.user, transaction_id: transactionId });
    },
    done: '"ACCEPT"',
  },
  disabling: { begin: async () => post("/token/disable", { serial: person.serial }), done: '"value":1' },
  "a new PIN": {
    begin: async () => post("/token/setpin", { serial: person.serial, otppin: "5678" }),
    done: '"value":1',
  },
  "stopping a phone": {
    begin: async () => post("/token/enrollmentlink", { serial: person.serial, stop: "true" }),
    done: '"undo":',
  },
  "an undo": {
    begin: async () => {
      const { undo } = (await asAdmin("POST", "/token/setrandompin", { serial: person.serial })).json.detail;
      return post(`/user/realm1/${person.user}/undo/${undo}`, {});
    },
    done: '"value":1',
  },
  "withdrawing a link": {
    begin: async () => {
      const { id } = (await asAdmin("POST", "/token/enrollmentlink", { user: person.user })).json.detail;
      return () => new Request(`${ORIGIN}/token/enrollmentlink/${id}`, { method: "DELETE", headers });
    },
    done: '"value":1',
  },
  cancelling: {
    begin: async () => {
      const { transactionId } = await trigger(person);
      return () =>
        new Request(`${ORIGIN}/token/challenges/transaction/${transactionId}`, { method: "DELETE", headers });
    },
    done: '"deleted":1',
  },
};

type Failure = () => Promise<never>;
const FAILURES: Record<string, Failure> = {
  fails: () => Promise.reject(new Error("away")),
  "never answers": () => new Promise(() => {}),
};

/**
 * The service, whose call number `failing` to D1 or to an object fails. Returns the calls before
 * its reply, and the reply.
 */
async function withFailing(failing: number, failure: Failure, toSend: Request) {
  let [calls, failed] = [0, false];
  const trip = (next: () => Promise<unknown>) => {
    if (++calls !== failing) return next();
    failed = true;
    return failure();
  };
  const DB = watchedDatabase(env.DB, (_, next) => trip(next));
  const TRANSACTION = watchedObjects(env.TRANSACTION, (_, next) => trip(next));
  const ENROLLMENT = watchedObjects(env.ENROLLMENT, (_, next) => trip(next));
  const app = await buildApp({ ...env, DB, TRANSACTION, ENROLLMENT });
  const context = createExecutionContext();
  const reply = await checkedByDocument(toSend, await app.fetch(toSend, env, context));
  const told = { status: reply.status, text: await reply.text(), failed };
  // A call that never answers would be waited for.
  if (!failed || failure === FAILURES.fails) await waitOnExecutionContext(context).catch(() => {});
  return told;
}

/** Every row, except those of the audit trail and of the list of open transactions. */
const stored = async () =>
  JSON.stringify([await rowsOf("token"), await rowsOf("user"), await rowsOf("enrollment_link")]);

describe.each(Object.entries(FAILURES))("a call that %s", (name, failure) => {
  it.each(Object.entries(STEPS))("in %s leaves nothing half done, and the step may be tried again", async (_, step) => {
    let refusals = 0;
    for (let failing = 1; ; failing++) {
      person = await enrolledUser(`person${++count}`);
      const make = await step.begin();
      const before = await stored();
      if (name === "never answers") vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const asked = withFailing(failing, failure, make());
      if (name === "never answers") await vi.advanceTimersByTimeAsync(60_000);
      const { status, text, failed } = await asked;
      vi.useRealTimers();
      if (!failed) {
        // By now every call has failed once.
        expect(refusals).toBeGreaterThan(0);
        expect(text).toMatch(step.done);
        return;
      }
      // Work after the reply (an audit row, the list) makes nothing fail.
      if (text.match(step.done)) continue;
      refusals++;
      if (step.phone) expect([status, text]).toEqual([200, step.phone]);
      else expect([status, JSON.parse(text).result.error.code]).toEqual([503, 503]);
      expect(await stored()).toBe(before);
      const again = await withFailing(0, failure, make());
      expect(again.text).toMatch(step.done);
    }
  });
});
