// The load generator: a process that ./generator.ts starts, and that follows its orders one at a
// time.
import { BenchCrew } from "../steps/crew.ts";
import { enrolment, initFor, metadataStep } from "../steps/enrolment.ts";
import { registerClient } from "../steps/sign-in.ts";
import { expectReply, type Step } from "../steps/step.ts";
import { STEPS } from "../steps/steps.ts";
import { LoadConnection } from "./connection.ts";
import type { LoadAnswer, LoadOrder, LoadRun } from "./orders.ts";

const TOKENS_OF_RICH = 10;

interface KnownServer {
  readonly crew: BenchCrew;
  readonly origin: string;
}

const servers = new Map<string, KnownServer>();

async function follow(order: LoadOrder): Promise<LoadAnswer> {
  if (order.kind === "meet") {
    servers.set(order.server, await meet(order));
    return { ok: true };
  }
  const server = servers.get(order.server);
  if (!server) throw new Error(`${order.server} is not known yet`);
  return { ok: true, run: await run(server, STEPS[order.step].step, order.clients, order.count) };
}

async function meet({ origin, password, rich }: LoadOrder & { kind: "meet" }): Promise<KnownServer> {
  const connection = await LoadConnection.open(origin);
  const crew = new BenchCrew();
  const reply = await connection.post("/auth", `username=admin&password=${password}`);
  expectReply(reply, "token");
  crew.admin = `PI-Authorization: ${JSON.parse(reply.body).result.value.token}\r\n`;
  crew.client = await registerClient(connection, crew);
  for (let person = 0; person < rich; person++) {
    const user = crew.nextUser();
    for (let token = 0; token < TOKENS_OF_RICH; token++) {
      await initFor(user, connection, crew);
      for (const step of [metadataStep, enrolment]) await step.run(connection, crew);
    }
    crew.rich.push(user);
  }
  crew.people.length = 0;
  crew.victims.length = 0;
  connection.close();
  return { crew, origin };
}

async function run({ crew, origin }: KnownServer, step: Step, clients: number, count: number): Promise<LoadRun> {
  await step.prepare?.(crew);
  // New ones for each run: workerd closes a connection that is idle for some seconds.
  const connections = await Promise.all(Array.from({ length: clients }, () => LoadConnection.open(origin)));
  const latencies: number[] = [];
  let left = count;
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      while (left-- > 0) {
        const from = performance.now();
        await step.run(connection, crew);
        latencies.push(performance.now() - from);
      }
    }),
  );
  const wallMs = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  for (const connection of connections) connection.close();
  return { latencies, wallMs, loadCpuMs: (user + system) / 1000 };
}

process.on("message", async (order: LoadOrder) => {
  const answer = await follow(order).catch(
    (error): LoadAnswer => ({ ok: false, problem: String(error?.stack ?? error) }),
  );
  process.send?.(answer);
});
