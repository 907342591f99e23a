// npm run example: a website that uses the login page, for a browser on this machine. Alice's phone is simulated and confirms
// when Enter is pressed here. Everything lives in a temporary folder that is removed at the end.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startExample } from "./lib/example.ts";

const state = mkdtempSync(join(tmpdir(), "tiqr-edge-example-"));
try {
  const example = await startExample(state);
  console.log(`Open ${example.origin} and sign in as ${example.alice.user} with the PIN ${example.alice.pin}.`);
  console.log(
    "When the page shows a QR code, press Enter here: Alice's phone then scans it and confirms. Ctrl-C ends.",
  );
  const lines = createInterface({ input: process.stdin });
  process.once("SIGINT", () => lines.close());
  process.once("SIGTERM", () => lines.close());
  for await (const _ of lines) console.log(`Alice's phone: ${await example.aliceConfirms()}`);
  await example.stop();
} finally {
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
}
