// npm run soak [-- --minutes N]: sends people, guessers and nonsense at the limit of this machine
// for N minutes (default 1), and then checks that everything the service shows and has left agrees
// with what it acknowledged. Exit code 0 if all holds, else 1. For Linux. Options: --minutes N,
// --parallel N (clients of each kind, default 4), --opens N (most logins opened in a second).

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
import { doubter, insister, latecomer, poller } from "./soak/people.ts";
import { ProcessWatch } from "./soak/watch.ts";

const options = {
  minutes: { type: "string", default: "1" },
  parallel: { type: "string", default: "4" },
  opens: { type: "string", default: "150" },
} as const;
/** A part of a minute, too. */
function minutesIn(text: string): number {
  if (!(Number(text) > 0)) throw new Error("--minutes must be a number above 0.");
  return Number(text);
}

const { minutes, parallel, opensPerSecond } = argumentsOrEnd(
  "Usage: npm run soak [-- --minutes N] [--parallel N] [--opens N]",
  { options },
  ({ values }) => ({
    minutes: minutesIn(values.minutes),
    parallel: countIn("--parallel", values.parallel),
    opensPerSecond: countIn("--opens", values.opens),
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
};
const ledger = new Ledger();
const many = (kind: (user: string) => SoakWork): SoakWork[] =>
  Array.from({ length: parallel }, (_, n) => kind(`${kind.name}${n}`));

const counted: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  ledger.replied(response.status, init?.method ?? "GET", new URL(String(input)).pathname);
  return response;
};

async function soak(): Promise<SoakFinding[]> {
  const server = await startServer({ state, env });
  const findings: SoakFinding[] = [];
  const watch = new ProcessWatch(Number(readFileSync(join(state, "workerd.pid"), "utf8")));
  try {
    const service = new Service(server.origin, counted);
    await service.signIn("admin", password);
    const crew = new SoakCrew(service, ledger, { validityMs, endMs: Date.now() + minutes * 60_000, opensPerSecond });
    const works = [...[poller, insister, latecomer, doubter, guesser, stranger].flatMap(many), nuisance, nuisance];
    console.log(
      `${works.length} clients at ${server.origin} for ${minutes} min, at most ${opensPerSecond} logins a second`,
    );
    await Promise.all(works.map((work) => work(crew)));
    watch.stop();
    findings.push(...checkRun(ledger), await checkCounters(service, ledger), await checkTrail(service, ledger));
    await sleep(validityMs + IDLE_MS);
    findings.push(...checkProcess(watch));
  } finally {
    watch.stop();
    await server.stop();
  }
  findings.push(...checkObjects(state, ledger, validityMs, Date.now()), checkCounts(state, ledger));
  findings.push({ holds: server.log() === "", text: `the server logged nothing${server.log().slice(0, 2000)}` });
  findings.push(verified());
  return findings;
}

/** Runs `npm run audit:verify` on the state folder. */
function verified(): SoakFinding {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [inProject("scripts/audit-verify.ts"), "--state", state],
    { env: { ...process.env, ...env }, encoding: "utf8" },
  );
  return { holds: status === 0, text: `audit:verify: ${(stdout + stderr).trim()}` };
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
