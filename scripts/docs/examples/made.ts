// Makes the documents whose replies come from a running service: every call in them is run, in
// order.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inProject } from "../../lib/project.ts";
import { jsonIn, plainBlock, replyBlock, replyOf } from "./block.ts";
import { type DocumentedCall, withReplies } from "./document.ts";
import type { Names } from "./names.ts";
import { shortener } from "./shorten.ts";
import { startStage } from "./stage.ts";
import { steadyIn } from "./steady.ts";

/** The walk through a login, whose replies are whole. */
const WALK = "docs/api.md";
/** The second continues where the first ends. */
export const WITH_EXAMPLES: readonly string[] = [WALK, "docs/api-examples.md"];

export async function madeExamples(): Promise<ReadonlyMap<string, string>> {
  const state = mkdtempSync(join(tmpdir(), "tiqr-edge-examples-"));
  try {
    const stage = await startStage(state);
    const steady = steadyIn(Date.now());
    const shorten = shortener();
    let lastBlock = "";
    /** Undefined for the same reply as that of the call before. */
    const newBlockOf = async (path: string, call: DocumentedCall): Promise<string | undefined> => {
      const block = await blockOf(path, call);
      if (block === lastBlock) return undefined;
      lastBlock = block;
      return block;
    };
    const blockOf = async (path: string, { first, meanwhile, commands }: DocumentedCall): Promise<string> => {
      for (const act of first) await stage.act(act);
      const printed = await run(commands, stage.names, async () => {
        for (const act of meanwhile) await stage.act(act);
      });
      const { text, json } = steady();
      if (!commands.startsWith("curl ")) return plainBlock(text(printed));
      const reply = replyOf(printed);
      stage.hear(reply);
      const whole = jsonIn(reply);
      const headers = reply.headers.map(([name, value]) => [name, text(value)] as const);
      const short = whole === undefined ? whole : shorten(json(whole), path === WALK);
      return replyBlock({ ...reply, headers, body: text(reply.body) }, short);
    };
    try {
      const documents = new Map<string, string>();
      for (const path of WITH_EXAMPLES)
        documents.set(path, await withReplies(readFileSync(inProject(path), "utf8"), (call) => newBlockOf(path, call)));
      return documents;
    } finally {
      await stage.stop();
    }
  } finally {
    rmSync(state, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Also prints the status and headers, which the document's `curl -s` does not. */
const WITH_HEADERS = 'curl() { command curl -i "$@"; }\n';

/** A call that takes longer has failed. */
const MAX_CALL_MS = 30_000;

/**
 * Returns the output. If the commands go on after their first output, `meanwhile` begins then, and
 * has ended when this returns.
 */
async function run(commands: string, names: Names, meanwhile: () => Promise<void>): Promise<string> {
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
