// The last release's worker on today's schema: what runs between the migrations and the deploy of
// an update, and again after a rollback. It is built from the history of this repository
// (docs/decisions/035-the-last-release.md).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { freePort } from "../../../scripts/lib/port.ts";
import { type EnrolledPerson, Service } from "../../../scripts/lib/service-client.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { checkOut, lastRelease, leftOutWithout } from "../support/last-release.ts";
import { run, start } from "../support/state.ts";

/** Stands for the last release until there is a tag `v…`. Its newest migration is 0032. */
const BEFORE_THE_FIRST_TAG = "d5ec37062e8f154ac05c9233017c1ae5957fe12c";

const release = lastRelease(BEFORE_THE_FIRST_TAG);
const folder = mkdtempSync(join(tmpdir(), "release-test-"));
const state = join(folder, "state");
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Serves at the same address each time, because phones and sessions keep it. */
async function withServer(
  port: number,
  script: string | undefined,
  work: (service: Service) => Promise<void>,
): Promise<void> {
  const server = await start(state, { port, env: { RATE_LIMITS: "off" }, ...(script ? { script } : {}) });
  try {
    const service = new Service(server.origin);
    await service.signIn("root", ADMIN_PASSWORD);
    await work(service);
  } finally {
    await server.stop();
  }
}

async function logIn(service: Service, enrolled: EnrolledPerson): Promise<unknown> {
  const login = await service.trigger(enrolled);
  await service.answer(login, login.wrong);
  return [await service.answer(login, login.right), (await service.finalize(login)).json.result.value];
}
const LOGGED_IN = ["ok", true];

it.skipIf(!process.env.GITHUB_ACTIONS)("has the history in our workflow, which takes all of it", () => {
  expect(release).toMatch(/^[0-9a-f]{40}$/);
});

it.skipIf(release === undefined)(
  `enrols, logs in, refuses and lists on the new schema, and leaves all of it to the new worker${leftOutWithout(release)}`,
  async () => {
    const port = await freePort(0);
    const people: EnrolledPerson[] = [];
    await withServer(port, undefined, async (service) => {
      people.push(await service.enrol("alice"));
      expect(await logIn(service, people[0] as EnrolledPerson)).toEqual(LOGGED_IN);
    });

    const script = join(checkOut(release as string, folder), "scripts/serve.ts");
    await withServer(port, script, async (service) => {
      people.push(await service.enrol("bob"));
      for (const person of people) expect(await logIn(service, person)).toEqual(LOGGED_IN);
      expect((await service.check({ user: "alice", pass: "wrong" })).json.result.value).toBe(false);
      const { serial } = people[0] as EnrolledPerson;
      for (const [method, path, fields] of [
        ["POST", "/token/disable", { serial }],
        ["POST", "/token/enable", { serial }],
        ["POST", "/token/setpin", { serial, otppin: "1234" }],
        ["POST", "/token/reset", { serial }],
        ["GET", "/token/?user=alice", undefined],
        ["GET", "/token/challenges/", undefined],
        ["GET", "/user/", undefined],
        ["GET", "/audit/?user=alice", undefined],
      ] as const) {
        const { status, json } = await service.asAdmin(method, path, fields);
        expect([path, status, json.result.status]).toEqual([path, 200, true]);
      }
      expect((await service.request("/health")).json).toMatchObject({ status: "ok", d1: "ok" });
    });

    await withServer(port, undefined, async (service) => {
      for (const person of people) expect(await logIn(service, person)).toEqual(LOGGED_IN);
    });
    const verified = await run("audit-verify", ["--state", state]);
    expect([verified.code, verified.stderr]).toEqual([0, ""]);
  },
  600_000,
);
