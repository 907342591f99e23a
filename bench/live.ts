// npm run bench:live: measures how soon an application knows that the phone has answered, by a
// waiting poll and by a WebSocket. It shows two times, as p50 and p99:
//   after the OK    from the phone's receipt of the OK until the application knows; below 0, it
//                   knew before the phone
//   from the tap    from the sending of the phone's answer, so including its verification; less a
//                   bare round trip of the same run
// The bare round trip ends in the Worker: ./steps/bare.ts says at which route. For comparison it
// shows one that begins with the first OK of a round: workerd is one thread on this machine and
// also serves D1, so with 50 logins at once all wait for the others' writes. Each way is measured
// with 1 and 8 listeners, and a tenth as often with 50 transactions at once. Options:
//   --rounds N    default 200
//   --url URL     the deployed service there, in place of one on this machine.
//                 BENCH_ADMIN=name:password in the environment is an administrator of it. The
//                 tokens that the run makes are deleted at its end.

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { argumentsOrEnd, countIn } from "../scripts/lib/arguments.ts";
import { type EnrolledPerson, Service, type TestLogin } from "../scripts/lib/service-client.ts";
import { startServer } from "../scripts/serve/start-server.ts";
import { quantile } from "./report/numbers.ts";
import { BARE_PATH } from "./steps/bare.ts";

const { rounds, url } = argumentsOrEnd(
  "Usage: npm run bench:live [-- --rounds N] [--url URL]",
  { options: { rounds: { type: "string", default: "200" }, url: { type: "string" } } },
  ({ values }) => ({ ...values, rounds: countIn("--rounds", values.rounds) }),
);

/**
 * Nothing shows that a poll has begun to wait, so each gets this time. A poll that came after the
 * answer would measure the queue.
 */
const untilWaitingMs = (polls: number): number => 40 + 5 * polls;

/** Begins to listen. `knows` resolves at the change, with its time. */
type Way = (service: Service, login: TestLogin) => Promise<{ readonly knows: Promise<number> }>;

const WAYS: Readonly<Record<string, Way>> = {
  "waiting poll": async (service, { transactionId }) => {
    const knows = service.request(`/validate/polltransaction?transaction_id=${transactionId}&wait=20`).then((reply) => {
      if (reply.json.detail.transaction_state !== "answered") throw new Error(`a poll heard ${reply.text}`);
      return performance.now();
    });
    return { knows };
  },
  WebSocket: async (service, { transactionId }) => {
    const socket = new WebSocket(`${service.origin.replace("http", "ws")}/validate/events/${transactionId}`);
    const [open, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<number>()];
    socket.addEventListener("error", () => open.reject(new Error("no socket")));
    socket.addEventListener("message", ({ data }) => {
      if (JSON.parse(data).state === "open") return open.resolve();
      answered.resolve(performance.now());
      socket.close();
    });
    await open.promise;
    return { knows: answered.promise };
  },
};

interface Times {
  readonly afterOk: number[];
  readonly fromTap: number[];
  readonly meanwhile: number[];
}

const noTimes = (): Times => ({ afterOk: [], fromTap: [], meanwhile: [] });

/** Runs one login of each person, all at once, each with `listeners` listeners. */
async function round(service: Service, way: Way, people: readonly EnrolledPerson[], listeners: number, times: Times) {
  const logins = await Promise.all(people.map((person) => service.trigger(person)));
  const heard = await Promise.all(
    logins.map((login) => Promise.all(Array.from({ length: listeners }, () => way(service, login)))),
  );
  const firstOk = Promise.withResolvers<void>();
  const probed = firstOk.promise.then(() => bareTrip(service)).then((time) => times.meanwhile.push(time));
  await sleep(untilWaitingMs(people.length * listeners));
  await Promise.all(
    logins.map(async (login, index) => {
      const tapped = performance.now();
      const word = await service.answer(login, login.right);
      const ok = performance.now();
      firstOk.resolve();
      if (word !== "ok") throw new Error(`an answer heard ${word}`);
      for (const moment of await Promise.all((heard[index] ?? []).map(({ knows }) => knows))) {
        times.afterOk.push(moment - ok);
        times.fromTap.push(moment - tapped);
      }
    }),
  );
  await probed;
}

async function bareTrip(service: Service): Promise<number> {
  const begun = performance.now();
  await service.request(BARE_PATH);
  return performance.now() - begun;
}

const column = (milliseconds: number): string => milliseconds.toFixed(1).padStart(8);

/** The service that is measured, with its administrator signed in. */
async function begin(): Promise<{ service: Service; end: () => Promise<void> }> {
  if (url !== undefined) {
    const [, name = "", password = ""] = /^([^:]+):(.+)$/s.exec(process.env.BENCH_ADMIN ?? "") ?? [];
    const service = new Service(url);
    await service.signIn(name, password);
    return { service, end: async () => {} };
  }
  const state = mkdtempSync(join(tmpdir(), "tiqr-edge-bench-"));
  const password = randomBytes(18).toString("base64url");
  const env = { MASTER_KEY: randomBytes(32).toString("base64"), BOOTSTRAP_ADMIN: `admin:${password}` };
  const server = await startServer({ state, env });
  const end = async () => {
    await server.stop();
    rmSync(state, { recursive: true, force: true });
  };
  const service = new Service(server.origin);
  await service.signIn("admin", password);
  return { service, end };
}

const { service, end } = await begin();
const people: EnrolledPerson[] = [];
try {
  const run = randomBytes(3).toString("hex");
  for (let index = 0; index < 50; index++) people.push(await service.enrol(`bench-${run}-${index}`));
  const alone = people.slice(0, 1);

  for (let index = 0; index < 50; index++) await bareTrip(service);
  const bareTimes: number[] = [];
  for (let index = 0; index < rounds; index++) bareTimes.push(await bareTrip(service));
  const bare = quantile(bareTimes, 0.5);
  console.log(
    `bare round trip (GET ${BARE_PATH}): p50 ${bare.toFixed(1)} ms, p99 ${quantile(bareTimes, 0.99).toFixed(1)} ms\n`,
  );
  console.log(`${" ".repeat(38)}after the OK    from the tap, less    bare trip meanwhile`);
  console.log(`${" ".repeat(33)}     p50     p99     p50     p99     p50     p99   (ms)`);

  for (const [name, way] of Object.entries(WAYS)) {
    const scenes: [string, readonly EnrolledPerson[], number, number][] = [
      ["1 listener", alone, 1, rounds],
      ["8 listeners", alone, 8, rounds],
      ["50 logins at once", people, 1, Math.ceil(rounds / 10)],
    ];
    for (const [scene, who, listeners, count] of scenes) {
      for (let index = 0; index < 5; index++) await round(service, way, who, listeners, noTimes());
      const times = noTimes();
      for (let index = 0; index < count; index++) await round(service, way, who, listeners, times);
      const fromTap = times.fromTap.map((time) => time - bare);
      const columns = [times.afterOk, fromTap, times.meanwhile].flatMap((list) =>
        [0.5, 0.99].map((q) => column(quantile(list, q))),
      );
      console.log(`${`${name}, ${scene}`.padEnd(33)}${columns.join("")}`);
    }
  }
} finally {
  if (url !== undefined) for (const { serial } of people) await service.asAdmin("DELETE", `/token/${serial}`);
  await end();
}
