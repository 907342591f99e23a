// npm run bench: measures each step of a login over HTTP, against the real worker on this machine.
// Machines differ and are noisy, so it also shows each step as a multiple of a bare round trip (GET /health) of the same run.
// Options: --logins N (default 200), --parallel N (default 1).

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Phone } from "../phone/phone.ts";
import { startServer } from "../scripts/lib/start-server.ts";
import type { Bytes } from "../src/lib/bytes.ts";

const { values } = parseArgs({
  options: { logins: { type: "string", default: "200" }, parallel: { type: "string", default: "1" } },
});
const [logins, parallel] = [Number(values.logins), Number(values.parallel)];

const steps = ["bare round trip", "check with PIN", "poll", "phone's answer", "finalize"] as const;
type Step = (typeof steps)[number];
const times = new Map<Step, number[]>(steps.map((step) => [step, []]));

async function timed<T>(step: Step, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  times.get(step)?.push(performance.now() - begun);
  return result;
}

// biome-ignore lint/suspicious/noExplicitAny: a benchmark reads replies freely
async function ask(url: string, fields?: Record<string, string>, headers: Record<string, string> = {}): Promise<any> {
  const init = fields ? { method: "POST", body: new URLSearchParams(fields), headers } : { headers };
  return (await fetch(url, init)).json();
}

async function worker(origin: string, headers: Record<string, string>, user: string, rounds: number): Promise<void> {
  const phone = new Phone({
    fetch,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
    protocol: 2,
    accounts: [],
  });
  const init = await ask(`${origin}/token/init`, { type: "tiqr", user, pin: "1234" }, headers);
  await phone.enroll(init.detail.tiqrenroll.value);
  for (let round = 0; round < rounds; round++) {
    await timed("bare round trip", () => ask(`${origin}/health`));
    const { detail } = await timed("check with PIN", () => ask(`${origin}/validate/check`, { user, pass: "1234" }));
    const id = detail.transaction_id;
    await timed("poll", () => ask(`${origin}/validate/polltransaction?transaction_id=${id}`));
    const told = await timed("phone's answer", () => phone.login(detail.attributes.value));
    const done = await timed("finalize", () => ask(`${origin}/validate/check`, { user, transaction_id: id, pass: "" }));
    if (told.told !== "logged-in" || done.result.value !== true) throw new Error("a login was not accepted");
  }
}

const state = mkdtempSync(join(tmpdir(), "tiqr-edge-bench-"));
const password = randomBytes(18).toString("base64url");
const env = { MASTER_KEY: randomBytes(32).toString("base64"), BOOTSTRAP_ADMIN: `admin:${password}` };
const server = await startServer({ state, env });
try {
  const auth = await ask(`${server.origin}/auth`, { username: "admin", password });
  const headers = { "PI-Authorization": auth.result.value.token };
  await worker(server.origin, headers, "warm-up", 20);
  for (const list of times.values()) list.length = 0;
  const begun = performance.now();
  const rounds = Math.ceil(logins / parallel);
  await Promise.all(Array.from({ length: parallel }, (_, n) => worker(server.origin, headers, `user${n}`, rounds)));
  const seconds = (performance.now() - begun) / 1000;

  const quantile = (list: readonly number[], q: number): number =>
    [...list].sort((a, b) => a - b)[Math.floor(q * (list.length - 1))] ?? 0;
  const bare = quantile(times.get("bare round trip") ?? [], 0.5);
  console.log(
    `${rounds * parallel} logins, ${parallel} at a time: ${((rounds * parallel) / seconds).toFixed(0)} a second\n`,
  );
  console.log("step              p50 ms   p95 ms   p50 as a multiple of the bare round trip");
  for (const [step, list] of times) {
    const [p50, p95] = [quantile(list, 0.5), quantile(list, 0.95)];
    console.log(
      `${step.padEnd(16)} ${p50.toFixed(1).padStart(7)}  ${p95.toFixed(1).padStart(7)}   ${(p50 / bare).toFixed(1).padStart(5)}`,
    );
  }
} finally {
  await server.stop();
  rmSync(state, { recursive: true, force: true });
}
