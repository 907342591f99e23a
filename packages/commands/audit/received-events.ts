// Reads the bodies of webhooks that a receiver has kept, one a line.
import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { CommandError } from "../../../scripts/lib/project.ts";
import type { ReceivedMessages } from "./compare-received.ts";

/**
 * The messages, how many are of other databases than the one that is read, and the lines that are
 * not messages.
 * @throws CommandError when there is no such file.
 */
export async function readEvents(
  path: string,
  database: string,
): Promise<{ received: ReceivedMessages; ofOthers: number; problems: readonly string[] }> {
  if (!existsSync(path)) throw new CommandError(`There is no file ${path}.`);
  const received = new Map<number, string[]>();
  const problems: string[] = [];
  let [at, ofOthers] = [0, 0];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    at++;
    if (line.trim() === "") continue;
    const message = messageIn(line);
    if (message === "test") continue;
    if (message === undefined) {
      problems.push(`line ${at}: no message of this service`);
      continue;
    }
    if (message.database !== database) {
      ofOthers++;
      continue;
    }
    const bodies = received.get(message.number) ?? [];
    // A message may come twice.
    if (!bodies.includes(line)) received.set(message.number, [...bodies, line]);
  }
  return { received, ofOthers, problems };
}

function messageIn(line: string): { readonly number: number; readonly database: unknown } | "test" | undefined {
  try {
    const { type, data } = JSON.parse(line) as { type?: unknown; data?: { number?: unknown; database?: unknown } };
    if (type === "TEST") return "test";
    const number = data?.number;
    return typeof number === "number" && Number.isSafeInteger(number) && number > 0
      ? { number, database: data?.database }
      : undefined;
  } catch {
    return undefined;
  }
}
