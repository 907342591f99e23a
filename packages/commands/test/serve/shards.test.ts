// `npm run shards` on a state folder of `npm run serve`: users are spread over two databases, and
// log in from both. The next run completes a move that was killed.
import { type ChildProcess, execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inProject } from "../../../../scripts/lib/project.ts";
import { Service } from "../../../../scripts/lib/service-client.ts";
import { MASTER_KEY, onFile, run, start } from "../../../../test/serve/support/state.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { openDatabases } from "../../database/database.ts";

/** A server starts in seconds on a busy machine. */
const LONG = { timeout: 240_000 };
/** More users than a move has copied when it is killed. */
const STORED_USERS = 6000;
/** Half of them in slots from 80 on. */
const users = ["ann", "ben", "gus", "hal"];
const half = { SHARD_SLOTS: "DB_1=80-ff" };

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "shards-test-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const shards = (args: string[], env: Record<string, string> = {}) =>
  run("shards", [...args, "--state", folder], { env });

const usersIn = (name: "DB" | "DB_1"): number =>
  onFile(folder, (sqlite) => Number(sqlite.prepare("SELECT count(*) AS n FROM user").get()?.n), name);

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

const enrolled: Awaited<ReturnType<Service["enrol"]>>[] = [];

it("serve makes the databases of the map, and users are in theirs", LONG, async () => {
  const server = await start(folder, { env: { RATE_LIMITS: "off", ...half } });
  const service = new Service(server.origin);
  await service.signIn("root", ADMIN_PASSWORD);
  for (const user of users) enrolled.push(await service.enrol(user));
  for (const one of enrolled) await logIn(service, one);
  await server.stop();
  const { code, stdout } = await shards(["verify"], half);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^DB: 2 users, 2 tokens\nDB_1: 2 users, 2 tokens\n$/)]);
});

it("a move that is killed with SIGKILL loses nothing, and the next run ends it", LONG, async () => {
  const place = { kind: "state", folder } as const;
  const before = await openDatabases(place, ["DB"]);
  const numbers = JSON.stringify(Array.from({ length: STORED_USERS }, (_, index) => index));
  const [home] = before.all;
  await home?.db
    .prepare("INSERT INTO user (name, realm, created_at_ms) SELECT 'stored' || value, 'other', 1 FROM json_each(?)")
    .bind(numbers)
    .run();
  await before.close();
  let killed = 0;
  for (const moved of [1, STORED_USERS / 4, STORED_USERS / 2]) {
    const env = { ...process.env, MASTER_KEY, ...half };
    const args = [inProject("packages/commands/shards.ts"), "move", "00-ff", "DB", "DB_1", "--state", folder];
    const child = execFile(process.execPath, args, { env });
    const ended = once(child, "close");
    while (isRunning(child) && usersIn("DB_1") < users.length / 2 + moved) await sleep(1);
    child.kill("SIGKILL");
    await ended;
    if (child.signalCode === "SIGKILL" && usersIn("DB") > 0) killed++;
  }
  expect(killed).toBeGreaterThan(0);
  const { code, stderr } = await shards(["move", "00-ff", "DB", "DB_1"], half);
  expect([code, stderr]).toEqual([0, ""]);
  const after = { SHARD_SLOTS: "DB_1=00-ff" };
  expect((await shards(["verify"], half)).code).toBe(1);
  expect(await shards(["verify"], after)).toEqual({
    code: 0,
    stdout: `DB: 0 users, 0 tokens\nDB_1: ${STORED_USERS + users.length} users, ${users.length} tokens\n`,
    stderr: "",
  });
  const server = await start(folder, { env: { RATE_LIMITS: "off", ...after } });
  const service = new Service(server.origin);
  await service.signIn("root", ADMIN_PASSWORD);
  for (const one of enrolled) await logIn(service, one);
  await server.stop();
});

it("the plan names the moves, and the map that they lead to", async () => {
  const { code, stdout } = await shards(["plan", "DB", "DB_1"], { SHARD_SLOTS: "DB_1=00-ff" });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^move 00-[0-9a-f]{2} DB_1 DB\nSHARD_SLOTS="DB_1=[0-9a-f]{2}-ff"\n$/);
});

it("what cannot be read is refused", async () => {
  for (const args of [
    [],
    ["move", "80-ff", "DB"],
    ["move", "x", "DB", "DB_1"],
    ["plan", "DB"],
    ["move", "80", "DB", "OTHER"],
  ])
    expect((await shards(args)).code).toBe(2);
});

async function logIn(service: Service, one: (typeof enrolled)[number]): Promise<void> {
  const login = await service.trigger(one);
  await service.answer(login, login.right);
  expect((await service.finalize(login)).json.result.value).toBe(true);
}
