// The promises of `npm run rekey`, tested on state folders of the real server; and `npm run serve`
// demands the keys of its database.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { inProject } from "../../../../scripts/lib/project.ts";
import { startServer } from "../../../../scripts/serve/start-server.ts";
import { type Bytes, fromBase64, utf8 } from "../../../../src/lib/bytes.ts";
import { loadKeyring } from "../../../../src/storage/keys/keyring-cache.ts";
import { createSealer } from "../../../../src/storage/keys/seal.ts";
import { MASTER_KEY as OLD, postAuth, run, runFile, start, tamper } from "../../../../test/serve/support/state.ts";
import { withStates } from "../../../../test/serve/support/states.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";

const NEW = btoa("another key of thirty-two bytes!");
const both = { MASTER_KEY: NEW, MASTER_KEY_PREVIOUS: OLD };
const keyringOf = (root: string) => loadKeyring([fromBase64(root) as Bytes]);
const [oldId, newId] = await Promise.all([OLD, NEW].map(async (root) => (await keyringOf(root)).newest.id));

const copy = withStates();

const rekey = (state: string, env: Record<string, string> = both) => run("rekey", ["--state", state], { env });

/** Tokens with a secret under the old key. */
async function addTokens(state: string, count: number): Promise<void> {
  const sealer = createSealer(await keyringOf(OLD));
  const rows: string[] = [];
  for (let index = 1; index <= count; index++) {
    const serial = `T${index}`;
    rows.push(
      `('${serial}', 1, '', 1, 0, 'enrolled', 10, '', '${await sealer.seal("secret", serial, utf8(serial))}', 0)`,
    );
  }
  tamper(
    state,
    `INSERT INTO token (serial, generation, description, active, revoked, rollout_state, max_fail, suite,
       sealed_secret, created_at_ms) VALUES ${rows.join(", ")}`,
  );
}

const dropped = `No sealed value needs key ${oldId} any more: it can be dropped from MASTER_KEY_PREVIOUS`;

describe("rekey", () => {
  it("reseals everything, says how much is under which key, and the service no longer needs the old one", async () => {
    const state = copy();
    await addTokens(state, 2);
    const { code, stdout, stderr } = await rekey(state);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n")).toEqual([
      "resealed: 3 of 3",
      `key ${newId} (MASTER_KEY): 2 secrets, 1 password`,
      `key ${oldId} (MASTER_KEY_PREVIOUS): 5 audit rows`,
      expect.stringContaining(dropped),
      "",
    ]);
    const again = await rekey(state);
    expect(again.stdout).toBe(stdout.slice(stdout.indexOf("\n") + 1));
    // The newest audit row is still under the old key, which does not keep the server from
    // anything.
    const server = await startServer({ state, env: { MASTER_KEY: NEW, PIN_ITERATIONS: "1000" } });
    const { status } = await postAuth(server, "root", ADMIN_PASSWORD);
    await server.stop();
    expect(status).toBe(200);
  });

  it("names values that do not open, leaves them, and says that the old key must stay", async () => {
    const state = copy();
    await addTokens(state, 3);
    tamper(
      state,
      "UPDATE token SET sealed_secret = (SELECT sealed_secret FROM token WHERE serial = 'T1') WHERE serial = 'T2'",
    );
    const { code, stdout } = await rekey(state);
    expect(code).toBe(1);
    expect(stdout.split("\n")).toEqual([
      "resealed: 3 of 4",
      "does not open: token.sealed_secret of T2, which is left unchanged",
      `key ${newId} (MASTER_KEY): 2 secrets, 1 password`,
      `key ${oldId} (MASTER_KEY_PREVIOUS): 1 secret, 5 audit rows`,
      `Keep key ${oldId} in MASTER_KEY_PREVIOUS until the rows that do not open are repaired or given up.`,
      "",
    ]);
  });

  it("stopped by Ctrl-C has kept its work, and continues when it is run again", async () => {
    const state = copy();
    await addTokens(state, 5000);
    const child = spawn(process.execPath, [inProject("packages/commands/rekey.ts"), "--state", state], {
      env: { ...process.env, ...both },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [said, told] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => {
      if (said === "") child.kill("SIGINT");
      said += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      told += text;
    });
    const [code] = await once(child, "close");
    expect({ code, told }).toEqual({ code: 130, told: "Stopped. Run it again to continue.\n" });
    const done = Number(said.match(/\d+(?= of 5001)/g)?.at(-1));
    const { stdout, ...ended } = await rekey(state);
    expect(ended).toEqual({ code: 0, stderr: "" });
    const left = Number(/of (\d+)/.exec(stdout)?.[1]);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(5001 - done);
    expect(stdout).toContain(`key ${newId} (MASTER_KEY): 5000 secrets, 1 password`);
  });

  it("without the old key reseals nothing, names the account and the missing key", async () => {
    const state = copy();
    const { code, stdout } = await rekey(state, { MASTER_KEY: NEW });
    expect(code).toBe(1);
    expect(stdout.split("\n")).toEqual([
      "does not open: admin.sealed_password of root, which is left unchanged",
      `key ${newId} (MASTER_KEY): nothing`,
      `key ${oldId} (not given): 1 password, 5 audit rows`,
      "MASTER_KEY_PREVIOUS is empty.",
      "",
    ]);
  });

  it.each([
    [
      ["--remote", "--state", "x"],
      "--state and --remote name different databases: give one of them. Usage: npm run rekey",
    ],
    [["--all"], "Unknown option '--all'"],
    [["--state", "nowhere"], "There is no database in "],
  ])("ends with 2 and one line for %j", async (args, reason) => {
    const { code, stdout, stderr } = await run("rekey", args, { env: both });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^.*\n$/);
    expect(stderr.startsWith(reason)).toBe(true);
  });

  it("leaves a folder alone that a server is using", async () => {
    const state = copy();
    const server = await start(state);
    const { code, stderr } = await rekey(state);
    await server.stop();
    expect({ code, stderr }).toEqual({ code: 2, stderr: `The state folder ${state} is in use by another server.\n` });
  });
});

describe("serve", () => {
  it("does not start under a key that is not the database's, and says so in one line", async () => {
    const state = copy();
    const args = ["--port", "0", "--state", state];
    expect(await runFile("scripts/serve.ts", args, { env: { MASTER_KEY: NEW } })).toEqual({
      code: 1,
      stdout: "",
      stderr: `configuration: MASTER_KEY and MASTER_KEY_PREVIOUS lack key ${oldId}, under which this database was written\n`,
    });
  });

  it("reseals by its cron while the old key is given", async () => {
    const state = copy();
    const server = await startServer({ state, env: { ...both, PIN_ITERATIONS: "1000" } });
    const { status } = await postAuth(server, "root", ADMIN_PASSWORD);
    await server.stop();
    expect(status).toBe(200);
    expect(server.log()).toContain("reseal: 1 resealed under MASTER_KEY, 0 left under other keys");
  });
});
