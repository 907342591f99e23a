// A backup as docs/deploy.md makes it, by wrangler, restored into an empty database: people,
// accounts and the trail are there.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import { freePort } from "../../../scripts/lib/port.ts";
import { inProject } from "../../../scripts/lib/project.ts";
import { type EnrolledPerson, Service } from "../../../scripts/lib/service-client.ts";
import { databaseIds, readWranglerToml } from "../../../scripts/state/worker-options.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { run, start } from "../support/state.ts";

const folder = mkdtempSync(join(tmpdir(), "backup-test-"));
const backup = join(folder, "backup.sql");
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** A project for wrangler, whose local database is that of the state folder. */
function projectOn(state: string): string {
  const project = `${state}-project`;
  mkdirSync(join(project, ".wrangler/state"), { recursive: true });
  mkdirSync(state, { recursive: true });
  symlinkSync(state, join(project, ".wrangler/state/v3"));
  const id = databaseIds(readWranglerToml()).DB;
  const database = `[[d1_databases]]\nbinding = "DB"\ndatabase_name = "tiqr-edge"\ndatabase_id = "${id}"\n`;
  writeFileSync(join(project, "wrangler.toml"), `name = "backup"\ncompatibility_date = "2026-10-01"\n${database}`);
  return project;
}

const wrangler = (project: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [inProject("node_modules/wrangler/bin/wrangler.js"), "d1", ...args], {
    cwd: project,
    env: {
      ...process.env,
      CI: "true",
      WRANGLER_SEND_METRICS: "false",
      PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
    },
  });

async function withServer<T>(
  state: string,
  port: number,
  env: object,
  work: (service: Service) => Promise<T>,
): Promise<T> {
  const server = await start(state, { port, env: { RATE_LIMITS: "off", ...env } });
  try {
    const service = new Service(server.origin);
    await service.signIn("root", ADMIN_PASSWORD);
    return await work(service);
  } finally {
    await server.stop();
  }
}

async function logIn(service: Service, enrolled: EnrolledPerson): Promise<unknown> {
  const login = await service.trigger(enrolled);
  return [await service.answer(login, login.right), (await service.finalize(login)).json.result.value];
}

it("lets the phone and the administrator in after a restore, and the trail goes on with the next number", async () => {
  const [state, restored] = [join(folder, "state"), join(folder, "restored")];
  const port = await freePort(0);
  const alice = await withServer(state, port, {}, async (service) => {
    const enrolled = await service.enrol("alice");
    expect(await logIn(service, enrolled)).toEqual(["ok", true]);
    return enrolled;
  });
  await wrangler(projectOn(state), "export", "DB", "--local", "--output", backup);
  expect(existsSync(backup)).toBe(true);

  await wrangler(projectOn(restored), "execute", "DB", "--local", "--file", backup);
  // The head of the trail is in an object, and not in the backup.
  const env = { AUDIT_HEAD_NAME: "restored", BOOTSTRAP_ADMIN: "" };
  await withServer(restored, port, env, async (service) => {
    expect(await logIn(service, alice)).toEqual(["ok", true]);
    const { json } = await service.asAdmin("GET", "/audit/?page_size=500&sortorder=asc");
    const numbers = json.result.value.auditdata.map(({ number }: { number: number }) => number);
    expect(numbers).toEqual(numbers.map((_: number, index: number) => index + 1));
  });
  const verified = await run("audit-verify", ["--state", restored], { env });
  expect([verified.code, verified.stderr]).toEqual([0, ""]);
}, 600_000);
