// To which service a command speaks: one at an address, by an API key, or the one of a state
// folder, which then runs for this command.
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { CommandError } from "../../../scripts/lib/project.ts";
import { TiqrManagement } from "../../client/index.js";
import { plain } from "../program.ts";
import type { CommandArguments } from "./command.ts";
import { UsageError } from "./rows.ts";

interface AdminConnection {
  readonly manage: TiqrManagement;
  close(): Promise<void>;
}

export async function connect(args: Pick<CommandArguments, "text">, givesAddress: boolean): Promise<AdminConnection> {
  const [url, state] = [args.text("url"), args.text("state")];
  if (url !== undefined && state !== undefined)
    throw new UsageError("--url and --state name different services: give one of them.");
  if (url !== undefined) {
    if (args.text("as") !== undefined)
      throw new UsageError("--as is for --state; with --url the API key says which account it is.");
    return { manage: new TiqrManagement({ baseUrl: addressOf(url), apiKey: keyOf(args) }), close: async () => {} };
  }
  if (!state)
    throw new UsageError(
      "Give --url, the address of a running service, or --state, the folder of one that does not run.",
    );
  if (args.text("key-file") !== undefined) throw new UsageError("--key-file is for --url; --state needs none.");
  if (givesAddress && !process.env.PUBLIC_URL)
    throw new CommandError(
      "Give PUBLIC_URL, the address of the service, in the environment: what this makes carries it.",
    );
  // It reads the code of the storage, which takes longer than most calls.
  const { toFolder } = await import("./folder.ts");
  return toFolder(resolve(state), args.text("as"));
}

/** Anyone on the way could read a key that is sent unencrypted. */
function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError("--url must be an address such as https://tiqr.example.org.");
  if (url.protocol === "http:" && !isThisMachine(url))
    throw new UsageError("--url must begin with https:, because the API key is sent there.");
  return text;
}

export const isThisMachine = ({ hostname }: URL): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

function keyOf(args: Pick<CommandArguments, "text">): string {
  const key = readApiKey(args.text("key-file"));
  if (!key) throw new UsageError("An API key is needed: give TIQR_API_KEY in the environment, or --key-file.");
  return key;
}

/** From the file, or else from the environment; empty or undefined if none is given. */
export function readApiKey(file: string | undefined): string | undefined {
  const key = (file === undefined ? process.env.TIQR_API_KEY : contentOf(file))?.trim();
  if (key && !/^[\x21-\x7e]+$/.test(key)) throw new UsageError("The API key is not one line of text.");
  return key;
}

function contentOf(file: string): string {
  try {
    warnOfReaders(file);
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`The key cannot be read: ${(error as Error).message}.`);
  }
}

/**
 * Whoever reads the file has the account. It is only said, because a mounted secret may have a mode
 * that nobody can change.
 */
function warnOfReaders(file: string): void {
  const stat = statSync(file);
  if (process.platform === "win32" || !stat.isFile() || (stat.mode & 0o077) === 0) return;
  const mode = (stat.mode & 0o777).toString(8).padStart(4, "0");
  console.error(
    `Others on this machine may have access to ${plain(file)} (${mode}): chmod 600 would keep the key to you.`,
  );
}
