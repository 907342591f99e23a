// npm run soak [-- --minutes N]: sends people, guessers, visitors of applications, operators and
// nonsense at the limit of this machine for N minutes (default 1), to a service with two databases,
// a Queue, and a receiver of all its events. Then it checks that everything the service shows, has
// sent and has left agrees with what it acknowledged. Exit code 0 if all holds, else 1. For Linux.
// Options: --minutes N, --parallel N (clients of each kind, default 4), --opens N (most logins
// opened in a second), --trail (an old trail goes into R2 meanwhile).

import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { argumentsOrEnd, countIn } from "../scripts/lib/arguments.ts";
import { inProject } from "../scripts/lib/project.ts";
import { Service } from "../scripts/lib/service-client.ts";
import { startServer } from "../scripts/serve/start-server.ts";
import { ARCHIVE_ENV, checkEveryNumber, checkParts, seedOldTrail } from "./soak/archive.ts";
import { guesser, nuisance, stranger } from "./soak/attackers.ts";
import {
  checkCounters,
  checkCounts,
  checkObjects,
  checkProcess,
  checkRun,
  checkTrail,
  type SoakFinding,
} from "./soak/checks.ts";
import { SoakCrew, type SoakWork } from "./soak/crew.ts";
import { Ledger } from "./soak/ledger.ts";
import { DOMAIN, knowing, SERVICE_URL } from "./soak/names.ts";
import { importer, watcher } from "./soak/operators.ts";
import { doubter, insister, latecomer, poller } from "./soak/people.ts";
import { SoakReceiver } from "./soak/receiver.ts";
import { guest, reader, registerClients } from "./soak/visitors.ts";
import { ProcessWatch } from "./soak/watch.ts";

const options = {
  minutes: { type: "string", default: "1" },
  parallel: { type: "string", default: "4" },
  opens: { type: "string", default: "150" },
  trail: { type: "boolean", default: false },
} as const;
/** A part of a minute, too. */
function minutesIn(text: string): number {
  if (!(Number(text) > 0)) throw new Error("--minutes must be a number above 0.");
  return Number(text);
}

const { minutes, parallel, opensPerSecond, trail } = argumentsOrEnd(
  "Usage: npm run soak [-- --minutes N] [--parallel N] [--opens N] [--trail]",
  { options },
  ({ values }) => ({
    minutes: minutesIn(values.minutes),
    parallel: countIn("--parallel", values.parallel),
    opensPerSecond: countIn("--opens", values.opens),
    trail: values.trail,
  }),
);

/**
 * Short enough for logins to expire during the run, and longer than a login takes on a busy
 * machine.
 */
const VALIDITY_SECONDS = 10;
const validityMs = VALIDITY_SECONDS * 1000;
/** workerd closes an object's files when it has not been used for this long. */
const IDLE_MS = 15_000;
/** workerd says on a busy machine that an alarm was set anew while the earlier one came. */
const LATE_ALARM = /^NOSENTRY SQLite alarm overdue, running despite AlarmManager mismatch.*\n*/gm;

const state = mkdtempSync(join(tmpdir(), "tiqr-edge-soak-"));
const password = randomBytes(18).toString("base64url");
const env = {
  // A guesser must stay locked out for the rest of the run, so no lock opens by itself.
  FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: "0",
  MASTER_KEY: randomBytes(32).toString("base64"),
  BOOTSTRAP_ADMIN: `admin:${password}`,
  CHALLENGE_VALIDITY_SECONDS: String(VALIDITY_SECONDS),
  PIN_ITERATIONS: "1000",
  // The guessers all come from one address and must reach the locks, so rate limits are off.
  RATE_LIMITS: "off",
  PUBLIC_URL: SERVICE_URL,
  FORWARD_AUTH_DOMAIN: DOMAIN,
  SHARD_SLOTS: "DB_1=80-ff",
  EVENTS_QUEUE: "soak-events",
  WEBHOOK_ALLOW_PRIVATE: "on",
  ...(trail && ARCHIVE_ENV),
};
const databases = 2;
const ledger = new Ledger();
const many = (kind: (user: string) => SoakWork, at: number): SoakWork[] =>
  Array.from({ length: parallel }, (_, n) => kind(`${kind.name || "visitor"}${at}-${n}`));

const counted =
  (fetchOver: typeof fetch): typeof fetch =>
  async (input, init) => {
    const response = await fetchOver(input, init);
    ledger.replied(response.status, init?.method ?? "GET", new URL(String(input)).pathname);
    return response;
  };

async function soak(): Promise<SoakFinding[]> {
  if (trail) await seedOldTrail(state, env, minutes);
  const beganMs = Date.now();
  const server = await startServer({ state, env });
  const findings: SoakFinding[] = [];
  const receiver = new SoakReceiver(join(state, "events.jsonl"));
  const watch = new ProcessWatch(Number(readFileSync(join(state, "workerd.pid"), "utf8")));
  try {
    const service = new Service(SERVICE_URL, counted(knowing(server.origin)));
    await service.signIn("admin", password);
    await receiver.listen(service);
    const crew = new SoakCrew(service, ledger, { validityMs, endMs: Date.now() + minutes * 60_000, opensPerSecond });
    const visitors = reader(await registerClients(crew));
    const kinds = [poller, insister, latecomer, doubter, guesser, stranger, guest, visitors];
    const works = [...kinds.flatMap(many), nuisance, nuisance, importer("imported"), watcher];
    console.log(
      `${works.length} clients at ${server.origin} for ${minutes} min, at most ${opensPerSecond} logins a second`,
    );
    await Promise.all(works.map((work) => work(crew)));
    watch.stop();
    findings.push(
      ...checkRun(ledger),
      await checkCounters(service, ledger),
      await checkTrail(service, ledger, beganMs),
    );
    if (trail) findings.push(await checkEveryNumber(service, databases));
    await receiver.settled(service);
    findings.push(receiver.check(databases));
    await sleep(validityMs + IDLE_MS);
    findings.push(...checkProcess(watch));
  } finally {
    receiver.stop();
    watch.stop();
    await server.stop();
  }
  findings.push(...checkObjects(state, ledger, validityMs, Date.now()), checkCounts(state, ledger));
  if (trail) findings.push(checkParts(state, minutes));
  const log = server.log().replace(LATE_ALARM, "");
  findings.push({ holds: log === "", text: `the server logged nothing${log.slice(0, 2000)}` });
  findings.push(verified([]), verified(["--events", receiver.file]));
  return findings;
}

/** Runs `npm run audit:verify` on the state folder. */
function verified(options: readonly string[]): SoakFinding {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [inProject("packages/commands/audit-verify.ts"), "--state", state, ...options],
    { env: { ...process.env, ...env }, encoding: "utf8" },
  );
  return { holds: status === 0, text: `audit:verify ${options[0] ?? ""}: ${(stdout + stderr).trim()}` };
}

try {
  const findings = await soak();
  for (const { holds, text } of findings) console.log(`${holds ? "holds" : "FAILS"}  ${text}`);
  if (!findings.every(({ holds }) => holds)) process.exitCode = 1;
} catch (error) {
  console.log(`FAILS  the run broke off${ledger.faults.map((fault) => `; ${fault}`).join("")}`);
  console.error(error);
  process.exitCode = 1;
} finally {
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
}
// If the run broke off, some clients may still be at work: do not wait for them.
process.exit();
