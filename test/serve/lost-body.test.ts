// Clients that disconnect in the middle of a body, as strangers and bad networks do every day.
// docs/operating.md calls an `error` in the log worth an alarm, so this must not log one.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { start } from "./support/state.ts";

const PATHS = [
  "/validate/polltransaction",
  "/validate/check",
  "/ttype/tiqr",
  "/auth",
  "/login/begin",
  "/console/sign-in",
];

it("are no failure of the service", async () => {
  const state = mkdtempSync(join(tmpdir(), "lost-body-test-"));
  const server = await start(state);
  const { hostname, port } = new URL(server.origin);
  const type = "application/x-www-form-urlencoded";
  for (const path of PATHS)
    for (const method of ["GET", "POST"]) {
      const socket = connect(Number(port), hostname);
      await once(socket, "connect");
      const head = `${method} ${path} HTTP/1.1\r\nHost: ${hostname}\r\nOrigin: ${server.origin}\r\nContent-Type: ${type}`;
      socket.end(`${head}\r\nContent-Length: 100\r\n\r\nuser=a`);
      // The service has finished with it when it closes its own end.
      await once(socket.resume(), "close");
    }
  await server.stop();
  expect(server.log()).not.toMatch(/failed|lost/);
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
});
