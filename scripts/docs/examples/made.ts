// Makes the documents whose replies come from a running service: every call in them is run, in
// order.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inProject } from "../../lib/project.ts";
import { jsonIn, plainBlock, replyBlock, replyOf } from "./block.ts";
import { runCall } from "./call.ts";
import { type DocumentedCall, withReplies } from "./document.ts";
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
      const printed = await runCall(commands, stage.names, async () => {
        for (const act of meanwhile) await stage.act(act);
      });
      const { text, json } = steady();
      if (!commands.startsWith("curl ")) return plainBlock(text(printed));
      const reply = replyOf(printed);
      stage.hear(reply);
      const told = jsonIn(reply);
      const headers = reply.headers.map(([name, value]) => [name, text(value)] as const);
      const short = told === undefined ? told : shorten(json(told), path === WALK);
      return replyBlock({ ...reply, headers, body: text(reply.body) }, short);
    };
    try {
      const made = new Map<string, string>();
      for (const path of WITH_EXAMPLES)
        made.set(path, await withReplies(readFileSync(inProject(path), "utf8"), (call) => newBlockOf(path, call)));
      return made;
    } finally {
      await stage.stop();
    }
  } finally {
    rmSync(state, { recursive: true, force: true, maxRetries: 5 });
  }
}
