// What /metrics tells of each step: requests, and their waits for D1 and objects, through the whole
// service.

import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { writtenAs } from "../../../src/http/context.ts";
import { buildApp } from "../../../src/index.ts";
import { checkedByDocument } from "../../support/openapi.ts";
import {
  admin,
  asAdminOver,
  enrol,
  makePhone,
  ORIGIN,
  openLogin,
  postOver,
  requestOver,
  withSettings,
} from "../../support/service.ts";

beforeAll(async () => {
  await admin();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

let objects = 0;
/** An object that nobody else has told anything. `during` sees each call. */
function freshMeter(during: (method: string) => unknown = () => {}): Env["METER"] {
  const name = `meter ${++objects}`;
  const called =
    (method: "add" | "read") =>
    async (...given: unknown[]) => {
      await during(method);
      const stub = env.METER.getByName(name) as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
      return stub[method]?.(...given);
    };
  return { getByName: () => ({ add: called("add"), read: called("read") }) } as unknown as Env["METER"];
}

/** The lines of steps, in which a wait is only counted: its time differs. */
const linesOf = (text: string) =>
  text.split("\n").filter((line) => /^tiqr_(requests_total|(d1|object)_seconds_count)\{/.test(line));
const metricsOf = async (app: Parameters<typeof asAdminOver>[0]) => (await asAdminOver(app, "GET", "/metrics")).text;

it("counts each request of a login by its route, what it asked of D1 and objects, and no request for /metrics before its answer", async () => {
  const { phone } = await enrol({ user: "ada", pin: "1234" });
  const app = await withSettings({ METER: freshMeter() });
  const { link, id } = await openLogin({ user: "ada", pass: "1234" }, app);
  for (let times = 0; times < 3; times++) await requestOver(app, `/validate/polltransaction?transaction_id=${id}`);
  await requestOver(app, `/validate/polltransaction/${id}?wait=1`);
  expect((await makePhone(app, 2, phone.accounts).login(link)).told).toBe("logged-in");
  await postOver(app, "/validate/check", { user: "ada", transaction_id: id, pass: "" });
  const of = (method: string, route: string) => `method="${method}",route="${route}"`;
  const check = of("POST", "/validate/check");
  expect(linesOf(await metricsOf(app))).toEqual([
    `tiqr_requests_total{${of("*", "/ttype/<ttype>")},status="2xx",by="here"} 1`,
    `tiqr_requests_total{${of("GET", "/validate/polltransaction")},status="2xx",by="here"} 3`,
    `tiqr_requests_total{${of("GET", "/validate/polltransaction/<id>")},status="2xx",by="here"} 1`,
    `tiqr_requests_total{${check},status="2xx",by="here"} 2`,
    `tiqr_d1_seconds_count{${check}} 1`,
    `tiqr_object_seconds_count{${of("*", "/ttype/<ttype>")}} 1`,
    // What a long poll waits for says nothing of the object.
    `tiqr_object_seconds_count{${of("GET", "/validate/polltransaction")}} 3`,
    `tiqr_object_seconds_count{${check}} 2`,
  ]);
  const later = linesOf(await metricsOf(app));
  expect(later).toContain(`tiqr_requests_total{${of("GET", "/metrics")},status="2xx",by="here"} 1`);
});

it("the buckets of a histogram add up to its count", async () => {
  const app = await withSettings({ METER: freshMeter() });
  await requestOver(app, "/health");
  await postOver(app, "/validate/check", { user: "nobody", pass: "1234" });
  const lines = (await metricsOf(app)).split("\n").filter((line) => /^tiqr_d1_.*"\/validate\/check"/.test(line));
  const numbers = lines.map((line) => Number(line.split(" ").at(-1)));
  const buckets = numbers.slice(0, 12);
  expect(lines[11]).toContain('le="+Inf"');
  expect(buckets).toEqual(buckets.toSorted((one, other) => one - other));
  expect([lines.length, numbers[11], numbers[13]]).toEqual([14, 1, 1]);
});

describe("nothing that a client has chosen becomes a label", () => {
  it("no method, path, host, status or query", async () => {
    const app = await withSettings({ METER: freshMeter() });
    const words = ["PUT", "HEAD", "OPTIONS", "PROPFIND", "REPORT"];
    const paths = [
      '/no"such\\path',
      "/validate/check?user=mallory",
      "/token/MALLORY",
      "/mallory/check",
      "/realm/mallory",
    ];
    for (const method of words) for (const path of paths) await requestOver(app, path, { method });
    const lines = linesOf(await metricsOf(app));
    const steps = new Set(lines.map((line) => /method="(.*)",route="(.*?)"/.exec(line)?.slice(1).join(" ")));
    // A HEAD is answered by the route of GET.
    expect([...steps].sort()).toEqual([
      "* *",
      "* /realm/*",
      "* /token/<serial>",
      "* /validate/check",
      "GET /validate/check",
    ]);
  });

  it("there are only so many steps, each in plain letters", async () => {
    const { routes } = await buildApp({ ...env });
    const steps = new Set(routes.map(({ method, path }) => `${method} ${writtenAs(path)}`));
    expect(steps.size).toBeLessThan(500);
    for (const step of steps) expect(step).toMatch(/^[A-Z]+ [\w/.*<>-]+$/);
  });
});

describe("what is handed over", () => {
  it("goes to the object after the reply, in one call for all requests of ten seconds", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const calls: string[] = [];
    const replied = Promise.withResolvers<void>();
    const METER = freshMeter((method) => {
      calls.push(method);
      return replied.promise;
    });
    const bindings = { ...env, METER } as Env;
    const app = await buildApp(bindings);
    const context = createExecutionContext();
    const health = new Request(`${ORIGIN}/health`);
    for (let times = 0; times < 20; times++)
      expect((await checkedByDocument(health, await app.fetch(health, bindings, context))).status).toBe(200);
    replied.resolve();
    await waitOnExecutionContext(context);
    expect(calls).toEqual(["add"]);
  });

  it("is not waited for where there is no object, and /metrics has the rest", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const app = await withSettings({ METER: undefined } as unknown as Partial<Env>);
    const text = await metricsOf(app);
    expect([text.includes("tiqr_requests_total"), text.includes("tiqr_housekeeping_age_seconds ")]).toEqual([
      false,
      true,
    ]);
    expect(error).not.toHaveBeenCalled();
  });

  it("and an object that fails leaves /metrics the rest, and no reply worse", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const METER = freshMeter(() => {
      throw new Error("away");
    });
    const app = await withSettings({ METER });
    expect((await requestOver(app, "/health")).status).toBe(200);
    const { status, text } = await asAdminOver(app, "GET", "/metrics");
    expect([status, text.includes("tiqr_requests_total"), text.includes("tiqr_open_logins ")]).toEqual([
      200,
      false,
      true,
    ]);
    expect(error.mock.calls.map(([first]) => first)).toEqual(["meter:"]);
  });
});

it("a request that another server has answered is counted as such, under the route that it has here", async () => {
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("theirs", { status: 418 }));
  vi.spyOn(console, "log").mockImplementation(() => {});
  const app = await withSettings({ METER: freshMeter(), UPSTREAM_PRIVACYIDEA: "https://privacyidea.example.org" });
  await postOver(app, "/validate/check", { user: "there", pass: "1234" });
  await requestOver(app, "/policy/secret-name");
  await requestOver(app, "/health");
  expect(linesOf(await metricsOf(app)).filter((line) => line.startsWith("tiqr_requests"))).toEqual([
    'tiqr_requests_total{method="*",route="/policy/*",status="4xx",by="upstream"} 1',
    'tiqr_requests_total{method="GET",route="/health",status="2xx",by="here"} 1',
    'tiqr_requests_total{method="POST",route="/validate/check",status="4xx",by="upstream"} 1',
  ]);
});
