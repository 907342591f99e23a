// A test file must not find what another one has left in the worker that both share.

import { evictAllDurableObjects } from "cloudflare:test";
import { expect, it, vi } from "vitest";
import { KEEPER } from "../audit.ts";
import { asAdmin, enrol } from "../service.ts";
import { beginAfresh } from "./begin-afresh.ts";
import { rowsOf } from "./rows.ts";

it("leaves no row, and the administrator signs in again", async () => {
  await enrol({ user: "left" });
  await beginAfresh();
  expect([await rowsOf("token"), await rowsOf("audit")]).toEqual([[], []]);
  expect((await asAdmin("GET", "/token/")).status).toBe(200);
});

it("leaves no head of the audit trail, even if its object sleeps", async () => {
  expect(await KEEPER.advance(null, { lastNumber: 7, link: "link", checkpoints: 1 })).toBe(true);
  await evictAllDurableObjects();
  await beginAfresh();
  expect(await KEEPER.read()).toBeNull();
});

it("leaves no fake clock and no spy", async () => {
  vi.useFakeTimers({ now: 0 });
  vi.spyOn(crypto, "randomUUID").mockReturnValue("0-0-0-0-0");
  await beginAfresh();
  expect(vi.isFakeTimers()).toBe(false);
  expect(crypto.randomUUID()).not.toBe("0-0-0-0-0");
});
