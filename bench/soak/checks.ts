// The checks after a soak. Each compares what the service shows, or has left on disk, with the
// ledger.
import { setTimeout as sleep } from "node:timers/promises";
import type { Service } from "../../scripts/lib/service-client.ts";
import { DECISIONS, type Ledger, type LedgerDecision } from "./ledger.ts";
import { countedRefusals, storedLogins } from "./state-folder.ts";
import type { ProcessWatch } from "./watch.ts";

export interface SoakFinding {
  readonly holds: boolean;
  readonly text: string;
}

export const finding = (problems: readonly string[], text: string): SoakFinding => ({
  holds: problems.length === 0,
  text: problems.length === 0 ? text : `${text}; but: ${problems.slice(0, 5).join("; ")}`,
});

/** The TOMBSTONE_MS of src/storage/objects/transaction-object.ts. */
const TOMBSTONE_MS = 10 * 60 * 1000;
/** An alarm removes an object, so around that moment both states are right. */
const ALARM_SLACK_MS = 30_000;
/**
 * In its first 3000 logins workerd grows to between 740 and 770 MB and then stops, which is no
 * leak. So a short run finds only large leaks.
 */
const WARM_MB = 900;
/** The most that memory may grow beyond that, from the middle of a run to its last third. */
const MOST_GROWTH = 1.15;
/**
 * The most descriptors that an idle workerd may hold. It closes an object's about 10 s after the
 * object's last use.
 */
const IDLE_DESCRIPTORS = 500;
/** The longest that a row written after its reply may take. */
const AFTERWORK_MS = 10_000;

export function checkRun({ statuses, faults, expectations, replies }: Ledger): SoakFinding[] {
  const by = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} with ${status}`);
  return [
    finding(
      [...statuses.keys()].filter((status) => status >= 500).map((status) => `a status ${status}`),
      `${replies} replies and no 5xx among them: ${by.join(", ")}`,
    ),
    finding(
      faults,
      `${expectations} expectations during the run: one OK, one ACCEPT, every guess counted, no attacker let in`,
    ),
  ];
}

export async function checkCounters(service: Service, { failures }: Ledger): Promise<SoakFinding> {
  const problems: string[] = [];
  for (const [serial, counts] of failures) {
    const failures = await service.failCountOf(serial);
    const count = Math.max(...Object.values(counts));
    if (failures !== count) problems.push(`${serial}: got ${failures}, expected ${count}`);
  }
  return finding(problems, `the failure counters of ${failures.size} tokens are what was sent and acknowledged`);
}

/** The trail must have as many rows of each kind since then as there were decisions. */
export async function checkTrail(service: Service, { decisions }: Ledger, sinceMs: number): Promise<SoakFinding> {
  const from = new Date(sinceMs).toISOString();
  const countOf = async (filter: Record<string, string>): Promise<number> => {
    // One look examines a part of the trail, and `after` leads to the next.
    for (let [count, after] = [0, ""]; ; ) {
      const query = new URLSearchParams({ ...filter, from, page_size: "1000", ...(after && { after }) });
      const { json, text } = await service.asAdmin("GET", `/audit/?${query}`);
      if (!json?.result?.value) throw new Error(`the trail cannot be read by ${query}: ${text}`);
      count += json.result.value.auditdata.length;
      if (json.result.value.after === null) return count;
      after = json.result.value.after;
    }
  };
  const problems: string[] = [];
  for (const [decision, count] of decisions) {
    let rows = -1;
    // Some rows are written after their reply, so wait for them.
    for (const end = Date.now() + AFTERWORK_MS; rows !== count && Date.now() < end; await sleep(200))
      rows = await countOf(DECISIONS[decision as LedgerDecision]);
    // A wrong response to a locked token has a row, too, but the phone hears that the login is
    // over, so nothing counted it here.
    const fits = decision === "wrong responses" ? rows >= count : rows === count;
    if (!fits) problems.push(`${count} ${decision} were acknowledged, ${rows} have a row`);
  }
  const counts = [...decisions].map(([decision, count]) => `${count} ${decision}`).join(", ");
  return finding(problems, `every decision has one row of audit trail: ${counts}`);
}

/**
 * The run's other requests may be refused for the same reasons, so the counts may be higher than
 * the ledger's.
 */
export function checkCounts(folder: string, { repeatable }: Ledger): SoakFinding {
  const counted = countedRefusals(folder);
  const problems = [...repeatable].flatMap(([reason, least]) => {
    const count = counted.get(reason) ?? 0;
    return count < least ? [`${least} refusals with ${reason} were acknowledged, ${count} are counted`] : [];
  });
  const counts = [...repeatable].map(([reason, count]) => `${count} ${reason}`).join(", ");
  return finding(problems, `every refusal that can be repeated is counted: ${counts}`);
}

export function checkProcess(watch: ProcessWatch): SoakFinding[] {
  const [middle, end] = [watch.residentBetween(0.4, 0.7), watch.residentBetween(0.7, 1)];
  const tenths = Array.from({ length: 10 }, (_, n) => watch.residentBetween(n / 10, (n + 1) / 10));
  const most = Math.max(middle * MOST_GROWTH, WARM_MB);
  const open = Math.max(...watch.samples.map(({ descriptors }) => descriptors));
  const idle = watch.look().descriptors;
  return [
    finding(
      end > most ? ["it grows"] : [],
      `memory of workerd: ${middle} MB in the middle of the run, ${end} MB at its end (at most ${Math.round(most)}; in each tenth: ${tenths.join(" ")})`,
    ),
    finding(
      idle > IDLE_DESCRIPTORS ? ["they stay open"] : [],
      `file descriptors of workerd: at most ${open} during the run, ${idle} when it was idle again (at most ${IDLE_DESCRIPTORS})`,
    ),
  ];
}

/**
 * Looks at the state folder after the server has stopped, at `stoppedAtMs`. Every login has expired
 * by then.
 */
export function checkObjects(
  folder: string,
  { logins }: Ledger,
  validityMs: number,
  stoppedAtMs: number,
): SoakFinding[] {
  const stored = new Map(storedLogins(folder).map((login) => [login.sessionKey, login]));
  const wrong: string[] = [];
  let forgotten = 0;
  for (const [id, { state, openedAtMs, sessionKey }] of logins) {
    const tombstone = stored.get(sessionKey);
    const overForMs = stoppedAtMs - openedAtMs - validityMs - TOMBSTONE_MS;
    if (!tombstone) forgotten++;
    if (!tombstone && overForMs < -ALARM_SLACK_MS) wrong.push(`${id} is gone before its time`);
    if (tombstone && overForMs > ALARM_SLACK_MS) wrong.push(`${id} should be gone and is not`);
    if (tombstone && tombstone.state !== state) wrong.push(`${id}: got ${tombstone.state}, expected ${state}`);
  }
  const acknowledged = new Set([...logins.values()].map(({ sessionKey }) => sessionKey));
  for (const key of stored.keys()) if (!acknowledged.has(key)) wrong.push(`${key} was never acknowledged`);
  const all = [...stored.values()];
  const secret = all.filter(({ hasSecrets }) => hasSecrets).map(({ sessionKey }) => `${sessionKey} has some`);
  const traces = all.flatMap(({ sessionKey, state, traces }) =>
    traces.map((one) => `${sessionKey} (${state}): ${one}`),
  );
  return [
    finding(wrong, `${stored.size} tombstones say how their login ended, ${forgotten} older ones are gone`),
    finding(secret, "no question and no sealed secret is left in an object"),
    finding(traces, "nor in the unused bytes of its file"),
  ];
}
