// The clients that administer: jobs on many users and tokens, and what somebody looks at meanwhile.
import { setTimeout as sleep } from "node:timers/promises";
import type { SoakCrew, SoakWork } from "./crew.ts";

const USERS = 40;

/**
 * Imports users, makes a token for each, disables these at once, takes that back, and deletes them.
 */
export const importer =
  (name: string): SoakWork =>
  async (crew) => {
    const { service, ledger } = crew;
    for (let round = 0; !crew.over; round++) {
      const users = Array.from({ length: USERS }, (_, n) => `${name}-${round}-${n}`);
      const csv = `name,e-mail\n${users.map((user) => `${user},${user}@soak.test\n`).join("")}`;
      await finish(crew, "/jobs/users", { csv, dry_run: false, links: "all" }, { made: USERS });
      const serials: string[] = [];
      for (const user of users.slice(0, USERS / 4)) {
        const { json } = await service.init({ user });
        ledger.decided("tokens made");
        serials.push(json.detail.serial);
      }
      const count = serials.length;
      const disabledBy = await finish(crew, "/jobs/tokens", { action: "disable", serials }, { disabled: count });
      await finish(crew, "/jobs/tokens", { action: "enable", disabled_by: disabledBy }, { enabled: count });
      await finish(crew, "/jobs/tokens", { action: "delete", serials }, { deleted: count });
    }
  };

/** Begins a job, waits for its end, and expects these outcomes. Returns the job's id. */
async function finish(crew: SoakCrew, path: string, job: object, outcomes: Record<string, number>): Promise<string> {
  const { service, ledger } = crew;
  const begun = await service.postAsAdmin(path, job);
  const id = begun.json?.result?.value?.id;
  if (id === undefined) throw new Error(`${path} began no job: ${begun.text}`);
  ledger.decided("jobs begun");
  for (;;) {
    const { json } = await service.asAdmin("GET", `/jobs/${id}`);
    const { state, outcomes: counts } = json.result.value;
    if (state !== "waiting" && state !== "running") {
      const holds = Object.entries(outcomes).every(([did, count]) => counts[did] === count);
      ledger.expect(holds, () => `${path} ${JSON.stringify(outcomes)}: ${state} ${JSON.stringify(counts)}`);
      return id;
    }
    await sleep(200);
  }
}

const LOOKS = ["/audit/?page_size=50", "/token/?username=*5*", "/user/?username=*1*", "/audit/statistics", "/metrics"];

/** Looks at lists, numbers and the trail, as consoles and monitors do. */
export const watcher: SoakWork = async (crew) => {
  for (let turn = 0; !crew.over; turn++) {
    const path = LOOKS[turn % LOOKS.length] as string;
    const { status, text } = await crew.service.asAdmin("GET", path);
    crew.ledger.expect(status === 200, () => `${path} was answered with ${status}: ${text.slice(0, 200)}`);
    await sleep(500);
  }
};
