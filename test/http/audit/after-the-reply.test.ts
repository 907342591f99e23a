// Some refusals write a row after the reply, others in the batch before it. Where D1 runs in the
// same process, a row that starts too early lengthens the reply, and the time then reveals which
// kind of refusal it was.

import { createExecutionContext, env, waitOnExecutionContext } from "cloudflare:test";
import { Hono } from "hono";
import { expect, it } from "vitest";
import { callOf, type HttpEnv } from "../../../src/http/context.ts";

it("work after the reply begins only once the reply is sent", async () => {
  const order: string[] = [];
  const app = new Hono<HttpEnv>().get("/", async (c) => {
    callOf(c).onceReplied(async () => void order.push("work"));
    await Promise.resolve();
    order.push("reply");
    return c.text("");
  });
  const context = createExecutionContext();
  await app.fetch(new Request("https://service.example/"), env, context);
  expect(order).toEqual(["reply"]);
  await waitOnExecutionContext(context);
  expect(order).toEqual(["reply", "work"]);
});
