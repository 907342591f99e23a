// Every call of an administrator checks in its own batch that the account is as the JWT says and has the right.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Caller, Right, TokenStore } from "../../src/core/ports.ts";
import { enrolledUser } from "../support/login.ts";
import { realPorts } from "../support/ports.ts";
import { rowsOf } from "../support/rows.ts";
import { asAdmin } from "../support/service.ts";

const { tokens, admins } = await realPorts();
let serial: string;
beforeAll(async () => {
  ({ serial } = await enrolledUser("alice"));
});

const newToken = (of: string, user: string) => ({
  serial: of,
  mayExist: true,
  named: { user, realm: undefined },
  description: undefined,
  suite: "OCRA-1:HOTP-SHA256-8:QH10-S064",
  maxFail: 10,
  sealedPin: undefined,
  sessionHash: "hash",
  sessionExpiresAtMs: 0,
});

type Call = (store: TokenStore, caller: Caller) => Promise<unknown>;
const CALLS: [string, Right, Call][] = [
  ["making a token", "enrollTIQR", (store, caller) => store.init(caller, newToken("TiQRNEW", "newcomer"), 0)],
  ["beginning a token anew", "enrollTIQR", (store, caller) => store.init(caller, newToken(serial, "alice"), 0)],
  ["listing", "tokenlist", (store, caller) => store.list(caller, { serial: undefined, named: undefined })],
  ["enabling", "enable", (store, caller) => store.setActive(caller, serial, true)],
  ["disabling", "disable", (store, caller) => store.setActive(caller, serial, false)],
  ["resetting", "reset", (store, caller) => store.resetFailCount(caller, serial)],
  ["deleting", "delete", (store, caller) => store.remove(caller, serial)],
  ["ending a transaction", "getchallenges", (_, caller) => admins.may(caller, "getchallenges")],
];
const RIGHTS = [...new Set(CALLS.map(([, right]) => right))];

let accounts = 0;
async function account(rights: readonly string[], generation = 3): Promise<Caller> {
  const name = `account${++accounts}`;
  await env.DB.prepare("INSERT INTO admin VALUES (?, ?, 'sealed', ?, 0)")
    .bind(name, generation, JSON.stringify(rights))
    .run();
  return { name, generation };
}

const everything = async () => ({
  tokens: await rowsOf("token"),
  users: await rowsOf("user"),
  admins: await rowsOf("admin"),
});

async function refuses(call: Call, caller: Caller, why: string): Promise<void> {
  const before = await everything();
  expect(await call(tokens, caller)).toEqual({ allowed: false, why });
  expect(await everything()).toEqual(before);
}

describe.each(CALLS)("%s", (_, right, call) => {
  it("is refused to an account that has every right but this one", async () => {
    await refuses(call, await account(RIGHTS.filter((other) => other !== right)), "missing-right");
    await refuses(call, await account([]), "missing-right");
  });

  it("is refused to an account that is gone", async () => {
    await refuses(call, { name: "nobody", generation: 1 }, "signed-out");
  });

  it("is refused to an account that has a new password since it signed in", async () => {
    const { name, generation } = await account(["*"]);
    await refuses(call, { name, generation: generation - 1 }, "signed-out");
  });
});

describe("an account", () => {
  it.each(CALLS)("with that right alone may do it: %s", async (_, right, call) => {
    expect(await call(tokens, await account([right]))).toMatchObject({ allowed: true });
  });

  it("of the administrator holds every right", async () => {
    const caller = await account(["*"]);
    for (const right of RIGHTS) expect(await admins.may(caller, right)).toEqual({ allowed: true, value: true });
  });

  it("that is removed between sign-in and call hears 401 and changes nothing", async () => {
    const { serial } = await enrolledUser("bob");
    const before = await rowsOf("token");
    await env.DB.prepare("UPDATE admin SET name = 'renamed' WHERE name = 'admin'").run();
    const reply = await asAdmin("DELETE", `/token/${serial}`);
    await env.DB.prepare("UPDATE admin SET name = 'admin' WHERE name = 'renamed'").run();
    expect(reply.status).toBe(401);
    expect(reply.json.result.error.code).toBe(4304);
    expect(await rowsOf("token")).toEqual(before);
    expect((await asAdmin("DELETE", `/token/${serial}`)).json.result.value).toBe(1);
  });
});
