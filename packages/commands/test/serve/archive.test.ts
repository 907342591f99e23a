// The archive of `npm run serve`: a real server moves old rows to the bucket in its state folder,
// is killed, and goes on; and the commands on what it leaves.
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Service } from "../../../../scripts/lib/service-client.ts";
import { headStorage } from "../../../../scripts/state/local-database.ts";
import { bucketFile, objectFile } from "../../../../scripts/state/object-files.ts";
import { openSqlite } from "../../../../scripts/state/sqlite.ts";
import { readWranglerToml } from "../../../../scripts/state/worker-options.ts";
import { entryOf } from "../../../../src/core/audit/audit.ts";
import { eventMessage } from "../../../../src/core/webhooks/message.ts";
import { fromBase64 } from "../../../../src/lib/bytes.ts";
import { makeCheckpoints } from "../../../../src/storage/audit/checkpoints/checkpoint.ts";
import { advanceHead, readHead } from "../../../../src/storage/audit/checkpoints/head.ts";
import { INSERT_ROWS } from "../../../../src/storage/audit/row.ts";
import { signRow } from "../../../../src/storage/audit/signature.ts";
import { rowsBehind } from "../../../../src/storage/audit/store.ts";
import { loadKeyring } from "../../../../src/storage/keys/keyring-cache.ts";
import { statement } from "../../../../src/storage/sql/sql.ts";
import { MortalServer } from "../../../../test/serve/support/mortal-server.ts";
import { MASTER_KEY, run, start, tamper } from "../../../../test/serve/support/state.ts";
import { withStates } from "../../../../test/serve/support/states.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { callAt } from "../../../../test/support/call-at.ts";
import { TiqrManagement } from "../../../client/index.js";
import { onDatabase } from "../../database/database.ts";
import { ACCOUNT_CHECKS, type AccountSite } from "../../verify-deployment/account-checks.ts";
import { rawAsk } from "../../verify-deployment/raw-ask.ts";
import { RemoteDatabases } from "./remote/remote-databases.ts";

const DAY_MS = 24 * 3600 * 1000;
const TRAIL = { TRAIL: "trail" };
const other = btoa("another key of thirty-two bytes!");
const copy = withStates();
const server = new MortalServer();
/** The database before any row has left it. */
const backup = mkdtempSync(join(tmpdir(), "archive-test-"));
/** The folder as the killed server has left it, with rows 1 to 1000 in a part. */
let left = "";
/**
 * What a receiver of events has got of the rows 990 to 1010, which no longer are all in the
 * database.
 */
let messages: string[] = [];

/** Old rows, as a service leaves them: 3500, of which the newest 2500 stay in the database. */
async function makeOld(folder: string): Promise<void> {
  tamper(folder, "DELETE FROM audit; UPDATE sqlite_sequence SET seq = 0 WHERE name = 'audit'");
  const keyring = await loadKeyring([fromBase64(MASTER_KEY) ?? new Uint8Array()]);
  const sqlite = openSqlite(objectFile(folder, readWranglerToml().name as string, "AuditHead", "head"));
  const heads = {
    read: async () => readHead(headStorage(sqlite)),
    advance: async (...[from, to]: Parameters<typeof advanceHead> extends [unknown, ...infer Rest] ? Rest : never) =>
      advanceHead(headStorage(sqlite), from, to),
  };
  await onDatabase({ kind: "state", folder }, async (db) => {
    for (let begin = 0; begin < 3500; begin += 500) {
      const atMs = Date.now() - 100 * DAY_MS + begin;
      const of = (n: number) => ({ success: true, event: "LOGIN_SUCCESS", user: `user${n % 9}`, realm: "r" }) as const;
      const rows = await Promise.all(
        Array.from({ length: 500 }, (_, n) => signRow(keyring, entryOf(callAt(atMs + n), of(n)))),
      );
      await statement(db, INSERT_ROWS, { rows: JSON.stringify(rows) }).run();
      await makeCheckpoints(db, keyring, heads, atMs + 499);
    }
    messages = (await rowsBehind(db, keyring, 989, 21)).map((entry) => eventMessage("DB", entry).body);
  });
  sqlite.close();
}

beforeAll(async () => {
  cpSync(copy(), server.folder, { recursive: true });
  await makeOld(server.folder);
  cpSync(join(server.folder, "d1"), backup, { recursive: true });
  await server.start(TRAIL);
});
afterAll(() => {
  server.remove();
  rmSync(backup, { recursive: true });
});

const parts = async () => (await server.service.asAdmin("GET", "/audit/parts")).json.result.value.parts;
const verify = (folder: string, ...more: string[]) => run("audit-verify", ["--state", folder, ...more]);
const spoiled = () => {
  const folder = copy();
  rmSync(folder, { recursive: true });
  cpSync(left, folder, { recursive: true });
  return folder;
};

/** What verify:deployment says of the archive. */
async function lookFromOutside(service: Service) {
  const apiKey: string = (await service.postAsAdmin("/accounts/root/keys", {})).json.result.value.key;
  const site = {
    manage: new TiqrManagement({ baseUrl: service.origin, apiKey }),
    askAsAccount: (path: string) => rawAsk(new URL(path, service.origin), { headers: { "X-API-Key": apiKey } }),
  };
  return ACCOUNT_CHECKS.archive?.(site as AccountSite);
}

it("rows that are old enough are in the folder's bucket when the server has run cron, and are there after kill -9", async () => {
  const made = await parts();
  expect(made).toMatchObject([{ first: 1, last: 1000, rows: 1000 }]);
  await server.killAndStart(TRAIL);
  expect(await parts()).toEqual(made);
  const { json } = await server.service.asAdmin("GET", "/audit/verification");
  expect(json.result.value.problems).toEqual([]);
  expect(await lookFromOutside(server.service)).toEqual({
    kind: "ok",
    words: "The newest part arrives as it was recorded: rows 1 to 1000.",
  });
  server.kill();
  left = server.folder;
});

describe("audit:verify", () => {
  it("verifies the whole, the SHA-256 alone, and the bucket without the database", async () => {
    const whole = await verify(left);
    expect(whole).toMatchObject({ code: 0, stderr: "" });
    expect(whole.stdout).toMatch(/^35\d\d rows, \d+ checkpoints, 1 parts: whole\n$/);
    const heads = await verify(left, "--parts", "head");
    expect(heads.stdout).toMatch(/^25\d\d rows, \d+ checkpoints, 1 parts, whose rows were not read: whole\n$/);
    const folder = spoiled();
    rmSync(join(folder, "d1"), { recursive: true });
    expect(await verify(folder, "--bucket")).toEqual({
      code: 0,
      stdout: "DB: 1000 rows, 1 parts: whole\n",
      stderr: "Whether the newest parts are missing, only the database can say.\n",
    });
  });

  it("finds a part that is gone, though its row in the database is there", async () => {
    const folder = spoiled();
    const bucket = openSqlite(bucketFile(folder, "trail"));
    bucket.exec("DELETE FROM _mf_objects WHERE key LIKE 'DB/part/%'");
    bucket.close();
    const gone = { code: 1, stdout: "part 1–1000: its object is gone\n" };
    expect(await verify(folder)).toMatchObject(gone);
    rmSync(join(folder, "r2"), { recursive: true });
    expect((await verify(folder, "--parts", "head")).stdout.split("\n")).toEqual([
      "part 1–1000: its object is gone",
      "part 1–1000: its index is gone",
      "",
    ]);
  });

  it("finds a file that was changed on the disk", async () => {
    const folder = spoiled();
    for (const file of globSync(join(folder, "r2/trail/blobs/*"))) {
      const bytes = readFileSync(file);
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    }
    expect(await verify(folder)).toMatchObject({
      code: 1,
      stdout: "part 1–1000: its index was changed\npart 1–1000: its object was changed\n",
    });
    expect(await verify(folder, "--bucket")).toMatchObject({
      code: 1,
      stdout: "DB: part 1–1000: its object was changed\n",
    });
  });

  it("compares what a receiver has got with rows in parts, names included", async () => {
    const folder = spoiled();
    const compare = (lines: readonly string[]) => {
      writeFileSync(join(folder, "events"), lines.join("\n"));
      return verify(folder, "--events", join(folder, "events"));
    };
    expect(await compare(messages)).toEqual({ code: 0, stdout: "21 messages: whole\n", stderr: "" });
    const [first = "", ...others] = messages;
    expect((await compare([first.replace(/user\d/, "eve"), ...others.slice(1)])).stdout.split("\n")).toEqual([
      "message 990: user differ from the trail",
      "row 991 (LOGIN_SUCCESS) was not received",
      "",
    ]);
  });

  it.each([
    [["--parts", "all"], "--parts must be head"],
    [["--parts", "head", "--bucket"], "give one of them"],
    [["--bucket", "--events", "x"], "give one of them"],
  ])("refuses %j", async (args, why) => {
    expect(await verify(left, ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(why) });
  });
});

it("rekey names the parts that need the old key", async () => {
  const env = { MASTER_KEY: other, MASTER_KEY_PREVIOUS: MASTER_KEY };
  const { code, stdout } = await run("rekey", ["--state", spoiled()], { env });
  expect([code, stdout]).toEqual([0, expect.stringMatching(/\(MASTER_KEY_PREVIOUS\): .* checkpoints, 1 part\n/)]);
  expect(stdout).toContain(" 1 part of the archive cannot be read or searched without it. Keep a copy");
});

it("a server without the bucket keeps its rows, and says that it has none", async () => {
  const unbound = await start(spoiled());
  const service = new Service(unbound.origin);
  await service.signIn("root", ADMIN_PASSWORD);
  const health = (await service.request(`${unbound.origin}/health`)).json;
  const found = await lookFromOutside(service);
  await unbound.stop();
  expect(health).toMatchObject({ status: "ok", housekeeping: "ok" });
  expect(found).toEqual({ kind: "WRONG", words: expect.stringContaining("none is bound as TRAIL") });
});

it("a restored database of before the part finds it again, with another object for its heads", async () => {
  const folder = spoiled();
  rmSync(join(folder, "d1"), { recursive: true });
  cpSync(backup, join(folder, "d1"), { recursive: true });
  const env = { ...TRAIL, AUDIT_HEAD_NAME: "head-2" };
  const restored = await start(folder, { env });
  await restored.stop();
  const verified = await run("audit-verify", ["--state", folder], { env });
  expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining(", 1 parts: whole"), stderr: "" });
});

describe("--remote", () => {
  const remote = new RemoteDatabases();
  let folder = "";
  beforeAll(async () => {
    folder = spoiled();
    await remote.open(folder);
  });
  afterAll(() => remote.close());
  const untold =
    "The newest checkpoint and part were not compared with those that the service holds: GET /audit/verification does that.\n";

  it("reads the deployed bucket, and says what it cannot ask", async () => {
    const { code, stdout, stderr } = await remote.run("audit-verify", [], TRAIL);
    expect({ code, stderr }).toEqual({ code: 0, stderr: untold });
    expect(stdout).toMatch(/^35\d\d rows, \d+ checkpoints, 1 parts: whole\n$/);
    expect(await remote.run("audit-verify", ["--parts", "head"], TRAIL)).toMatchObject({ code: 0, stderr: untold });
    expect((await remote.run("audit-verify", ["--bucket"], TRAIL)).stdout).toBe("DB: 1000 rows, 1 parts: whole\n");
  });

  it("says what is gone there, and refuses to begin where none is bound", async () => {
    const { code, stderr } = await remote.run("audit-verify", []);
    expect([code, stderr]).toEqual([2, expect.stringContaining("1 parts in a bucket, and wrangler.toml binds none")]);
    const bucket = openSqlite(bucketFile(folder, "trail"));
    bucket.exec("DELETE FROM _mf_objects WHERE key LIKE 'DB/part/%'");
    bucket.close();
    expect(await remote.run("audit-verify", [], TRAIL)).toMatchObject({
      code: 1,
      stdout: "part 1–1000: its object is gone\n",
    });
  });
});
