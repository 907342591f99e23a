// `--remote`: the deployed databases, by D1's own wire and under its limits. What Cloudflare does
// before the first query (./preload.mjs) is not here.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { writePrivacyIdeaTokens } from "../../../../../bench/import/users.ts";
import { MASTER_KEY } from "../../../../../test/serve/support/state.ts";
import { withStates } from "../../../../../test/serve/support/states.ts";
import { openFernet, readFernetKey } from "../../../import/crypt/fernet.ts";
import { databaseOf } from "../import/database-of.ts";
import { RemoteDatabases } from "./remote-databases.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const TOKENS = 2500;
const copy = withStates();
let folder = "";
let state = "";
const remote = new RemoteDatabases();
beforeAll(async () => {
  state = copy();
  folder = mkdtempSync(join(tmpdir(), "remote-test-"));
  await remote.open(state);
});
afterAll(async () => {
  await remote.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const writes = () => remote.asked.filter(({ queries }) => queries.some(({ sql }) => /INSERT INTO token /.test(sql)));

describe("an import into the deployed database", () => {
  let args: string[] = [];
  let secrets: string[] = [];
  const importing = async (...more: string[]) => {
    remote.asked.length = 0;
    const env = { TIQR_SERVICE_IDENTIFIERS_ALSO: "pi.example.org" };
    const ran = await remote.run("import", [...args, ...more, "--json"], env);
    return { ...ran, sums: ran.stdout === "" ? undefined : JSON.parse(ran.stdout) };
  };
  beforeAll(() => {
    const { file, keyFile } = writePrivacyIdeaTokens(folder, TOKENS, true);
    const of = ["--from", "privacyidea-pi", "--service-identifier", "pi.example.org"];
    args = [file, ...of, "--key-file", keyFile];
    const key = readFileSync(keyFile, "latin1");
    const plain = openFernet(readFileSync(file, "latin1"), readFernetKey(key) ?? expect.fail("no key"));
    secrets = [MASTER_KEY, key, ...JSON.parse(String(plain)).map(({ otpkey }: { otpkey: string }) => otpkey)];
  });

  it("is tried without a write", async () => {
    const { code, stderr, sums } = await importing();
    expect([code, sums]).toMatchObject([0, { applied: false, read: TOKENS, token: TOKENS }]);
    expect(stderr).toBe("");
    const sql = remote.asked.flatMap(({ queries }) => queries.map((query) => query.sql));
    expect(sql.filter((each) => /\b(INSERT|UPDATE|DELETE)\b/.test(each))).toEqual([]);
  });

  /** What the run that breaks off has written. */
  let written = 0;

  it("that breaks off in the middle has written whole batches, and says so in a line", async () => {
    remote.fails = () => writes().length === 2;
    const { code, stdout, stderr } = await importing("--apply");
    remote.fails = () => false;
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toBe("The deployed database cannot be used: D1_ERROR: internal error\n");
    written = (databaseOf(state, "SELECT count(*) AS n FROM token") as { n: number }[])[0]?.n ?? 0;
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(TOKENS);
    expect(databaseOf(state, "SELECT sum(count) AS n FROM audit WHERE action = 'npm run import'")).toEqual([
      { n: written },
    ]);
  });

  it("goes on with the next run, in batches that D1 takes, each sealed before it leaves", async () => {
    const { code, stdout, stderr, sums } = await importing("--apply");
    expect([code, sums]).toMatchObject([0, { token: TOKENS - written, unchanged: written, refused: 0 }]);
    expect(databaseOf(state, "SELECT count(*) AS n, count(DISTINCT serial) AS serials FROM token")).toEqual([
      { n: TOKENS, serials: TOKENS },
    ]);
    expect(writes().length).toBeGreaterThan(1);
    const told = [JSON.stringify(remote.asked), stdout, stderr].join();
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  });

  it("and an export of it", async () => {
    const [file, keyFile] = [join(folder, "back.pi"), join(folder, "back.key")];
    const { code, stdout } = await remote.run("export", [file, "--format", "privacyidea-pi", "--key-file", keyFile]);
    expect([code, stdout]).toEqual([0, `exported ${TOKENS} tokens to ${file}, under the key in ${keyFile}\n`]);
  });
});

it("accounts of the deployed service are listed and made", async () => {
  const made = await remote.run("admin", ["add", "helpdesk", "--rights", "tokenlist", "--generate"]);
  expect([made.code, made.stderr]).toEqual([0, ""]);
  expect((await remote.run("admin", ["list"])).stdout).toMatch(/helpdesk[\s\S]*root/);
});

describe("a command that finds no database says so in a line", () => {
  const lineOf = async (script: string, args: string[], answers: number) => {
    remote.asked.length = 0;
    remote.fails = () => remote.asked.length > answers;
    const { code, stderr } = await remote.run(script, args);
    remote.fails = () => false;
    return [code, stderr.replace(/^The newest checkpoint and part were not compared.*\n/, "")];
  };

  it.each<[string, string[], number]>([
    ["admin", ["list"], 1],
    ["rekey", [], 2],
    ["audit-verify", [], 2],
    ["shards", ["verify"], 2],
  ])("%s", async (script, args, code) => {
    for (const answers of [0, 1])
      expect(await lineOf(script, args, answers)).toEqual([
        code,
        "The deployed database cannot be used: D1_ERROR: internal error\n",
      ]);
  });

  it("import, where the map names one that wrangler.toml has not", async () => {
    const { code, stderr } = await remote.run("import", ["x", "--from", "stepup-json"], { SHARD_SLOTS: "DB_1=80-ff" });
    expect([code, stderr]).toEqual([1, "x is no folder.\n"]);
    writeFileSync(join(folder, "anna.json"), "{}");
    const found = await remote.run("import", [folder, "--from", "stepup-json"], { SHARD_SLOTS: "DB_1=80-ff" });
    expect([found.code, found.stderr]).toEqual([1, "wrangler.toml has no database DB_1.\n"]);
  });
});
