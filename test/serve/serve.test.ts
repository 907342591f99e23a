// The promises of `npm run serve`, tested on real processes (Linux). Each test ends the processes
// that it started, by process id.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { isListening } from "../../scripts/lib/port.ts";
import { type RunningServer, type ServerOptions, startServer } from "../../scripts/serve/start-server.ts";
import { makeProject } from "./support/project.ts";

const project = makeProject();
const realScript = fileURLToPath(new URL("../../scripts/serve.ts", import.meta.url));
const env = { MASTER_KEY: btoa("0123456789abcdef0123456789abcdef") };

let state: string;
let servers: RunningServer[] = [];

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "serve-state-"));
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
});
afterAll(() => project.remove());

async function start(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({ state, script: project.script, env, ...options });
  servers.push(server);
  return server;
}

/**
 * Runs the script until it ends by itself (if it serves instead, it is ended), and returns how it
 * ended.
 */
function run(args: string[], options: { script?: string; env?: Record<string, string> } = {}) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const settings = { ...process.env, MASTER_KEY: "", ...(options.env ?? env) };
    execFile(
      process.execPath,
      [options.script ?? project.script, ...args],
      { env: settings, timeout: 20_000 },
      (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr }),
    );
  });
}

const get = async (server: RunningServer, path: string) => (await fetch(server.origin + path)).text();
const rows = async (server: RunningServer): Promise<string[]> => JSON.parse(await get(server, "/rows"));
const portOf = ({ origin }: RunningServer) => Number(new URL(origin).port);
const workerdOf = (folder: string) => Number(readFileSync(join(folder, "workerd.pid"), "utf8"));

/** Whether the process exists and is not just waiting to be collected by its parent. */
function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

async function until(condition: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  for (const end = Date.now() + withinMs; !(await condition()); await sleep(10)) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${condition}`);
  }
}

describe("starting", { timeout: 60_000 }, () => {
  it("builds, prints the one line and serves under npm", async () => {
    expect(existsSync(project.path("dist"))).toBe(false);
    const npm = spawn("npm", ["run", "--silent", "serve", "--", "--port", "0", "--state", state], {
      cwd: project.path(),
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let stdout = "";
    npm.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    const closed = once(npm, "close");
    try {
      await until(() => stdout.includes("\n"), 60_000);
      expect(await (await fetch(`${stdout.trim().slice("ready ".length)}/health`)).text()).toBe("ok");
    } finally {
      npm.kill("SIGTERM");
      await closed;
    }
    expect(stdout).toMatch(/^ready http:\/\/127\.0\.0\.1:[1-9]\d*\n$/);
    expect(npm.exitCode).toBe(0);
    expect(isAlive(workerdOf(state))).toBe(false);
  });

  it.each([
    ["makes", () => join(state, "new", "folder")],
    ["tightens", () => state],
  ])("%s its state folder for its user alone, with everything in it", async (_, folderOf) => {
    chmodSync(state, 0o755);
    const folder = folderOf();
    const server = await start({ state: folder });
    await get(server, "/rows");
    const open = [folder, ...globSync(join(folder, "**"))].filter((path) => (statSync(path).mode & 0o077) !== 0);
    expect(open).toEqual([]);
    expect(globSync(join(folder, "**/*.sqlite")).length).toBeGreaterThan(0);
  });

  it("sends the worker's log to stderr", async () => {
    const server = await start();
    await get(server, "/health");
    await until(() => server.log().includes("a line on the worker's stdout"));
  });

  it("runs each cron once before it is ready, since work may have come due", async () => {
    const server = await start();
    const name = encodeURIComponent(`0 0 1 1 * of ${new Date().getUTCFullYear()}`);
    expect(await get(server, `/count?name=${name}`)).toBe("2");
  });

  it("serves on the port asked for", async () => {
    const first = await start();
    const port = portOf(first);
    await first.stop();
    expect((await start({ port })).origin).toBe(`http://127.0.0.1:${port}`);
  });

  it("picks another port when another process takes the one that it has found", async () => {
    const hold = new URL("./fixture/hold-first-port.mjs", import.meta.url);
    const server = await start({ env: { ...env, NODE_OPTIONS: `--import ${hold}` } });
    expect(JSON.parse(await get(server, "/settings"))).toMatchObject({ PUBLIC_URL: server.origin });
  });

  it("takes settings from the environment, then from wrangler.toml", async () => {
    const server = await start({
      env: { ...env, GREETING: "from outside", BOOTSTRAP_ADMIN: "admin:pw", STRANGER: "x" },
    });
    expect(JSON.parse(await get(server, "/settings"))).toEqual({
      ...env,
      BOOTSTRAP_ADMIN: "admin:pw",
      GREETING: "from outside",
      OTHER: "from wrangler.toml",
      PUBLIC_URL: server.origin,
      RATE_LIMITS: "on",
      TRUSTED_PROXY: "local",
    });
  });

  it("prefers PUBLIC_URL, RATE_LIMITS and TRUSTED_PROXY of the environment", async () => {
    const own = { PUBLIC_URL: "https://tiqr.example", RATE_LIMITS: "off", TRUSTED_PROXY: "on" };
    const server = await start({ env: { ...env, ...own } });
    expect(JSON.parse(await get(server, "/settings"))).toMatchObject(own);
  });

  it("builds again when a source is newer, and not otherwise", async () => {
    const built = () => readFileSync(project.path("dist/index.js"), "utf8");
    await (await start()).stop();
    writeFileSync(project.path("dist/index.js"), `${built()}// still here`);
    await (await start()).stop();
    expect(built()).toContain("// still here");
    const later = new Date(Date.now() + 1000);
    utimesSync(project.path("src/index.js"), later, later);
    await (await start()).stop();
    expect(built()).not.toContain("// still here");
    const past = new Date(0);
    utimesSync(project.path("src/index.js"), past, past);
  });

  it("survives two builds at once", async () => {
    rmSync(project.path("dist"), { recursive: true });
    const servers = await Promise.all([start(), start({ state: join(state, "second") })]);
    for (const server of servers) expect(await get(server, "/health")).toBe("ok");
    expect(globSync(project.path(".wrangler/build-*"))).toEqual([]);
  });
});

describe("refusing", { timeout: 60_000 }, () => {
  it.each([
    [["--port", "0"]],
    [["--state", "x"]],
    [["--port", "http", "--state", "x"]],
    [["--port", "65536", "--state", "x"]],
    [["--port", "0", "--state", "x", "--verbose"]],
    [["--port", "0", "--state", "x", "more"]],
  ])("explains its usage in one line for %j", async (args) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^.*Usage: npm run serve -- --port N --state DIR\n$/);
  });

  it("refuses a folder it cannot use in one line", async () => {
    writeFileSync(join(state, "file"), "");
    const { code, stdout, stderr } = await run(["--port", "0", "--state", join(state, "file/below")]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^The state folder .*\/file\/below cannot be used: .*\n$/);
  });

  it("refuses a port in use in one line", async () => {
    const port = String(portOf(await start()));
    const { code, stdout, stderr } = await run(["--port", port, "--state", join(state, "second")]);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: `Port ${port} is in use.\n` });
  });

  it("refuses a second server on the same folder in one line and leaves the first alone", async () => {
    const server = await start();
    const { code, stdout, stderr } = await run(["--port", "0", "--state", state]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(`The state folder ${state} is in use by another server.\n`);
    expect(await get(server, "/health")).toBe("ok");
  });

  it("lets one of two servers have the folder when both start at once", async () => {
    const results = await Promise.allSettled([start(), start()]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("passes on in one line what the worker reports about its configuration", async () => {
    const { code, stdout, stderr } = await run(["--port", "0", "--state", state], { env: { ...env, GREETING: "" } });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.split("\n")).toContain("configuration: GREETING is empty");
    // It was killed, which takes the kernel a moment.
    await until(() => !isAlive(workerdOf(state)), 2000);
  });

  // This uses the real worker, and so the real build.
  it("refuses to serve the real worker under a MASTER_KEY that is not a key, in one line", async () => {
    const short = { MASTER_KEY: "c2hvcnQ=" };
    const { code, stdout, stderr } = await run(["--port", "0", "--state", state], { script: realScript, env: short });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^configuration: .*MASTER_KEY.*\n$/);
  });
});

describe("migrating", { timeout: 60_000 }, () => {
  const second = () => project.path("migrations/0002_more.sql");
  afterEach(() => rmSync(second(), { force: true }));

  it("applies each migration once", async () => {
    await (await start()).stop();
    writeFileSync(second(), "INSERT INTO row VALUES ('second');");
    await (await start()).stop();
    expect(await rows(await start())).toEqual(["migrated", "second"]);
  });

  it("applies a migration whole or not at all", async () => {
    await (await start()).stop();
    writeFileSync(second(), "INSERT INTO row VALUES ('half');\nINSERT INTO nowhere VALUES (1);");
    const { code, stderr } = await run(["--port", "0", "--state", state]);
    expect(code).toBe(1);
    expect(stderr).toContain("Migration 0002_more.sql failed and was not applied:");
    rmSync(second());
    expect(await rows(await start())).toEqual(["migrated"]);
  });
});

describe("stopping", { timeout: 60_000 }, () => {
  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "finishes a request and what it waits for on %s",
    async (signal) => {
      const server = await start();
      const slow = get(server, "/slow?name=one&ms=1000");
      await until(async () => (await rows(server)).includes("one begun"));
      server.process.kill(signal);
      expect(await slow).toBe("finished");
      await until(() => server.process.exitCode === 0);
      expect(isAlive(workerdOf(state))).toBe(false);
      expect(await isListening(portOf(server))).toBe(false);
      expect(await rows(await start())).toContain("one done");
    },
  );

  it("finishes requests when the whole process group is told to stop, twice", async () => {
    const server = await start({ detached: true });
    const slow = get(server, "/slow?name=one&ms=500");
    await until(async () => (await rows(server)).includes("one begun"));
    for (let times = 0; times < 2; times++) process.kill(-Number(server.process.pid), "SIGINT");
    expect(await slow).toBe("finished");
    await until(() => server.process.exitCode === 0);
    expect(isAlive(workerdOf(state))).toBe(false);
  });

  it("has really done everything that it acknowledged, while many requests arrive", async () => {
    const server = await start();
    const answered: string[] = [];
    const client = async (id: number) => {
      for (let n = 0; ; n++) {
        if ((await get(server, `/slow?name=${id}-${n}&ms=1`)) === "finished") answered.push(`${id}-${n} done`);
      }
    };
    const clients = Promise.allSettled(Array.from({ length: 16 }, (_, id) => client(id)));
    await until(() => answered.length > 200);
    await server.stop();
    await clients;
    expect(await rows(await start())).toEqual(expect.arrayContaining(answered));
  });

  it("has ended within seconds, even if a client keeps its connection", async () => {
    const server = await start();
    await get(server, "/health");
    const before = Date.now();
    await server.stop();
    expect(Date.now() - before).toBeLessThan(4000);
    expect(server.log()).not.toContain("[mf:");
    // The databases were closed properly.
    expect(globSync(join(state, "**/*-wal"))).toEqual([]);
  });

  it("leaves no listener when node is killed", async () => {
    const server = await start();
    const workerd = workerdOf(state);
    expect(isAlive(workerd)).toBe(true);
    server.process.kill("SIGKILL");
    await until(async () => !isAlive(workerd) && !(await isListening(portOf(server))), 2000);
  });

  it("starts workerd again when that is killed", async () => {
    const server = await start();
    await get(server, "/insert?name=before");
    const workerd = workerdOf(state);
    process.kill(workerd, "SIGKILL");
    await until(() => !isAlive(workerd) && workerdOf(state) !== workerd);
    await until(() =>
      rows(server).then(
        (names) => names.includes("before"),
        () => false,
      ),
    );
    await server.stop();
    expect(server.process.exitCode).toBe(0);
    expect(isAlive(workerdOf(state))).toBe(false);
  });

  it("stops when the program that started it is killed", async () => {
    const program = `import { startServer } from ${JSON.stringify(project.path("scripts/serve/start-server.ts"))};
      const server = await startServer({ state: ${JSON.stringify(state)} });
      console.log(server.process.pid);`;
    const parent = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [pid] = (await once(parent.stdout.setEncoding("utf8"), "data")).map(Number) as [number];
    const workerd = workerdOf(state);
    expect([pid, workerd].map(isAlive)).toEqual([true, true]);
    parent.kill("SIGKILL");
    await until(() => !isAlive(pid) && !isAlive(workerd));
  });
});

describe("after kill -9 of the process group", { timeout: 120_000 }, () => {
  it("has lost nothing that it acknowledged, and serves at once on the same folder and port", async () => {
    const acknowledged: string[] = [];
    let counted = 0;
    let port = 0;
    for (let round = 0; round < 3; round++) {
      const server = await start({ port, detached: true });
      port = portOf(server);
      let killed = false;
      const write = async (writer: number) => {
        for (let n = 0; !killed; n++) {
          const name = `${round}-${writer}-${n}`;
          if ((await get(server, `/insert?name=${name}`)) === "inserted") acknowledged.push(name);
          counted = Math.max(counted, Number(await get(server, "/count?name=one")));
        }
      };
      const writers = Promise.allSettled([0, 1, 2, 3].map(write));
      const enough = acknowledged.length + 40;
      await until(() => acknowledged.length >= enough, 20_000);
      process.kill(-Number(server.process.pid), "SIGKILL");
      killed = true;
      await writers;
    }
    const server = await start({ port });
    expect(await rows(server)).toEqual(expect.arrayContaining(acknowledged));
    expect(Number(await get(server, "/count?name=one"))).toBeGreaterThan(counted);
  });

  it("removes temporary files and the files of objects that hold nothing", async () => {
    const server = await start({ detached: true });
    await get(server, "/count?name=kept");
    process.kill(-Number(server.process.pid), "SIGKILL");
    await until(() => !isAlive(workerdOf(state)));
    const objects = join(state, "do/fixture-Counter");
    const empty = `${"0".repeat(64)}.sqlite`;
    writeFileSync(join(objects, empty), new Uint8Array(4096));
    const again = await start();
    expect(readdirSync(objects)).not.toContain(empty);
    expect(await get(again, "/count?name=kept")).toBe("2");
    await again.stop();
    expect(readdirSync(join(state, "tmp"))).toEqual([]);
  });
});
