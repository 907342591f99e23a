// A body that does not arrive: its sender is told so in the form of the route, and nobody takes it for a failing service.

import { env } from "cloudflare:workers";
import { afterEach, expect, it, vi } from "vitest";
import { buildApp } from "../../src/index.ts";
import { ORIGIN } from "../support/service.ts";

const failures = vi.spyOn(console, "error");
afterEach(() => {
  vi.useRealTimers();
});

it.each([
  ["/validate/check", 8_000, 400, "ERR905: The body did not arrive."],
  ["/oidc/token", 8_000, 400, "invalid_request"],
  ["/ttype/tiqr", 3_000, 200, "INVALID_REQUEST"],
])("to %s is given up after %i ms", async (path, afterMs, status, said) => {
  const app = await buildApp(env as Env);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode("user=a")) });
  const headers = { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": "60" };
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
