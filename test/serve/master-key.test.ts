// `npm run serve` without a MASTER_KEY: the key that it makes in its state folder, and the commands
// that read it there.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../support/admin-password.ts";
import { MASTER_KEY as GIVEN, postAuth, run, runFile, start } from "./support/state.ts";

const NONE = { MASTER_KEY: "" };
const OTHER = btoa("another key of thirty-two bytes!");
const keyFile = (state: string) => join(state, "master-key");

let folder: string;
/** A folder that was served once without a key, with an administrator. */
let made: string;
/** A folder that was served once under a given key. */
let given: string;
let said: string;
let copies = 0;
const copy = (state: string): string => {
  const path = join(folder, `copy-${++copies}`);
  cpSync(state, path, { recursive: true });
  return path;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "master-key-test-"));
  [made, given] = [join(folder, "made"), join(folder, "given")];
  const server = await start(made, { env: NONE });
  await postAuth(server, "root", ADMIN_PASSWORD);
  await server.stop();
  said = server.log();
  const other = await start(given);
  await postAuth(other, "root", ADMIN_PASSWORD);
  await other.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** The output of a refused start. */
async function refusal(state: string, env: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await runFile("scripts/serve.ts", ["--port", "0", "--state", state], { env });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  return stderr;
}

describe("serve without a MASTER_KEY", () => {
  it("makes one of 32 random bytes, readable only by its owner, and says so in one line", async () => {
    const key = readFileSync(keyFile(made), "utf8").trim();
    expect(Buffer.from(key, "base64")).toHaveLength(32);
    expect(statSync(keyFile(made)).mode & 0o777).toBe(0o600);
    expect(said.split("\n").filter((line) => line.includes("MASTER_KEY"))).toEqual([
      `No MASTER_KEY is given, so one was made: ${keyFile(made)}. Without that file the folder is useless.`,
    ]);
    expect(said).not.toContain(key);
    const second = join(folder, "second");
    await (await start(second, { env: NONE })).stop();
    expect(readFileSync(keyFile(second), "utf8").trim()).not.toBe(key);
  });

  it("reads it at the next start, without a word", async () => {
    const state = copy(made);
    const before = readFileSync(keyFile(state), "utf8");
    const server = await start(state, { env: NONE });
    const { status } = await postAuth(server, "root", ADMIN_PASSWORD);
    await server.stop();
    expect(status).toBe(200);
    expect(server.log()).not.toContain("MASTER_KEY");
    expect(readFileSync(keyFile(state), "utf8")).toBe(before);
  });

  it("makes no key for a database that was written under a given one", async () => {
    const state = copy(given);
    expect(await refusal(state, NONE)).toBe(
      `The database in ${state} was made under a MASTER_KEY that is missing: give it in the environment, or as ${keyFile(state)}.\n`,
    );
    expect(existsSync(keyFile(state))).toBe(false);
  });

  it.each([["c2hvcnQ=\n"], [""]])("refuses a key file that holds %j, names it, and leaves it", async (spoilt) => {
    const state = mkdtempSync(join(folder, "spoilt-"));
    writeFileSync(keyFile(state), spoilt);
    expect(await refusal(state, NONE)).toBe(
      `The MASTER_KEY in ${keyFile(state)} cannot be used: it is not base64 of 32 bytes.\n`,
    );
    expect(readFileSync(keyFile(state), "utf8")).toBe(spoilt);
  });

  it("refuses in one line if it cannot make one", async () => {
    const state = mkdtempSync(join(folder, "dangling-"));
    symlinkSync(join(state, "nowhere"), keyFile(state));
    expect(await refusal(state, NONE)).toMatch(/^No MASTER_KEY can be made in .*\/master-key: .*\n$/);
  });

  it("refuses a key that it cannot read, in one line", async () => {
    const state = join(folder, "unreadable");
    mkdirSync(keyFile(state), { recursive: true });
    expect(await refusal(state, NONE)).toMatch(/^The MASTER_KEY in .*\/unreadable\/master-key cannot be used: .*\n$/);
  });
});

describe("a MASTER_KEY that is given", () => {
  it("is the one that is used, and none is made", async () => {
    expect(existsSync(keyFile(given))).toBe(false);
    expect(await refusal(copy(given), { MASTER_KEY: OTHER })).toContain("lack key ");
  });

  it("wins over the one in the folder, and the start is refused when the database was written under that", async () => {
    const state = copy(made);
    expect(await refusal(state, { MASTER_KEY: GIVEN })).toMatch(
      /^configuration: MASTER_KEY and MASTER_KEY_PREVIOUS lack key [0-9a-f]{8}, under which this database was written\n$/,
    );
    const server = await start(state, { env: { MASTER_KEY: readFileSync(keyFile(state), "utf8") } });
    const { status } = await postAuth(server, "root", ADMIN_PASSWORD);
    await server.stop();
    expect(status).toBe(200);
  });
});

describe("the commands on a state folder", () => {
  it("read its key if none is given", async () => {
    const state = copy(made);
    const place = ["--state", state];
    const verified = await run("audit-verify", place, { env: NONE });
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringMatching(/: whole\n$/) });
    const added = await run("admin", ["add", "anna", "--generate", ...place], { env: NONE });
    expect(added).toMatchObject({ code: 0, stderr: "" });
    const [, password = ""] = /^password: (.+)$/m.exec(added.stdout) ?? [];
    const server = await start(state, { env: NONE });
    const { status } = await postAuth(server, "anna", password);
    await server.stop();
    expect(status).toBe(200);
  });

  it("prefer a given key: rekey reseals the values under the folder's key", async () => {
    const state = copy(made);
    const env = { MASTER_KEY: OTHER, MASTER_KEY_PREVIOUS: readFileSync(keyFile(state), "utf8").trim() };
    const { code, stdout } = await run("rekey", ["--state", state], { env });
    expect(code).toBe(0);
    expect(stdout).toContain("resealed: 1 of 1\n");
  });

  it("make no key", async () => {
    const state = copy(given);
    const { code, stderr } = await run("rekey", ["--state", state], { env: NONE });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^MASTER_KEY must be base64 of 32 bytes.* Give the key that the service has.*\n$/);
    expect(existsSync(keyFile(state))).toBe(false);
  });
});
