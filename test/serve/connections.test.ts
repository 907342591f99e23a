// Connections that `npm run serve` bears: it has no bound of its own but that of open files, of
// which each takes two. Reaching it costs others their connections, for as long as it lasts.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { RunningServer } from "../../scripts/serve/start-server.ts";
import { start } from "./support/state.ts";

let state: string;
let server: RunningServer;
const sockets: Socket[] = [];
beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), "connections-test-"));
  server = await start(state);
});
afterEach(async () => {
  leave();
  await server.stop();
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
});

/** Each sends the beginning of a request, and then nothing. */
const open = (count: number) =>
  Promise.all(
    Array.from({ length: count }, () => {
      const socket = connect(Number(new URL(server.origin).port), "127.0.0.1");
      sockets.push(socket);
      socket.on("error", () => {});
      return new Promise<void>((resolve) => {
        socket.on("connect", () => socket.write("GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ", () => resolve()));
        socket.on("close", () => resolve());
      });
    }),
  );
function leave(): void {
  for (const socket of sockets.splice(0)) socket.destroy();
}
const workerd = () => readFileSync(join(state, "workerd.pid"), "utf8").trim();
const openFiles = () => readdirSync(`/proc/${workerd()}/fd`).length;
const health = async () => (await fetch(`${server.origin}/health`, { headers: { Connection: "close" } })).status;

it.runIf(process.platform === "linux")(
  "a thousand that say nothing keep nobody out, and take two files each",
  async () => {
    const before = openFiles();
    await open(1000);
    await vi.waitFor(() => expect(openFiles()).toBeGreaterThanOrEqual(before + 2000), { timeout: 10_000 });
    expect(openFiles()).toBeLessThan(before + 2200);
    expect(await health()).toBe(200);
  },
);

it.runIf(process.platform === "linux")("as many as there are files keep others out, until they leave", async () => {
  expect(spawnSync("prlimit", [`--nofile=${openFiles() + 100}`, "--pid", workerd()]).status).toBe(0);
  await open(200);
  await expect(health()).rejects.toThrow();
  leave();
  await vi.waitFor(async () => expect(await health()).toBe(200), { timeout: 10_000 });
});
