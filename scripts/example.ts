// npm run example: two websites whose visitors sign in with their phone. First a walk by itself: a
// sign-in with a scan, the second website without one, and a logout. Then the same for a browser on
// this machine, where Alice's simulated phone confirms when Enter is pressed here. Everything lives
// in a temporary folder that is removed at the end.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startExample } from "./example/sites.ts";
import { walkExample } from "./example/walk.ts";
import { noArguments } from "./lib/arguments.ts";

noArguments("example");
const state = mkdtempSync(join(tmpdir(), "tiqr-edge-example-"));
try {
  const example = await startExample(state);
  try {
    await walkExample(example, console.log);
    const { wiki, chat, alice } = example;
    console.log(`\nNow you: open ${wiki.origin} and sign in as ${alice.user} with the PIN ${alice.pin}.`);
    console.log("When the page shows a QR code, press Enter here: Alice's phone then scans it and confirms.");
    console.log(`${chat.origin} will not ask again. Ctrl-C ends.`);
    const lines = createInterface({ input: process.stdin });
    process.once("SIGINT", () => lines.close());
    process.once("SIGTERM", () => lines.close());
    for await (const _ of lines) console.log(`Alice's phone: ${await example.aliceConfirms()}`);
  } finally {
    await example.stop();
  }
} finally {
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
}
