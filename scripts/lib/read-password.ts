// Reads a password from the terminal, without showing it, or from a pipe.
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { CommandError } from "./project.ts";

/** Asks twice on a terminal. Otherwise it reads all of stdin, without the line break at its end. */
export async function readPassword(name: string): Promise<string> {
  const password = process.stdin.isTTY ? await askTwice(name) : (await text(process.stdin)).replace(/\r?\n$/, "");
  if (password === "") throw new CommandError("The password is empty.");
  if (/\p{Cc}/u.test(password)) throw new CommandError("The password must be one line without control characters.");
  return password;
}

/**
 * A secret that can be checked by its use: asked for once on a terminal, otherwise all of stdin.
 */
export async function askAtTerminal(question: string): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, "");
  return onTerminal((ask) => ask(question));
}

const askTwice = (name: string): Promise<string> =>
  onTerminal(async (ask) => {
    const password = await ask(`Password of ${name}: `);
    if ((await ask("Password again: ")) !== password) throw new CommandError("The two passwords differ.");
    return password;
  });

async function onTerminal(work: (ask: (question: string) => Promise<string>) => Promise<string>): Promise<string> {
  // A terminal would show the password. Readline does the echo instead and writes it nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true, historySize: 0 });
  const ask = (question: string) =>
    new Promise<string>((resolve, reject) => {
      process.stderr.write(question);
      lines.once("line", (line) => {
        process.stderr.write("\n");
        resolve(line);
      });
      // Ctrl-C and Ctrl-D close the input.
      lines.once("close", () => reject(new CommandError("\nNothing was done.", 130)));
    });
  try {
    return await work(ask);
  } finally {
    lines.close();
  }
}
