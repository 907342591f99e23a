// Many tokens come with little memory, whatever the size of the file: the program itself needs
// about 16 MB. bench/import.ts measures the time, with a hundred thousand.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  writeEduidRegistrations,
  writeOwnExport,
  writePrivacyIdeaYaml,
  writeStepupUsers,
} from "../../../../../bench/import/users.ts";
import { inProject } from "../../../../../scripts/lib/project.ts";
import { MASTER_KEY } from "../../../../../test/serve/support/state.ts";
import { withStates } from "../../../../../test/serve/support/states.ts";
import { databaseOf } from "./database-of.ts";

const TOKENS = 20_000;
/**
 * An export as one text does not fit, except eduID's, which is small. V8 lets the young generation
 * grow to 32 MB and more, and moves all of it at once into an old one that cannot hold it: without
 * its own bound the run ends by chance, whatever is kept.
 */
const HEAP = "--max-old-space-size=20 --max-semi-space-size=1";
const TIMEOUT_MS = 20 * 60_000;

const copy = withStates();
let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "import-many-"));
  writeStepupUsers(folder, TOKENS);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function inLittleMemory(args: readonly string[]) {
  const child = spawn(process.execPath, [inProject("packages/commands/import.ts"), ...args], {
    env: { ...process.env, MASTER_KEY, MASTER_KEY_PREVIOUS: "", NODE_OPTIONS: HEAP },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
}

it(
  "20 000 tokens come in bounded memory",
  async () => {
    const state = copy();
    // The names in another realm than the default one are looked at, too (decision 021).
    const args = [folder, "--from", "stepup-sql", "--realm", "corp", "--apply", "--json", "--state", state];
    const [said, progress] = await inLittleMemory(args);
    expect(JSON.parse(said)).toMatchObject({ applied: true, read: TOKENS, token: TOKENS, refused: 0 });
    expect(progress.trimEnd().split("\n")).toHaveLength(TOKENS / 10_000 + 1);
    const counted = "SELECT count(*) AS n, count(DISTINCT identity) AS people FROM token";
    expect(databaseOf(state, counted)).toEqual([{ n: TOKENS, people: TOKENS }]);
  },
  TIMEOUT_MS,
);

const WRITERS: Readonly<Record<string, () => { readonly file: string; readonly keyFile?: string }>> = {
  "privacyidea-yaml": () => ({ file: writePrivacyIdeaYaml(folder, TOKENS, true) }),
  eduid: () => writeEduidRegistrations(folder, TOKENS),
  "tiqr-edge-json": () => writeOwnExport(folder, TOKENS),
};

it.each(Object.entries(WRITERS))(
  "20 000 tokens of %s are read in bounded memory",
  async (from, write) => {
    const state = copy();
    const { file, keyFile } = write();
    const key = keyFile === undefined ? [] : ["--key-file", keyFile];
    const args = [file, "--from", from, "--service-identifier", "127.0.0.1", ...key, "--json", "--state", state];
    const [said, progress] = await inLittleMemory(args);
    expect([said === "" && progress, said]).toEqual([false, expect.stringContaining(`"token":${TOKENS},`)]);
  },
  TIMEOUT_MS,
);
