// A page of the console takes another one's place only where a handler has said so. A fault of the
// code itself is none of these: it goes on to the service, which logs it once.

import { expect, it } from "vitest";
import { Hono } from "../../../src/for-console.ts";
import type { AskApi } from "../api.ts";
import type { ConsoleDeps } from "../frame/session.ts";
import { consoleRoutes } from "../routes.tsx";

const fault = new Error("a bug");
const settings = { publicUrl: "https://login.test", serviceDisplayName: "Test" } as ConsoleDeps["settings"];
const renewed = { token: "t", expiresInSeconds: 60, name: "admin", rights: ["configread"], byPhone: false };
const sessions = { renew: async () => renewed } as unknown as ConsoleDeps["sessions"];

/** The status of a page, and the faults that the service hears of. */
async function opened(ask: AskApi): Promise<{ status: number; heard: readonly Error[] }> {
  const heard: Error[] = [];
  const app = new Hono().onError((error, c) => {
    heard.push(error);
    return c.body(null, 503);
  });
  app.route("/", consoleRoutes({ settings, ask, sessions, sendsMail: false, isBootstrapSet: false }));
  const reply = await app.request("https://login.test/console/settings", { headers: { Cookie: "__Host-console=t" } });
  return { status: reply.status, heard };
}

it("a fault of a handler is no page, and the service hears of it once", async () => {
  const ask = () => {
    throw fault;
  };
  expect(await opened(ask)).toEqual({ status: 503, heard: [fault] });
});

it("a refusal is a page with its status, and no fault", async () => {
  const refusal = { result: { status: false, error: { message: "no" } } };
  expect(await opened(() => Response.json(refusal, { status: 403 }))).toEqual({ status: 403, heard: [] });
});
