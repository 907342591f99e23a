// Listeners at the real server, over real connections: those that disconnect without a word, and
// those that are connected when it stops.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { type EnrolledPerson, Service, type TestLogin } from "../../scripts/lib/service-client.ts";
import { ADMIN_PASSWORD } from "../support/admin-password.ts";
import { start } from "./support/state.ts";
import { withService } from "./support/with-service.ts";

const running = withService();
let service: Service;
let alice: EnrolledPerson;
beforeAll(async () => {
  service = running();
  alice = await service.enrol("alice");
});

const pollPath = (login: TestLogin, seconds: number) =>
  `/validate/polltransaction?transaction_id=${login.transactionId}&wait=${seconds}`;
const eventsPath = (login: TestLogin) => `/validate/events/${login.transactionId}`;

async function waitFor(by: Service, login: TestLogin, seconds: number): Promise<string> {
  const { status, json } = await by.request(pollPath(login, seconds));
  return json.detail?.transaction_state ?? String(status);
}

/** Sends a request and keeps the connection, so that a test can cut it. */
async function rawRequest(path: string, headers: string[] = []): Promise<Socket> {
  const { hostname, port } = new URL(service.origin);
  const socket = connect(Number(port), hostname).on("error", () => {});
  await once(socket, "connect");
  socket.write([`GET ${path} HTTP/1.1`, `Host: ${hostname}:${port}`, ...headers, "", ""].join("\r\n"));
  return socket;
}

/** A WebSocket client that has received the state. */
async function rawListener(login: TestLogin): Promise<Socket> {
  const key = Buffer.from("0123456789abcdef").toString("base64");
  const headers = [
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${key}`,
  ];
  const socket = await rawRequest(eventsPath(login), headers);
  for (let received = ""; !received.includes("state"); ) received += String((await once(socket, "data"))[0]);
  return socket;
}

interface Listener {
  readonly heard: string[];
  /** Resolves when it receives `used`, or is cut off. */
  readonly ended: Promise<void>;
}

/** Resolves when it receives the state; rejects if it may not listen. */
async function listen(by: Service, login: TestLogin): Promise<Listener> {
  const socket = new WebSocket(by.origin.replace("http", "ws") + eventsPath(login));
  const heard: string[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  socket.addEventListener("close", () => end());
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("message", ({ data }) => {
      const { state } = JSON.parse(data);
      heard.push(state);
      resolve();
      if (state === "used") end();
    });
    socket.addEventListener("error", () => reject(new Error("no socket")));
  });
  return { heard, ended };
}

describe("a listener that leaves without a word", () => {
  it.each(["destroy", "resetAndDestroy"] as const)("keeps no other from hearing (%s)", async (leave) => {
    const login = await service.trigger(alice);
    const gone = await Promise.all([
      ...Array.from({ length: 4 }, () => rawRequest(pollPath(login, 20))),
      ...Array.from({ length: 4 }, () => rawListener(login)),
    ]);
    const listener = await listen(service, login);
    const polls = Array.from({ length: 4 }, () => waitFor(service, login, 20));
    await sleep(100); // until they wait
    for (const socket of gone) socket[leave]();
    await sleep(100);
    expect(await service.answer(login, login.right)).toBe("ok");
    expect(await Promise.all(polls)).toEqual(Array(4).fill("answered"));
    expect((await service.finalize(login)).json.result.value).toBe(true);
    await listener.ended;
    expect(listener.heard).toEqual(["open", "answered", "used"]);
  });

  it("makes room for another WebSocket", async () => {
    const login = await service.trigger(alice);
    const gone = await Promise.all(Array.from({ length: 8 }, () => rawListener(login)));
    await expect(listen(service, login)).rejects.toThrow("no socket");
    for (const socket of gone) socket.destroy();
    let listener: Listener | undefined;
    while (!listener) listener = await listen(service, login).catch(() => sleep(50, undefined));
    await service.answer(login, login.right);
    await service.finalize(login);
    await listener.ended;
    expect(listener.heard).toEqual(["open", "answered", "used"]);
  });
});

describe("a stop", () => {
  it("answers waiting polls, cuts off longer waits, and loses no login", { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "live-test-"));
    const serve = async () => {
      const server = await start(folder);
      const to = new Service(server.origin);
      await to.signIn("root", ADMIN_PASSWORD);
      return { server, to };
    };
    try {
      const first = await serve();
      const bob = await first.to.enrol("bob");
      const login = await first.to.trigger(bob);
      const listener = await listen(first.to, login);
      const [short, long] = [waitFor(first.to, login, 3), waitFor(first.to, login, 20).catch(() => "cut off")];
      await sleep(100); // until they wait
      await first.server.stop();
      expect(await Promise.all([short, long])).toEqual(["open", "cut off"]);
      await listener.ended;
      expect(listener.heard).toEqual(["open"]);
      expect([first.server.process.exitCode, first.server.log()]).toEqual([0, ""]);

      const second = await serve();
      expect(await second.to.stateOf(login.transactionId)).toBe("open");
      expect(await second.to.answer(login, login.right)).toBe("ok");
      await second.server.stop();
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
