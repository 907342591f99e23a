// The real server on one state folder and one port, to be killed and started again; and the trail
// that it leaves.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isListening } from "../../../scripts/lib/port.ts";
import { Service } from "../../../scripts/lib/service-client.ts";
import type { RunningServer } from "../../../scripts/serve/start-server.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { start } from "./state.ts";

export class MortalServer {
  readonly folder = mkdtempSync(join(tmpdir(), "kill-test-"));
  #service: Service | undefined;
  #server: RunningServer | undefined;
  #port = 0;

  get service(): Service {
    return this.#service as Service;
  }

  /**
   * `env`: settings for this start alone. Rate limits are off, because clients try often. The
   * administrator signs in the first time; the same session is still valid after a kill.
   */
  async start(env: Record<string, string> = {}): Promise<void> {
    this.#server = await start(this.folder, { port: this.#port, detached: true, env: { RATE_LIMITS: "off", ...env } });
    if (this.#service) return;
    this.#port = Number(new URL(this.#server.origin).port);
    this.#service = new Service(this.#server.origin);
    await this.#service.signIn("root", ADMIN_PASSWORD);
  }

  /**
   * Sends SIGKILL to the process group, in this turn of the event loop. workerd has its own group,
   * and the kernel would end it a moment later (workerd-guard.sh). It is killed first, separately,
   * so that it cannot use that moment to finish what it has begun.
   */
  kill(): void {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    for (const pid of [Number(readFileSync(join(this.folder, "workerd.pid"), "utf8")), -Number(server.process.pid)]) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {} // it is gone already
    }
  }

  async killAndStart(env: Record<string, string> = {}): Promise<void> {
    this.kill();
    while (await isListening(this.#port)) await sleep(5);
    await this.start(env);
  }

  /** Stops it in whatever state a test has left it. */
  remove(): void {
    this.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The rows of the audit trail, oldest first, each as `action authentication success reason`. */
  async trail(filter: Record<string, string>): Promise<string[]> {
    const query = new URLSearchParams({ ...filter, page_size: "1000", sortorder: "asc" });
    const { json } = await this.service.asAdmin("GET", `/audit/?${query}`);
    return json.result.value.auditdata.map((row: Record<string, string>) =>
      [row.action, row.authentication, row.success ? "success" : row.reason].filter(Boolean).join(" "),
    );
  }
}
