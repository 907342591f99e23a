// The rounds of a directory as Entra makes them, with SIGKILL in the midst of each: it makes,
// renames and deactivates everybody, and comes again for what nobody has acknowledged. Nothing
// acknowledged is lost, nobody is there twice, and no answer is the service's fault.
//
// DIRECTORY_PEOPLE=10000 DIRECTORY_RATE=25 is a whole organisation at the pace that Entra asks for.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ServiceReply } from "../../../scripts/lib/service-client.ts";
import { randomOf, times } from "../support/interleaving.ts";
import { MortalServer } from "../support/mortal-server.ts";

const PEOPLE = Number(process.env.DIRECTORY_PEOPLE ?? 40);
/** Requests a second; 0: as many as there are. */
const RATE = Number(process.env.DIRECTORY_RATE ?? 0);
const AT_ONCE = 8;
const SETTINGS = { SCIM: "on" };

const server = new MortalServer();
let key = "";
beforeAll(async () => {
  await server.start(SETTINGS);
  const { service } = server;
  await service.postAsAdmin("/accounts", { name: "entra", rights: ["scim"], realms: ["staff"] });
  key = (await service.postAsAdmin("/accounts/entra/keys", {})).json.result.value.key;
});
afterAll(() => server.remove());

const statuses = new Set<number>();
let nextAtMs = 0;

async function ask(method: string, path: string, body?: object): Promise<ServiceReply> {
  if (RATE > 0) {
    nextAtMs = Math.max(Date.now(), nextAtMs + 1000 / RATE);
    await sleep(nextAtMs - Date.now());
  }
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/scim+json" };
  const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
  const reply = await server.service.request(`/scim/v2${path}`, init);
  statuses.add(reply.status);
  return reply;
}

interface Person {
  readonly number: number;
  id: string;
}
const people: readonly Person[] = times(PEOPLE, (number) => ({ number, id: "" }));

interface Round {
  readonly does: string;
  /** What Entra sends to somebody whom it has not done yet. */
  readonly step: (person: Person) => Promise<ServiceReply>;
  /** The person as the directory wants it afterwards. */
  readonly wanted: (person: Person) => object;
}
const replace = (...pairs: readonly [string, unknown][]) => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations: pairs.map(([path, value]) => ({ op: "Replace", path, value })),
});
const before = ({ number }: Person) => `Person.${number}@corp.example`;
const after = ({ number }: Person) => `New.${number}@corp.example`;

const ROUNDS: readonly Round[] = [
  {
    does: "makes everybody",
    async step(person) {
      const filter = encodeURIComponent(`userName eq "${before(person)}"`);
      const found = await ask("GET", `/Users?filter=${filter}`);
      const [already] = found.json.Resources;
      const made = already
        ? await ask("GET", `/Users/${already.id}`)
        : await ask("POST", "/Users", { userName: before(person), externalId: `id-${person.number}`, active: true });
      person.id = made.json.id;
      return made;
    },
    wanted: (person) => ({ userName: before(person), externalId: `id-${person.number}`, active: true }),
  },
  {
    does: "renames everybody",
    step: (person) => ask("PATCH", `/Users/${person.id}`, replace(["userName", after(person)])),
    wanted: (person) => ({ userName: after(person), active: true }),
  },
  {
    does: "deactivates everybody",
    step: (person) => ask("PATCH", `/Users/${person.id}`, replace(["active", "False"])),
    wanted: (person) => ({ userName: after(person), active: false }),
  },
];

/** Goes through those who are left, until all are done or the server is gone. */
async function goThrough({ step }: Round, left: Set<Person>, acknowledged: () => void): Promise<void> {
  const queue = [...left];
  const client = async () => {
    try {
      for (let person = queue.shift(); person; person = queue.shift()) {
        const { status, text } = await step(person);
        expect([200, 201], text).toContain(status);
        left.delete(person);
        acknowledged();
      }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // else the connection broke
    }
  };
  await Promise.all(times(AT_ONCE, client));
}

const seed = Math.floor(Math.random() * 100_000);
const random = randomOf(seed);

it.each(ROUNDS)("$does, and loses nothing", { timeout: 120_000 + PEOPLE * 1000 }, async (round) => {
  const left = new Set(people);
  let untilKill = 1 + Math.floor(random() * (PEOPLE - 2));
  await goThrough(round, left, () => {
    if (--untilKill === 0) server.kill();
  });
  expect(untilKill, `seed ${seed}`).toBeLessThanOrEqual(0);
  await server.killAndStart(SETTINGS);
  const expectDone = async (person: Person) => {
    const { json } = await ask("GET", `/Users/${person.id}`);
    expect(json, `seed ${seed}`).toMatchObject(round.wanted(person));
  };
  for (const person of people) if (!left.has(person)) await expectDone(person);
  await goThrough(round, left, () => {});
  expect(left.size).toBe(0);
  for (const person of people) await expectDone(person);
  expect((await ask("GET", "/Users?count=0")).json.totalResults).toBe(PEOPLE);
  expect([...statuses].filter((status) => status >= 500)).toEqual([]);
});
