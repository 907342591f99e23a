// The real server on a new state folder for the tests of one file, with its administrator signed
// in. The server is stopped and the folder removed when the tests end.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { Service } from "../../../scripts/lib/service-client.ts";
import type { RunningServer } from "../../../scripts/serve/start-server.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { start } from "./state.ts";

/**
 * Returns a function that returns the service once tests run. `env`: settings. Rate limits are off,
 * because tests try often.
 */
export function withService(env: Record<string, string> = {}): () => Service {
  const folder = mkdtempSync(join(tmpdir(), "service-test-"));
  let server: RunningServer | undefined;
  let service: Service | undefined;
  beforeAll(async () => {
    server = await start(folder, { env: { RATE_LIMITS: "off", ...env } });
    service = new Service(server.origin);
    await service.signIn("root", ADMIN_PASSWORD);
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return () => service as Service;
}
