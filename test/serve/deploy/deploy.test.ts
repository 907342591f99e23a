// `npm run deploy` against a stand-in for wrangler, and a server that answers /health.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StandIn } from "./stand-in.ts";

let at: StandIn;
let service: Server;
/** What /health answers, one after the other; the last one stays. */
let healths: (readonly [number, string])[];
const OK = [200, '{"status":"ok","d1":"ok"}'] as const;

beforeEach(async () => {
  at = new StandIn();
  healths = [OK];
  service = createServer((request, response) => {
    const [status, body] = (healths.length > 1 ? healths.shift() : healths[0]) ?? OK;
    response.writeHead(request.url === "/health" ? status : 404).end(body);
  });
  service.listen(0, "127.0.0.1");
  await once(service, "listening");
  const origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  at.write("wrangler.toml", at.read("wrangler.toml").replaceAll('PUBLIC_URL = ""', `PUBLIC_URL = "${origin}"`));
});
afterEach(async () => {
  service.close();
  await once(service, "close");
  at.remove();
});

const commands = () => at.calls().map(({ command }) => command);
const STEPS = (flag = "--env=") => [
  "git status --porcelain",
  "npm run -s typecheck",
  `wrangler d1 migrations apply DB --remote ${flag}`,
  `wrangler deploy ${flag}`,
];

// Each run loads wrangler, and some tests have several.
describe("npm run deploy", { timeout: 300_000 }, () => {
  it("checks, applies the migrations, deploys, and sees that the service is well", async () => {
    const { code, stdout, stderr } = await at.run("deploy", []);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(commands()).toEqual(STEPS());
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(OK[1]);
  });

  it.each([
    ["production", "--env="],
    ["staging", "--env=staging"],
  ])("deploys %s and nothing else", async (env, flag) => {
    expect((await at.run("deploy", ["--env", env])).code).toBe(0);
    expect(commands()).toEqual(STEPS(flag));
  });

  it("prints each command with --dry-run, and runs none", async () => {
    const { code, stdout } = await at.run("deploy", ["--dry-run", "--test"]);
    expect(code).toBe(0);
    const [git = "", types = "", ...rest] = STEPS();
    expect(stdout.trimEnd().split("\n")).toEqual([
      ...[git, types, "npm test", ...rest].map((command) => `$ ${command}`),
      expect.stringMatching(/^GET http:\/\/127\.0\.0\.1:\d+\/health$/),
    ]);
    expect(commands()).toEqual([]);
  });

  it("shows with --dry-run what it would run before anything is set up", async () => {
    at.write("wrangler.toml", at.read("wrangler.toml").replaceAll(/^PUBLIC_URL = .*$/gm, 'PUBLIC_URL = ""'));
    const { code, stdout } = await at.run("deploy", ["--dry-run"]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split("\n")).toEqual([
      expect.stringContaining("npm run setup first"),
      ...STEPS().map((command) => `$ ${command}`),
      "GET https://(PUBLIC_URL)/health",
    ]);
  });

  describe("with an archive of the trail", () => {
    const bind = (jurisdiction: string) =>
      at.write("wrangler.toml", `${at.read("wrangler.toml")}\n${TRAIL}${jurisdiction}\n`);
    const TRAIL = '[[r2_buckets]]\nbinding = "TRAIL"\nbucket_name = "trail"\n';
    const info = (jurisdiction: string | null) => ({
      "wrangler d1 info": { stdout: JSON.stringify({ name: "tiqr-edge", jurisdiction }, null, 2) },
    });

    it("deploys one that is where the database is", async () => {
      bind('jurisdiction = "eu"');
      at.answer(info("eu"));
      expect((await at.run("deploy", [])).code).toBe(0);
      expect(commands()).toEqual(["wrangler d1 info tiqr-edge --json --env=", ...STEPS()]);
    });

    it.each([
      ["in no jurisdiction, beside a database in eu", "", info("eu"), "no jurisdiction, and the database in eu"],
      ["in eu, beside one in us", 'jurisdiction = "eu"', info("us"), "in eu, and the database in us"],
      ["in eu, beside one that is anywhere", 'jurisdiction = "eu"', info(null), "in eu, and the database in no jur"],
      [
        "in eu, where only JURISDICTION can say",
        'jurisdiction = "eu"',
        { "wrangler d1 info": { code: 1 } },
        "in no jur",
      ],
    ])("refuses one %s, before anything runs", async (_, jurisdiction, answers, why) => {
      bind(jurisdiction);
      at.answer(answers);
      const { code, stderr } = await at.run("deploy", []);
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(why) });
      expect(commands()).toEqual(["wrangler d1 info tiqr-edge --json --env="]);
    });
  });

  it.each([
    ["without the files of the pages, as before there were any", /^\[assets\]\n(.+\n)+/m, ""],
    ["with files that Cloudflare would give out by itself", /^run_worker_first = true$/m, ""],
    ["with files of another folder", /^directory = "dist\/assets"$/m, 'directory = "public"'],
  ])("refuses a wrangler.toml %s, before anything runs, and says what to write", async (_, lines, other) => {
    const text = at.read("wrangler.toml");
    const [table = ""] = /^\[assets\]\n(.+\n)+/m.exec(text) ?? [];
    const needed = table.trim().split("\n").slice(1).join(" and ");
    at.write("wrangler.toml", text.replace(lines, other));
    const { code, stderr } = await at.run("deploy", ["--env", "staging"]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining(`[assets] with the lines ${needed}.`),
    });
    expect(commands()).toEqual([]);
  });

  it("applies the migrations of every database", async () => {
    const more = '[[d1_databases]]\nbinding = "DB_1"\ndatabase_name = "tiqr-edge-1"\n\n[[durable_objects.bindings]]';
    at.write("wrangler.toml", at.read("wrangler.toml").replace("[[durable_objects.bindings]]", more));
    await at.run("deploy", []);
    expect(commands().filter((command) => command.includes("migrations"))).toEqual([
      "wrangler d1 migrations apply DB --remote --env=",
      "wrangler d1 migrations apply DB_1 --remote --env=",
    ]);
  });

  it.each([
    ["npm run -s typecheck", 2],
    ["npm test", 3],
    ["wrangler d1 migrations", 4],
    ["wrangler deploy", 5],
  ])("stops where %s fails", async (begin, ran) => {
    at.answer({ [begin]: { code: 1 } });
    const { code, stderr } = await at.run("deploy", ["--test"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("failed, so the rest was not done") });
    expect(commands()).toHaveLength(ran);
  });

  it("warns of changes that are not committed, and deploys", async () => {
    at.answer({ "git status": { stdout: " M src/index.ts\n" } });
    const { code, stdout } = await at.run("deploy", []);
    expect(code).toBe(0);
    expect(stdout).toContain("Warning: this is deployed without being committed:\n M src/index.ts\n");
    expect(commands()).toEqual(STEPS());
  });

  it("waits for a service that is not there yet, and says what it hears of one that is not well", async () => {
    healths = [[525, "no certificate"], OK];
    expect((await at.run("deploy", [])).code).toBe(0);
    healths = [[503, "configuration: MASTER_KEY is missing"]];
    const { code, stderr } = await at.run("deploy", ["--wait", "0"]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("503 configuration: MASTER_KEY is missing"),
    });
  });

  it("does not wait for an address in a build on Cloudflare, which may come before the domain", async () => {
    healths = [[503, "not yet"]];
    const { code, stdout } = await at.run("deploy", [], "", { WORKERS_CI: "1" });
    expect(code).toBe(0);
    expect(stdout).toMatch(/Once (http:\S+) leads to the worker, look at \1\/health\.\n$/);
  });

  it("refuses a service without an address before anything runs", async () => {
    at.write("wrangler.toml", at.read("wrangler.toml").replaceAll(/^PUBLIC_URL = .*$/gm, 'PUBLIC_URL = ""'));
    const { code, stderr } = await at.run("deploy", ["--env", "staging"]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "PUBLIC_URL of staging is empty in wrangler.toml: npm run setup -- --env staging first.\n",
    });
    expect(commands()).toEqual([]);
  });

  it.each([[["--env", "live"]], [["--wait", "soon"]], [["now"]]])("refuses %j with its usage", async (args) => {
    const { code, stderr } = await at.run("deploy", args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("Usage: npm run deploy") });
    expect(commands()).toEqual([]);
  });
});
