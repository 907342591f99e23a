// Runs the commands of an example as they stand in the document, in bash, with the names that stand
// for earlier replies.
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Names } from "./names.ts";

/** Also prints the status and headers, which the document's `curl -s` does not. */
const WITH_HEADERS = 'curl() { command curl -i "$@"; }\n';

/** A call that takes longer has failed. */
const MAX_CALL_MS = 30_000;

/**
 * Returns the output. If the commands go on after their first output, `meanwhile` begins then, and
 * has ended when this returns.
 */
export async function runCall(commands: string, names: Names, meanwhile: () => Promise<void>): Promise<string> {
  const shell = spawn("bash", ["-euc", WITH_HEADERS + commands], {
    env: { PATH: process.env.PATH ?? "", ...names },
    stdio: ["ignore", "pipe", "inherit"],
    timeout: MAX_CALL_MS,
  });
  let printed = "";
  let going: Promise<void> | undefined;
  shell.stdout.setEncoding("utf8").on("data", (text) => {
    printed += text;
    going ??= meanwhile();
  });
  const [code] = await once(shell, "close");
  await going;
  if (code !== 0) throw new Error(`exit code ${code} of\n${commands}`);
  return printed;
}
