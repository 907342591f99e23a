// `npm run setup` against a stand-in for wrangler: which commands it runs, what they get, and what
// it writes.
import { statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { unstable_readConfig } from "wrangler";
import { StandIn } from "./stand-in.ts";

const ID = "0f3b1c5e-5a43-4b0e-9a55-0d8d7c1f2b6a";
const PASSWORD = "a long password";
const NOT_FOUND = { code: 1, stderr: '✘ [ERROR] Worker "tiqr-edge" not found.\n' };
const CREATED = { stdout: `✅ Successfully created DB\n[[d1_databases]]\nbinding = "DB"\ndatabase_id = "${ID}"\n` };
const GIVEN = [
  ...["--name", "Example Login", "--url", "login.example.org", "--jurisdiction", "eu"],
  ...["--archive", "no", "--admin", "root"],
];

let at: StandIn;
beforeEach(() => {
  at = new StandIn();
  at.answer({ "wrangler d1 create": CREATED, "wrangler secret list": NOT_FOUND });
});
afterEach(() => at.remove());

const commands = () => at.calls().map(({ command }) => command);
const lines = (text: string) => text.trimEnd().split("\n");
/** The lines of wrangler.toml that are there now, and were not before. */
const added = (before: string) => lines(at.read("wrangler.toml")).filter((line) => !lines(before).includes(line));

// Each run loads wrangler, and some tests have several.
describe("npm run setup", { timeout: 300_000 }, () => {
  it("makes the database where it shall be, writes its id and the address, and puts the secrets by stdin", async () => {
    const before = at.read("wrangler.toml");
    const { code, stdout, stderr } = await at.run("setup", GIVEN, `${PASSWORD}\n`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(commands()).toEqual([
      "wrangler d1 create tiqr-edge --jurisdiction eu",
      "wrangler secret list --env=",
      "wrangler secret put MASTER_KEY --env=",
      "wrangler secret put BOOTSTRAP_ADMIN --env=",
    ]);
    const key = at.read(".master-key.production").trim();
    expect(Buffer.from(key, "base64")).toHaveLength(32);
    expect(statSync(join(at.folder, ".master-key.production")).mode & 0o077).toBe(0);
    expect(at.calls().map(({ stdin }) => stdin)).toEqual(["", "", key, `root:${PASSWORD}`]);
    expect(added(before)).toEqual([
      'routes = [{ pattern = "login.example.org", custom_domain = true }]',
      `database_id = "${ID}"`,
      'PUBLIC_URL = "https://login.example.org"',
      'TIQR_SERVICE_DISPLAY_NAME = "Example Login"',
      'JURISDICTION = "eu"',
    ]);
    for (const secret of [key, PASSWORD]) expect(stdout + commands().join()).not.toContain(secret);
  });

  it("changes nothing of the other installation, nor the other way round", async () => {
    const [, staging = ""] = at.read("wrangler.toml").split("\n[env.staging]\n");
    await at.run("setup", GIVEN, PASSWORD);
    const [top = "", after] = at.read("wrangler.toml").split("\n[env.staging]\n");
    expect(after).toBe(staging);
    at.answer({
      "wrangler d1 create": { stdout: CREATED.stdout.replace(ID, ID.replace("0", "1")) },
      "wrangler secret list": NOT_FOUND,
    });
    await at.run("setup", ["--env", "staging", ...GIVEN, "--url", "try.example.org"], PASSWORD);
    const [untouched, changed = ""] = at.read("wrangler.toml").split("\n[env.staging]\n");
    expect(untouched).toBe(top);
    expect(changed).toContain(`database_id = "${ID.replace("0", "1")}"`);
    expect(changed).toContain('\nPUBLIC_URL = "https://try.example.org"\n');
    expect(changed).toContain('\nroutes = [{ pattern = "try.example.org", custom_domain = true }]\n');
    expect(commands().slice(4)).toEqual([
      "wrangler d1 create tiqr-edge-staging --jurisdiction eu",
      "wrangler secret list --env=staging",
      "wrangler secret put MASTER_KEY --env=staging",
      "wrangler secret put BOOTSTRAP_ADMIN --env=staging",
    ]);
    expect(at.read(".master-key.staging")).not.toBe(at.read(".master-key.production"));
  });

  it("prints each command with --dry-run, and changes nothing", async () => {
    const before = at.read("wrangler.toml");
    const { code, stdout } = await at.run("setup", [...GIVEN, "--dry-run"]);
    expect(code).toBe(0);
    expect(lines(stdout)).toEqual([
      "$ wrangler d1 create tiqr-edge --jurisdiction eu",
      'wrangler.toml, [[d1_databases]]: database_id = "(the id that it prints)"',
      'wrangler.toml, [vars]: PUBLIC_URL = "https://login.example.org"',
      'wrangler.toml, [vars]: TIQR_SERVICE_DISPLAY_NAME = "Example Login"',
      'wrangler.toml, [vars]: JURISDICTION = "eu"',
      'wrangler.toml: routes = [{ pattern = "login.example.org", custom_domain = true }]',
      "$ wrangler secret list --env=",
      "$ wrangler secret put MASTER_KEY --env= < (base64 of 32 random bytes)",
      "$ wrangler secret put BOOTSTRAP_ADMIN --env= < (root:password)",
      "Next: npm run deploy",
    ]);
    expect(at.calls()).toEqual([]);
    expect(at.read("wrangler.toml")).toBe(before);
    expect(at.has(".master-key.production")).toBe(false);
  });

  it("makes the bucket of the archive where the database is, binds it, and says how it is locked", async () => {
    const before = at.read("wrangler.toml");
    const { code, stdout, stderr } = await at.run("setup", [...GIVEN, "--archive", "yes"], PASSWORD);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(commands()[1]).toBe("wrangler r2 bucket create tiqr-edge-trail --jurisdiction eu");
    const bound = '[[r2_buckets]]\nbinding = "TRAIL"\nbucket_name = "tiqr-edge-trail"\njurisdiction = "eu"\n\n';
    expect(at.read("wrangler.toml")).toContain(bound);
    expect([before, at.read("wrangler.toml")].map((text) => text.includes("\n# [[r2_buckets]]\n"))).toEqual([
      true,
      false,
    ]);
    expect(stdout).toContain(
      'npx wrangler r2 bucket lock add tiqr-edge-trail trail "" --retention-days 370 --jurisdiction eu\n',
    );
    const toml = at.read("wrangler.toml");
    const again = await at.run("setup", [...GIVEN, "--archive", "yes", "--admin", "none"]);
    expect(again.stdout).toContain("tiqr-edge-trail is bound as TRAIL in wrangler.toml, so no bucket is made.");
    expect(at.read("wrangler.toml")).toBe(toml);
  });

  it("makes a bucket of its own for staging, and one without a jurisdiction for a service without", async () => {
    // A copy of wrangler.toml from before there were archives has no comment to write over.
    at.write("wrangler.toml", at.read("wrangler.toml").replace(/# \[\[r2_buckets\]\]\n(# \w+ = .*\n)+/, ""));
    const both = [...GIVEN, "--archive", "yes", "--jurisdiction", "none", "--admin", "none"];
    const [top, staging] = [await at.run("setup", both), await at.run("setup", ["--env", "staging", ...both])];
    expect([top.code, staging.code]).toEqual([0, 0]);
    expect(commands().filter((command) => command.includes("r2"))).toEqual([
      "wrangler r2 bucket create tiqr-edge-trail",
      "wrangler r2 bucket create tiqr-edge-staging-trail",
    ]);
    const read = (env: string) =>
      unstable_readConfig({ config: join(at.folder, "wrangler.toml"), env }, { hideWarnings: true }).r2_buckets;
    expect(read("")).toEqual([{ binding: "TRAIL", bucket_name: "tiqr-edge-trail" }]);
    expect(read("staging")).toEqual([{ binding: "TRAIL", bucket_name: "tiqr-edge-staging-trail" }]);
    expect(staging.stdout).toContain('npx wrangler r2 bucket lock add tiqr-edge-staging-trail trail "" ');
  });

  it("locks for good what is kept for good", async () => {
    at.write(
      "wrangler.toml",
      at.read("wrangler.toml").replace('AUDIT_RETENTION_DAYS = "400"', 'AUDIT_RETENTION_DAYS = "0"'),
    );
    const { stdout } = await at.run("setup", [...GIVEN, "--archive", "yes", "--dry-run"]);
    expect(stdout).toContain('lock add tiqr-edge-trail trail "" --retention-indefinite --jurisdiction eu\n');
    expect(at.read("wrangler.toml")).toContain("\n# [[r2_buckets]]\n");
  });

  it.each([
    ["is bound after an interruption, when it is there already", "[code: 10004]", 0],
    ["is not bound when R2 is not switched on for the account", "Please enable R2 [code: 10042]", 1],
  ])("a bucket %s", async (_, stderr, code) => {
    at.answer({
      "wrangler d1 create": CREATED,
      "wrangler secret list": NOT_FOUND,
      "wrangler r2 bucket create": { code: 1, stderr },
    });
    const ran = await at.run("setup", [...GIVEN, "--archive", "yes", "--admin", "none"]);
    expect(ran.code).toBe(code);
    if (code > 0) expect(ran.stderr).toContain(stderr);
    expect(/^\[\[r2_buckets\]\]$/m.test(at.read("wrangler.toml"))).toBe(code === 0);
    expect(commands().includes("wrangler secret put MASTER_KEY --env=")).toBe(code === 0);
  });

  it("makes no second database, and puts no key over the first, when it runs again", async () => {
    await at.run("setup", GIVEN, PASSWORD);
    const [toml, before] = [at.read("wrangler.toml"), at.calls().length];
    at.answer({ "wrangler secret list": { stdout: '[{"name":"MASTER_KEY","type":"secret_text"}]' } });
    const { code, stdout } = await at.run("setup", [...GIVEN, "--admin", "none"]);
    expect(code).toBe(0);
    expect(commands().slice(before)).toEqual(["wrangler secret list --env="]);
    expect(stdout).toContain("MASTER_KEY is set already");
    expect(at.read("wrangler.toml")).toBe(toml);
  });

  it("goes on with its own key after an interruption, so that no key is put that it has not kept", async () => {
    at.answer({ "wrangler d1 create": CREATED, "wrangler secret list": NOT_FOUND, "wrangler secret put": { code: 1 } });
    expect((await at.run("setup", GIVEN, PASSWORD)).code).toBe(1);
    const key = at.read(".master-key.production").trim();
    at.answer({ "wrangler secret list": NOT_FOUND });
    expect((await at.run("setup", GIVEN, PASSWORD)).code).toBe(0);
    expect(
      at
        .calls()
        .filter(({ command }) => command.includes("MASTER_KEY"))
        .map(({ stdin }) => stdin),
    ).toEqual([key, key]);
  });

  it.each([
    ["the secrets cannot be listed", { "wrangler secret list": { code: 1, stderr: "fetch failed" } }, "fetch failed"],
    ["there is no database", { "wrangler d1 create": { code: 1, stderr: "already exists" } }, "already exists"],
    ["the answer has no id", { "wrangler d1 create": { stdout: "well" } }, "well"],
  ])("puts no secret when %s", async (_, answers, why) => {
    at.answer({ "wrangler d1 create": CREATED, ...answers });
    const { code, stderr } = await at.run("setup", GIVEN, PASSWORD);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(why) });
    expect(commands().filter((command) => command.includes("put"))).toEqual([]);
  });

  it("gives a workers.dev address to a service without a domain, a route once it has one, and keeps that", async () => {
    const withUrl = (url: string) => at.run("setup", [...GIVEN, "--url", url, "--admin", "none"]);
    await withUrl("https://tiqr-edge.me.workers.dev");
    expect(at.read("wrangler.toml")).toMatch(/^workers_dev = true$/m);
    await withUrl("login.example.org");
    await withUrl("other.example.org");
    expect(at.read("wrangler.toml").match(/^routes = .+/gm)).toEqual([
      'routes = [{ pattern = "login.example.org", custom_domain = true }]',
      "routes = []",
    ]);
  });

  it.each([
    [["--name", ""], "--name"],
    [["--url", "http://login.example.org"], "--url must be a host, or an https URL"],
    [["--url", "https://x?y"], "--url must be"],
    [["--jurisdiction", "de"], "--jurisdiction must be eu, us or none"],
    [["--archive", "perhaps"], "--archive must be yes or no"],
    [["--admin", "a:b"], "--admin must have"],
    [["--env", "prod"], "--env must be production or staging"],
    [["--nmae", "x"], "nmae"],
  ])("refuses %j before anything is made", async (wrong, why) => {
    const { code, stderr } = await at.run("setup", [...GIVEN, ...wrong]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(why) });
    expect(at.calls()).toEqual([]);
  });

  it("asks nobody where there is no terminal", async () => {
    const { code, stderr } = await at.run("setup", GIVEN.slice(2), PASSWORD);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^Give --name: /) });
  });

  it("puts no administrator with a password that the service would refuse", async () => {
    const { code, stderr } = await at.run("setup", GIVEN, "short");
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("at least 12 characters") });
    expect(commands().filter((command) => command.includes("BOOTSTRAP"))).toEqual([]);
  });
});
