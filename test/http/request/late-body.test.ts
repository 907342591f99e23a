// A body that does not arrive: its sender is told so in the form of the route, and nobody takes it
// for a failing service.

import { env } from "cloudflare:workers";
import { afterEach, expect, it, vi } from "vitest";
import { buildApp } from "../../../src/index.ts";
import { admin, ORIGIN } from "../../support/service.ts";

const failures = vi.spyOn(console, "error");
afterEach(() => {
  vi.useRealTimers();
});

const PROTOCOL_2 = { "X-TIQR-Protocol-Version": "2" };
const IOS = { "User-Agent": "tiqr/3.0.1 (tiqr 3.0.1/27; iOS 15.4.1/19E258; iPhone10,1)" };
/** Without a code, Android shows the digits. iOS reads it only where it still listens. */
const NO_CODE = '{"message":"Your answer didn’t arrive in time. Scan the code again."}';
const ENROLMENT = "/ttype/tiqr?action=enrollment&session=S&serial=N";

// iOS shows its digits only when it has heard nothing for five seconds, so it is not answered
// before.
it.each([
  ["/validate/check", {}, 8_000, 400, "ERR905: The body did not arrive."],
  ["/oidc/token", {}, 8_000, 400, "invalid_request"],
  ["/ttype/tiqr", {}, 3_000, 200, "INVALID_REQUEST"],
  ["/ttype/tiqr", PROTOCOL_2, 3_000, 200, NO_CODE],
  ["/ttype/tiqr", IOS, 6_000, 200, NO_CODE],
  [ENROLMENT, {}, 3_000, 200, "ENROLLMENT_REFUSED"],
  [ENROLMENT, PROTOCOL_2, 3_000, 200, '{"responseCode":101,"message":"'],
  [ENROLMENT, IOS, 6_000, 200, '{"responseCode":101,"message":"'],
])("to %s with %j is given up after %i ms", async (path, from, afterMs, status, said) => {
  const app = await buildApp(env as Env);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode("user=a")) });
  const headers = { ...from, "Content-Type": "application/x-www-form-urlencoded", "Content-Length": "60" };
  const request = new Request(ORIGIN + path, { method: "POST", body, headers });
  const context = { waitUntil: () => {} } as unknown as ExecutionContext;
  let reply: Response | undefined;
  const asked = Promise.resolve(app.fetch(request, env, context)).then((response) => {
    reply = response;
  });
  await vi.advanceTimersByTimeAsync(afterMs - 1);
  expect(reply).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  await asked;
  expect(reply?.status).toBe(status);
  expect(await reply?.text()).toContain(said);
  expect(failures).not.toHaveBeenCalled();
});

it.each([
  ["to /jobs/users", "/jobs/users", 58_000],
  ["to a route that takes none", "/jobs/tokens", 8_000],
])("a file %s is given up after the time of its route", async (_, path, afterMs) => {
  const app = await buildApp(env as Env);
  const reading = Promise.withResolvers<void>();
  const body = new ReadableStream({ pull: () => reading.resolve() }, { highWaterMark: 0 });
  const type = path === "/jobs/users" ? "text/csv" : "application/json";
  const headers = { ...(await admin()), "Content-Type": type };
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const context = { waitUntil: () => {} } as unknown as ExecutionContext;
  let reply: Response | undefined;
  const asked = Promise.resolve(
    app.fetch(new Request(ORIGIN + path, { method: "POST", body, headers }), env, context),
  ).then((response) => {
    reply = response;
  });
  await reading.promise;
  await vi.advanceTimersByTimeAsync(afterMs - 1);
  expect(reply).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  await asked;
  expect(reply?.status).toBe(400);
  expect(await reply?.text()).toContain("The body did not arrive.");
});
