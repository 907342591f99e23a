// The promises of `npm run admin`, tested on state folders of the real server.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inProject } from "../../../../../scripts/lib/project.ts";
import type { RunningServer } from "../../../../../scripts/serve/start-server.ts";
import { RIGHTS } from "../../../../../src/core/caller.ts";
import { MASTER_KEY, postAuth, run, start, tamper } from "../../../../../test/serve/support/state.ts";
import { withStates } from "../../../../../test/serve/support/states.ts";
import { ADMIN_PASSWORD } from "../../../../../test/support/admin-password.ts";
import { readAdminArguments } from "../../../admin/database/arguments.ts";

const copy = withStates();
const [OLD, NEW] = ["the password before", "the password after"];

const admin = (state: string, args: string[], stdin?: string) =>
  run("admin", [...args, "--state", state], stdin === undefined ? {} : { stdin });

async function withServer<T>(state: string, work: (server: RunningServer) => Promise<T>): Promise<T> {
  // The same at each start, whatever the port, because a session is bound to one address.
  const server = await start(state, { env: { PUBLIC_URL: "http://127.0.0.1" } });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** HTTP status, and the code of privacyIDEA's error if there is one. */
async function call({ origin }: RunningServer, path: string, token = ""): Promise<{ status: number; code?: number }> {
  const response = await fetch(origin + path, { headers: { Authorization: token } });
  const { result } = (await response.json()) as { result: { error?: { code: number } } };
  return { status: response.status, ...(result.error && { code: result.error.code }) };
}

describe("an account", () => {
  it("made by `add` signs in with its rights and no others", async () => {
    const state = copy();
    const added = await admin(state, ["add", "shop", "--rights", "tokenlist,reset"], "open sesame, open\n");
    expect(added).toEqual({
      code: 0,
      stdout: `made service account shop with tokenlist, reset (${state})\n`,
      stderr: "",
    });
    await withServer(state, async (server) => {
      expect((await postAuth(server, "shop", "open sesame, open\n")).status).toBe(401);
      const { status, token, rights } = await postAuth(server, "shop", "open sesame, open");
      expect({ status, rights }).toEqual({
        status: 200,
        rights: ["tokenlist", "reset"],
      });
      expect(await call(server, "/token/", token)).toEqual({ status: 200 });
      expect(await call(server, "/audit/", token)).toEqual({ status: 403, code: 303 });
      expect((await postAuth(server, "root", ADMIN_PASSWORD)).status).toBe(200);
    });
  });

  it("made without rights is an administrator, with a password that is shown once", async () => {
    const state = copy();
    const { code, stdout } = await admin(state, ["add", "anna", "--generate"]);
    expect(code).toBe(0);
    const [, password = ""] = /^made administrator anna \(.*\)\npassword: ([\w-]{24})\n$/.exec(stdout) ?? [];
    await withServer(state, async (server) => {
      const { status, rights } = await postAuth(server, "anna", password);
      expect({ status, rights }).toEqual({ status: 200, rights: [...RIGHTS] });
    });
  });

  it("loses its sessions by `password` and `remove`, and no other account does", async () => {
    const state = copy();
    for (const name of ["changed", "removed"]) await admin(state, ["add", name, "--rights", "tokenlist"], OLD);
    const tokens = await withServer(state, async (server) => {
      const signedIn = [];
      for (const [name, password] of [
        ["changed", OLD],
        ["removed", OLD],
        ["root", ADMIN_PASSWORD],
      ] as const)
        signedIn.push((await postAuth(server, name, password)).token);
      for (const token of signedIn) expect((await call(server, "/token/", token)).status).toBe(200);
      return signedIn;
    });
    expect(await admin(state, ["password", "changed"], NEW)).toEqual({
      code: 0,
      stdout: `changed the password of changed (${state}); its earlier sessions have ended\n`,
      stderr: "",
    });
    expect((await admin(state, ["remove", "removed"])).stdout).toBe(
      `removed service account removed (${state}); its sessions have ended\n`,
    );
    await withServer(state, async (server) => {
      const statuses = [];
      for (const token of tokens) statuses.push((await call(server, "/token/", token)).status);
      expect(statuses).toEqual([401, 401, 200]);
      expect((await postAuth(server, "changed", OLD)).status).toBe(401);
      expect((await postAuth(server, "changed", NEW)).status).toBe(200);
      expect((await postAuth(server, "removed", OLD)).status).toBe(401);
    });
  });

  it("is shown by `list` with its kind, its rights and its age, and without its password", async () => {
    const state = copy();
    const before = new Date().toISOString().slice(0, 16);
    await admin(state, ["add", "shop", "--rights", "tokenlist enable"], OLD);
    const { code, stdout } = await admin(state, ["list"]);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    const made = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
    const cells = lines.map((line) => line.split(/ {2,}/));
    expect(cells).toEqual([
      ["NAME", "KIND", "RIGHTS", "MADE"],
      ["root", "administrator", "all", made],
      ["shop", "service account", "tokenlist, enable", made],
    ]);
    expect(String(cells[2]?.[3]).replace(" ", "T") >= before).toBe(true);
  });
});

describe("refusing", () => {
  it("says on stderr what is wrong with its arguments, and ends with 2", async () => {
    const { code, stdout, stderr } = await admin("nowhere", []);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^No command\. Usage: npm run admin -- add .*\n$/);
  });

  it.each([
    [[], "No command."],
    [["add"], "The name must have 1 to 200 characters"],
    [["add", "a\nb"], "The name must have 1 to 200 characters"],
    [["add", "x".repeat(201)], "The name must have 1 to 200 characters"],
    [["add", "anna", "otto"], "There are too many names."],
    [["list", "anna"], "There are too many names."],
    [["list", "--generate"], "list takes no --generate."],
    [["add", "anna", "--rights", ""], "--rights must name some of: enrollTIQR, tokenlist,"],
    [["add", "anna", "--rights", "*"], "Unknown rights: *. There are: enrollTIQR, tokenlist,"],
    [["add", "anna", "--rights", "tokenlist,fly"], "Unknown rights: fly. There are: enrollTIQR, tokenlist,"],
    [["list", "--remote"], "--state and --remote name different databases: give one of them."],
    [["list", "--colour"], "Unknown option '--colour'"],
  ])("explains its usage in one line for %j", (args, reason) => {
    let refusal: unknown;
    try {
      readAdminArguments([...args, "--state", "nowhere"]);
    } catch (error) {
      refusal = error;
    }
    const message = expect.stringMatching(/^.* Usage: npm run admin -- add .*$/);
    expect(refusal).toMatchObject({ exitCode: 2, message });
    expect(`${refusal}`).toContain(`Error: ${reason}`);
  });

  // These open no database, so the folder need not be a state folder.
  it.concurrent.each([
    ["", "MASTER_KEY must be base64 of 32 bytes"],
    ["c2hvcnQ=", "MASTER_KEY must be base64 of 32 bytes"],
  ])("says in one line that MASTER_KEY %j is not a key", async (MASTER_KEY, reason) => {
    const args = ["add", "anna", "--generate", "--state", "nowhere"];
    const { code, stdout, stderr } = await run("admin", args, { env: { MASTER_KEY } });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^.* Give the key that the service has, in the environment\.\n$/);
    expect(stderr.startsWith(reason)).toBe(true);
  });

  it.concurrent.each([
    ["root", "elevenchars", "The password must have at least 12 characters."],
    ["administrator", "Administrator", "The password must not be made of the account's name."],
    ["anna", "password1234", "The password is among the first that are guessed."],
  ])("accepts no bad password for %s: %s", async (name, password, message) => {
    const refusal = { code: 1, stdout: "", stderr: `${message}\n` };
    expect(await admin("nowhere", ["add", name], password)).toEqual(refusal);
    expect(await admin("nowhere", ["password", name], password)).toEqual(refusal);
  });

  it("seals nothing under a key that is not the service's, unless forced", async () => {
    const state = copy();
    const env = { MASTER_KEY: btoa("another key of thirty-two bytes!") };
    const args = ["password", "root", "--generate", "--state", state];
    const { code, stdout, stderr } = await run("admin", args, { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^MASTER_KEY opens no account of this database, .*\n$/);
    expect((await run("admin", [...args, "--force"], { env })).code).toBe(0);
  });

  it("makes no folder for a mistyped one, and says which command to run if there are no tables", async () => {
    const state = join(copy(), "mistyped");
    const refusal = {
      code: 1,
      stdout: "",
      stderr: `There is no database in ${state}: run \`npm run serve\` on it once.\n`,
    };
    expect(await admin(state, ["list"])).toEqual(refusal);
    expect(existsSync(state)).toBe(false);
    mkdirSync(join(state, "d1"), { recursive: true });
    const stderr = `The database (${state}) lacks its tables: run \`npm run serve\` on it once.\n`;
    expect(await admin(state, ["list"])).toEqual({ ...refusal, stderr });
  });

  it("says in a line that the newest migrations are missing", async () => {
    const state = copy();
    tamper(state, "ALTER TABLE admin RENAME COLUMN rights TO other");
    const stderr = "The database lacks the newest migrations: apply them first (docs/deploy.md).\n";
    for (const args of [["list"], ["add", "anna", "--generate", "--force"]])
      expect(await admin(state, args)).toEqual({ code: 1, stdout: "", stderr });
  });

  it("says in a line that the file is not a database, as a start of the service does", async () => {
    const state = copy();
    for (const file of globSync(join(state, "d1/*/*.sqlite"))) writeFileSync(file, "no database".repeat(1000));
    const stderr = `The database (${state}) cannot be used: file is not a database.\n`;
    expect(await admin(state, ["list"])).toEqual({ code: 1, stdout: "", stderr });
    await expect(start(state)).rejects.toThrow(stderr.trim());
    rmSync(join(state, "d1"), { recursive: true });
    writeFileSync(join(state, "d1"), "");
    await expect(start(state)).rejects.toThrow(/^The database \(.*\) cannot be used: .*\.$/);
    const long = join(state, ...Array(9).fill("x".repeat(50)));
    await expect(start(long)).rejects.toThrow(/^The path of the database is too long for SQLite: .*$/);
  });

  it("leaves a folder alone that a server is using", async () => {
    const state = copy();
    await withServer(state, async (server) => {
      expect(await admin(state, ["remove", "root", "--force"])).toEqual({
        code: 1,
        stdout: "",
        stderr: `The state folder ${state} is in use by another server.\n`,
      });
      expect((await postAuth(server, "root", ADMIN_PASSWORD)).status).toBe(200);
    });
  });

  it("changes nothing for a name that is taken, a name that does not exist, or a bad password", async () => {
    const state = copy();
    const refused = async (args: string[], stdin: string, stderr: string) =>
      expect(await admin(state, args, stdin)).toEqual({ code: 1, stdout: "", stderr: `${stderr}\n` });
    await refused(["add", "root"], NEW, `There is already an account root (${state}).`);
    await refused(["password", "nobody"], NEW, `There is no account nobody (${state}).`);
    await refused(["remove", "nobody"], "", `There is no account nobody (${state}).`);
    await refused(["password", "root"], "\n", "The password is empty.");
    await refused(["password", "root"], "a\nb\n", "The password must be one line without control characters.");
    await withServer(state, async (server) =>
      expect((await postAuth(server, "root", ADMIN_PASSWORD)).status).toBe(200),
    );
  });

  it("keeps the last administrator unless forced", async () => {
    const state = copy();
    await admin(state, ["add", "shop", "--rights", "tokenlist"], OLD);
    const refusal = "root is the last administrator. Only --force removes it.\n";
    expect(await admin(state, ["remove", "root"])).toEqual({ code: 1, stdout: "", stderr: refusal });
    await admin(state, ["add", "anna"], OLD);
    expect((await admin(state, ["remove", "root"])).code).toBe(0);
    expect((await admin(state, ["remove", "anna"])).code).toBe(1);
    expect((await admin(state, ["remove", "anna", "--force"])).code).toBe(0);
  });
});

describe("on a terminal", () => {
  /**
   * util-linux's script(1) is the terminal. Types each answer when its question appears; resolves
   * with everything that was shown.
   */
  async function onTerminal(command: string[], dialogue: [question: string, answer: string][]): Promise<string> {
    const quoted = command.map((word) => `'${word}'`).join(" ");
    const terminal = spawn("script", ["--quiet", "--return", "--command", quoted, "/dev/null"], {
      env: { ...process.env, MASTER_KEY, PIN_ITERATIONS: "1000" },
      timeout: 30_000,
    });
    let shown = "";
    terminal.stdout.setEncoding("utf8").on("data", (text) => {
      shown += text;
      const next = dialogue[0];
      if (!next || !shown.includes(next[0])) return;
      dialogue.shift();
      terminal.stdin.write(next[1]);
    });
    await once(terminal, "close");
    return shown;
  }
  const command = (state: string) => [
    process.execPath,
    inProject("packages/commands/admin.ts"),
    "password",
    "root",
    "--state",
    state,
  ];

  it("asks twice and shows nothing of the typed text", async () => {
    const state = copy();
    const shown = await onTerminal(command(state), [
      ["Password of root: ", "x1y2z3x1y2z3\r"],
      ["Password again: ", "x1y2z3x1y2z3\r"],
    ]);
    expect(shown).toContain(`changed the password of root (${state})`);
    // The folder has a random name, which may read like a part of the password.
    expect(shown.replaceAll(state, "")).not.toMatch(/[xyz][123]/);
    await withServer(state, async (server) =>
      expect((await postAuth(server, "root", "x1y2z3x1y2z3")).status).toBe(200),
    );
  });

  it.each([
    ["a typing error", "other\r", "The two passwords differ."],
    ["Ctrl-C", "\x03", "Nothing was done."],
    ["Ctrl-D", "\x04", "Nothing was done."],
  ])("changes nothing after %s", async (_, answer, message) => {
    const shown = await onTerminal(command("nowhere"), [
      ["Password of root: ", "x1y2z3x1y2z3\r"],
      ["Password again: ", answer],
    ]);
    expect(shown.trimEnd().endsWith(message)).toBe(true);
  });
});

describe("a link for a phone", () => {
  const phone = (state: string, name: string, env: Record<string, string> = {}) =>
    run("admin", ["phone", name, "--state", state], { env });

  it("leads to the enrolment of an administrator whose sign-in requires a phone", async () => {
    const state = copy();
    const env = { ADMIN_SECOND_FACTOR: "required" };
    let server = await start(state, { env });
    const origin = server.origin;
    expect((await postAuth(server, "root", ADMIN_PASSWORD)).status).toBe(401);
    await server.stop();
    const { code, stdout } = await phone(state, "root", { PUBLIC_URL: origin });
    expect(code).toBe(0);
    const [, link = ""] =
      /^made a registration link for a phone of root .*, which works once until .* UTC\nlink: (\S+)\n$/.exec(stdout) ??
      [];
    expect(link).toMatch(new RegExp(`^${origin}/enrol/[\\w-]{22}$`));
    server = await start(state, { env: { ...env, PUBLIC_URL: origin } });
    const opened = await fetch(server.origin + new URL(link).pathname);
    await server.stop();
    expect([opened.status, await opened.text()]).toEqual([200, expect.stringContaining("root")]);
  });

  it("is for administrators and accounts of one person, at a given address", async () => {
    const state = copy();
    await admin(state, ["add", "shop", "--rights", "tokenlist"], OLD);
    await admin(state, ["add", "ida", "--rights", "tokenlist", "--person"], OLD);
    const at = { PUBLIC_URL: "https://tiqr.example" };
    expect((await phone(state, "ida", at)).stdout).toMatch(/^made a registration link for a phone of ida /);
    expect((await admin(state, ["list"])).stdout).toMatch(/^ida +account of a person +tokenlist /m);
    expect((await phone(state, "nobody", at)).stderr).toBe(`There is no account nobody (${state}).\n`);
    expect((await phone(state, "shop", at)).stderr).toBe("shop is a service account, and those have no phones.\n");
    expect((await phone(state, "root")).stderr).toBe(
      "Give PUBLIC_URL, the address of the service, in the environment.\n",
    );
  });
});

describe("the keys that sign", () => {
  it("are listed, and `rotate` publishes the next ones, once", async () => {
    const state = copy();
    await withServer(state, async ({ origin }) => (await fetch(`${origin}/oidc/jwks`)).text());
    const { stdout } = await admin(state, ["keys", "list"]);
    expect(stdout).toMatch(/^ES256 [\w-]{43} signs from .* UTC\nRS256 [\w-]{43} signs from .* UTC\n$/);
    const rotated = await admin(state, ["keys", "rotate"]);
    expect(rotated.stdout).toMatch(/^published 2 new keys, which sign from .* UTC on \(.*\)\n$/);
    expect((await admin(state, ["keys", "rotate"])).stderr).toContain("The next keys are published already.");
    const { keys } = await withServer(
      state,
      async ({ origin }) => (await fetch(`${origin}/oidc/jwks`)).json() as Promise<{ keys: [] }>,
    );
    expect(keys).toHaveLength(4);
  }, 90_000);
});
