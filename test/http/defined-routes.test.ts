// A route follows from the definition of its key: at run time, and for the compiler.

import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import type { HttpEnv } from "../../src/http/context.ts";
import { type DefinedRoutes, definedRoutes } from "../../src/http/defined-routes.ts";
import type { Deps } from "../../src/http/deps.ts";
import { Hono } from "../../src/http/hono.ts";

const REFUSED = { ok: false, reason: { code: "missing-serial" } } as const;

/** Nobody has shown an account. */
const deps = { callerOf: async () => undefined, ports: { audit: { writeOrCount: async () => {} } } } as unknown as Deps;

function serve(addRoutes: (routes: DefinedRoutes) => void) {
  const app = new Hono<HttpEnv>();
  app.onError((error, c) => c.text(error.message, 503));
  addRoutes(definedRoutes(app, deps));
  const context = { waitUntil: () => {} } as unknown as ExecutionContext;
  return async (path: string, init?: RequestInit) => app.request(path, init, env, context);
}

it("a flow gives what the answer is made of, a refusal, or an answer of another form", async () => {
  const send = serve(({ on }) => {
    on(
      "GET /healthz/livez",
      () => ({ ok: true, words: ["O", "K"] }) as const,
      ({ words }) => ({ value: { status: words.join("") } }),
    );
    on("GET /healthz/", () => REFUSED);
    on("GET /healthz/readyz", (c) => c.text("of its own"));
  });
  const live = await send("/healthz/livez");
  expect([live.status, await live.json()]).toMatchObject([200, { result: { status: true, value: { status: "OK" } } }]);
  const refused = await send("/healthz/");
  expect([refused.status, refused.headers.get("TiQR-Reason")]).toEqual([400, "missing-serial"]);
  expect(await (await send("/healthz/readyz")).text()).toBe("of its own");
});

it("no flow of a route for accounts runs without one, and none of a HEAD that would decide something", async () => {
  const flow = vi.fn(() => REFUSED);
  const send = serve(({ on }) => {
    on(["POST /token/init", "GET /validate/check", "GET /validate/triggerchallenge"], flow);
  });
  expect((await send("/token/init", { method: "POST" })).status).toBe(401);
  expect((await send("/validate/triggerchallenge", { method: "HEAD" })).status).toBe(401);
  expect((await send("/validate/check", { method: "HEAD" })).status).toBe(200);
  expect(flow).not.toHaveBeenCalled();
  expect((await send("/validate/check")).status).toBe(400);
  expect(flow).toHaveBeenCalledTimes(1);
});

it("parameters are read, and unknown ones named, where the definition has some", async () => {
  const send = serve(({ on }) => {
    on("GET /validate/pollenrollment", (c) => ({
      value: c.var.parameter("enrollment_id") === "x",
      detail: { enrollment: { state: "started", qr_code_uses: 0 } as const },
    }));
    on("GET /healthz/livez", (c) => ({ value: { status: String(c.get("parameter")) } }));
  });
  expect(await (await send("/validate/pollenrollment?enrollment_id=x&wiat=1")).json()).toMatchObject({
    result: { value: true },
    detail: { warning_codes: ["unknown-parameter"] },
  });
  expect(await (await send("/healthz/livez?wiat=1")).json()).toMatchObject({
    result: { value: { status: "undefined" } },
  });
});

it("a key without a definition answers nothing", async () => {
  const flow = vi.fn(() => REFUSED);
  const send = serve(({ on }) => {
    // @ts-expect-error: there is no such definition
    on("GET /token/nosuch", flow);
  });
  const reply = await send("/token/nosuch");
  expect([reply.status, await reply.text()]).toEqual([503, "GET /token/nosuch has no definition"]);
  expect(flow).not.toHaveBeenCalled();
});

it("the compiler knows by the key the path, the caller and the answer", () => {
  const routes = vi.fn();
  const on = routes as unknown as DefinedRoutes["on"];
  on("DELETE /token/:serial", (c, call) => ({ value: c.req.param("serial").length + call().caller.name.length }));
  // @ts-expect-error: the path has another parameter, so this may be undefined
  on("DELETE /token/:serial", (c) => ({ value: c.req.param("id").length }));
  // @ts-expect-error: anyone may call this one, so there is no caller
  on("GET /healthz/livez", (_, call) => ({ value: { status: call().caller.name } }));
  // @ts-expect-error: the answer has another form
  on("GET /healthz/livez", () => ({ value: { hsm: "OK" } }));
  expect(routes).toHaveBeenCalledTimes(4);
});
