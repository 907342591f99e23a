// The accounts of the examples, put into the database before the server starts.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { inProject } from "../../lib/project.ts";

const ACCOUNTS: Readonly<Record<string, readonly string[]>> = {
  carol: [],
  portal: ["--rights", "triggerchallenge"],
  reports: ["--rights", "auditlog"],
};

/** Gives all accounts the same password. */
export async function makeAccounts(state: string, env: Record<string, string>, password: string): Promise<void> {
  for (const [name, rights] of Object.entries(ACCOUNTS)) {
    const child = spawn(
      process.execPath,
      [inProject("packages/commands/admin.ts"), "add", name, ...rights, "--state", state],
      {
        env: { ...process.env, ...env },
        stdio: ["pipe", "ignore", "inherit"],
      },
    );
    child.stdin.end(password);
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`no account ${name}`);
  }
}
