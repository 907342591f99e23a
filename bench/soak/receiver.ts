// A receiver of webhooks in this process. It keeps what comes, and in the end nothing of the trail
// may be missing.
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { host } from "../../scripts/lib/port.ts";
import type { Service } from "../../scripts/lib/service-client.ts";
import { finding, type SoakFinding } from "./checks.ts";

/**
 * One message leaves after the other, so at the limit of a machine they fall far behind their rows,
 * and come for as long again. A failed one is tried again after a quarter of an hour at most.
 */
const MOST_STILL_MS = 20 * 60_000;

export class SoakReceiver {
  readonly file: string;
  /** By database: the numbers that came. */
  readonly #numbers = new Map<string, Set<number>>();
  #behind = 0;
  #repeated = 0;
  readonly #server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    this.#keep(body);
    response.end();
  });

  constructor(file: string) {
    this.file = file;
  }

  /** Has every event of the service sent here from now on. */
  async listen(service: Service): Promise<void> {
    await once(this.#server.listen(0, host), "listening");
    const { port } = this.#server.address() as { port: number };
    const reply = await service.postAsAdmin("/events/endpoints", { url: `http://${host}:${port}/` });
    if (reply.json?.result?.status !== true) throw new Error(`no endpoint: ${reply.text}`);
  }

  /** Waits until the service says that every row was sent, or that it has sent none for long. */
  async settled(service: Service): Promise<void> {
    for (let movedAtMs = Date.now(); Date.now() < movedAtMs + MOST_STILL_MS; await sleep(1000)) {
      const { text } = await service.asAdmin("GET", "/metrics");
      const behind = Number(/^tiqr_webhook_behind_rows\{.*\} (\d+)$/m.exec(text)?.[1]);
      if (behind !== this.#behind) movedAtMs = Date.now();
      this.#behind = behind;
      if (behind === 0) return;
    }
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** The numbers of a database have no gaps, so what is missing shows. */
  check(databases: number): SoakFinding {
    const problems = [...this.#numbers].flatMap(([database, numbers]) => {
      const span = Math.max(...numbers) - Math.min(...numbers) + 1;
      return span === numbers.size ? [] : [`${span - numbers.size} rows of ${database} did not come`];
    });
    if (this.#behind !== 0) problems.push(`${this.#behind} rows still had to be sent`);
    if (this.#numbers.size !== databases) problems.push(`messages came from ${this.#numbers.size} databases`);
    const counts = [...this.#numbers].map(([database, { size }]) => `${size} of ${database}`).join(", ");
    return finding(problems, `every row of the trail came as a message: ${counts}; ${this.#repeated} came twice`);
  }

  #keep(body: string): void {
    const { data } = JSON.parse(body) as { data: { database: string; number: number } };
    appendFileSync(this.file, `${body}\n`);
    const numbers = this.#numbers.get(data.database) ?? new Set();
    if (numbers.has(data.number)) this.#repeated++;
    this.#numbers.set(data.database, numbers.add(data.number));
  }
}
