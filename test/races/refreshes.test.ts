// Refreshes that meet: the processes of one application that refresh at once, as oauth2-proxy does
// with `cookie_refresh`, and a thief who has the same refresh token.

import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { REFRESH_REPEAT_MS } from "../../src/core/oidc/grants/refresh.ts";
import { auditRows, auditRowsOnce } from "../support/audit.ts";
import {
  beginSession,
  codeFor,
  type MadeClient,
  makeClient,
  redeem,
  refreshWith,
  userinfoWith,
} from "../support/oidc/oidc.ts";

const REQUESTS = 20;

let proxy: MadeClient;
beforeAll(async () => {
  proxy = await makeClient();
});
afterEach(() => vi.useRealTimers());

const later = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
const refresh = (token: string) => refreshWith(proxy, token);
const signedIn = async (user: string): Promise<string> =>
  (await redeem(proxy, await codeFor(proxy, await beginSession(user), { scope: ["openid", "offline_access"] }))).json
    .refresh_token;
const atOnce = (token: string) => Promise.all(Array.from({ length: REQUESTS }, () => refresh(token)));
const successorOf = (replies: Awaited<ReturnType<typeof atOnce>>): string => {
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  const [successor, ...others] = new Set(replies.map(({ json }) => json.refresh_token as string));
  expect(others).toEqual([]);
  return successor ?? "";
};

it("each of 20 at once gets the same successor, one of them raises the number, and the chain goes on", async () => {
  let token = await signedIn("alice");
  for (let round = 1; round <= 3; round++) {
    const replies = await atOnce(token);
    const successor = successorOf(replies);
    expect(successor).not.toBe(token);
    for (const { json } of replies.slice(0, 3)) expect((await userinfoWith(json.access_token)).status).toBe(200);
    expect(await auditRows({ event: "TOKENS_REFRESHED", user: "alice" })).toHaveLength(round);
    await auditRowsOnce(round * (REQUESTS - 1), { event: "TOKENS_REPEATED", user: "alice" });
    token = successor;
  }
  expect(await auditRows({ event: "TOKENS_REPLAYED", user: "alice" })).toEqual([]);
});

describe("a thief", () => {
  it("who comes after half a minute ends it all", async () => {
    const stolen = await signedIn("bob");
    const successor = successorOf(await atOnce(stolen));
    later(REFRESH_REPEAT_MS);
    expect((await refresh(stolen)).status).toBe(400);
    expect((await refresh(successor)).status).toBe(400);
    expect(await auditRows({ event: "TOKENS_REPLAYED", user: "bob" })).toHaveLength(1);
  });

  it("who comes sooner gets what the client has, and cannot go on beside it", async () => {
    const stolen = await signedIn("carol");
    const own = (await refresh(stolen)).json.refresh_token;
    expect((await refresh(stolen)).json.refresh_token).toBe(own);
    later(REFRESH_REPEAT_MS);
    expect((await refresh(own)).status).toBe(200);
    later(REFRESH_REPEAT_MS);
    expect((await refresh(own)).status).toBe(400);
    expect(await auditRows({ event: "TOKENS_REPLAYED", user: "carol" })).toHaveLength(1);
  });
});
