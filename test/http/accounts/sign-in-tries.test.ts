// How often a password may be guessed at /auth, with the limits of wrangler.toml. The clock stands
// still, so no window of the account's own counters ends during a test; a window of the binding may
// end.

import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ConsoleBrowser, leadsTo, SAME_ORIGIN } from "../../../packages/console/test/support/console-browser.ts";
import type { Right } from "../../../src/core/caller.ts";
import { createAdminStore } from "../../../src/storage/accounts/store.ts";
import { auditRowsOnce } from "../../support/audit.ts";
import { enrol, postOver, type Reply, type Send, serviceAccount, withSettings } from "../../support/service.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const TRIES = 10;
const NOBODY = "198.51.100.0";

let send: Send;
beforeAll(async () => {
  send = await withSettings({ RATE_LIMITS: "on" });
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
});
const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

const account = (name: string) => serviceAccount(name, ["triggerchallenge"]);
const signIn = (name: string, password: string, address: string) =>
  postOver(send, "/auth", { username: name, password }, { "CF-Connecting-IP": address });
const right = (name: string, address: string) => signIn(name, "service", address);
const wrong = (name: string, address: string) => signIn(name, "wrong", address);
async function wrongTimes(count: number, name: string, address: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < count; i++) statuses.push((await wrong(name, address)).status);
  return statuses;
}
/** An address in one of the 256 networks that an ISP may give to one customer. */
const lineOf = (at: number): string => `2001:db8:100:${at.toString(16)}::1`;
const waitIn = ({ status, headers }: Reply) => [status, Number(headers.get("Retry-After"))];
/** Leaves out the row of the sign-in with which the account was made. */
const rows = async (name: string) =>
  (
    await env.DB.prepare("SELECT * FROM sign_in WHERE name = ? AND network <> 'unknown' ORDER BY network")
      .bind(name)
      .all()
  ).results;
/** Sets the counter as if that many wrong passwords had come from many networks. */
const failedBefore = (name: string, failcount: number) =>
  env.DB.prepare("INSERT INTO sign_in (name, network, failcount, failed_at_ms) VALUES (?, '', ?, ?)")
    .bind(name, failcount, Date.now())
    .run();

describe("right passwords", { timeout: 30_000 }, () => {
  it("cost nothing, however often they come, and from however many clients at an address", async () => {
    for (const name of ["often1", "often2"]) await account(name);
    for (let i = 0; i < 40; i++) expect((await right(`often${(i % 2) + 1}`, "192.0.2.1")).status).toBe(200);
  });

  it("cost nothing in the console either", async () => {
    await account("console-often");
    const headers = { ...SAME_ORIGIN, "CF-Connecting-IP": "192.0.2.2" };
    for (let i = 0; i < 15; i++) {
      const reply = await new ConsoleBrowser(send).post(
        "/console/sign-in",
        { username: "console-often", password: "service" },
        headers,
      );
      expect(leadsTo(reply)).toBe("/console/sign-in/done");
    }
  });

  it("write a row on the first day from a network, and one a day after that", async () => {
    await account("daily");
    const first = Date.now();
    await right("daily", "2001:db8:1:2::3");
    const row = { network: "2001:db8:1:2::/64", failcount: 0, locks: 0, until_ms: 0, signed_in_at_ms: first };
    expect(await rows("daily")).toMatchObject([row]);
    later(DAY_MS - 1);
    await right("daily", "2001:db8:1:2::4");
    expect(await rows("daily")).toMatchObject([row]);
    later(1);
    await right("daily", "2001:db8:1:2::5");
    expect(await rows("daily")).toMatchObject([{ ...row, signed_in_at_ms: first + DAY_MS }]);
  });
});

describe("wrong passwords", { timeout: 30_000 }, () => {
  it("close a name for their network, and then even to the right password", async () => {
    await account("closed");
    expect(await wrongTimes(TRIES, "closed", "203.0.113.1")).toEqual(Array(TRIES).fill(401));
    const refused = await right("closed", "203.0.113.1");
    expect(waitIn(refused)).toEqual([429, 60]);
    expect(refused.json.result.error).toMatchObject({ code: 429 });
    expect(refused.headers.get("TiQR-Reason")).toBe('too-many-requests;seconds="60"');
    expect((await right("closed", "203.0.113.2")).status).toBe(200);
    later(MINUTE_MS - 1);
    expect(waitIn(await right("closed", "203.0.113.1"))).toEqual([429, 1]);
    later(1);
    expect((await right("closed", "203.0.113.1")).status).toBe(200);
  });

  it("close it for longer each time, at most for 15 minutes, and judge none meanwhile", async () => {
    await account("growing");
    // Otherwise the binding would also close the network.
    const off = await withSettings({ RATE_LIMITS: "off" });
    const guess = () => postOver(off, "/auth", { username: "growing", password: "wrong" });
    const waits: number[] = [];
    for (let lock = 0; lock < 5; lock++) {
      for (let i = 0; i < TRIES; i++) expect((await guess()).status).toBe(401);
      const [status, wait = 0] = waitIn(await guess());
      expect(status).toBe(429);
      waits.push(wait / 60);
      later(wait * 1000);
    }
    expect(waits).toEqual([1, 4, 9, 15, 15]);
  });

  it("are forgotten after a right one", async () => {
    await account("typist");
    for (let i = 0; i < 3; i++) {
      expect(await wrongTimes(TRIES - 1, "typist", "203.0.113.3")).toEqual(Array(TRIES - 1).fill(401));
      expect((await right("typist", "203.0.113.3")).status).toBe(200);
    }
  });

  it("are forgotten a day after the last", async () => {
    await account("patient");
    await wrongTimes(TRIES, "patient", "203.0.113.4");
    later(DAY_MS);
    expect(await wrongTimes(TRIES, "patient", "203.0.113.4")).toEqual(Array(TRIES).fill(401));
    expect(waitIn(await right("patient", "203.0.113.4"))).toEqual([429, 60]);
  });

  it("from one IPv6 network are counted together, from any of its addresses", async () => {
    await account("sixes");
    for (let i = 0; i < TRIES; i++) await wrong("sixes", `2001:db8:7:7::${i + 1}`);
    expect((await right("sixes", "2001:db8:7:7:ffff::")).status).toBe(429);
    expect((await right("sixes", "2001:db8:8:7::1")).status).toBe(200);
  });

  it("from the 256 networks of one home line are those of one network", async () => {
    await account("at-home");
    const off = await withSettings({ RATE_LIMITS: "off" });
    const guess = (at: number) =>
      postOver(off, "/auth", { username: "at-home", password: "wrong" }, { "CF-Connecting-IP": lineOf(at) });
    const statuses = await Promise.all(Array.from({ length: 256 }, (_, at) => guess(at)));
    // Those on their way are judged, and then nobody there is.
    expect(waitIn(await right("at-home", lineOf(255)))[0]).toBe(429);
    expect(statuses.every(({ status }) => status === 401 || status === 429)).toBe(true);
    expect((await rows("at-home")).map(({ network }) => network)).toEqual(["", "2001:db8:100::/48"]);
  });

  it("of a whole home line, one after the other, do not keep the owner out elsewhere", async () => {
    await account("one-by-one");
    const off = await withSettings({ RATE_LIMITS: "off" });
    for (let at = 0; at < 256; at++)
      await postOver(off, "/auth", { username: "one-by-one", password: "wrong" }, { "CF-Connecting-IP": lineOf(at) });
    expect((await right("one-by-one", "203.0.113.90")).status).toBe(200);
    expect(await rows("one-by-one")).toMatchObject([{ network: "", failcount: TRIES }, { locks: 1 }, {}]);
  });

  it("do not close a known network of the line, which does not forgive them either; a new one does", async () => {
    await account("flat-share");
    expect((await right("flat-share", lineOf(1))).status).toBe(200);
    expect((await wrongTimes(TRIES, "flat-share", lineOf(2))).at(-1)).toBe(401);
    expect((await right("flat-share", lineOf(3))).status).toBe(429);
    expect((await right("flat-share", lineOf(1))).status).toBe(200);
    later(DAY_MS);
    expect((await right("flat-share", lineOf(1))).status).toBe(200);
    expect((await rows("flat-share")).map(({ network }) => network)).toContain("2001:db8:100::/48");
    expect((await right("flat-share", lineOf(3))).status).toBe(200);
    expect(await rows("flat-share")).toMatchObject([
      { network: "" },
      { network: "2001:db8:100:1::/64", failcount: 0 },
      { network: "2001:db8:100:3::/64", failcount: 0 },
    ]);
  });

  it("of an earlier version, which counted by /64, are still waited for", async () => {
    await account("before");
    await env.DB.prepare(
      "INSERT INTO sign_in (name, network, failcount, failed_at_ms, until_ms) VALUES (?, ?, 0, ?, ?)",
    )
      .bind("before", "2001:db8:100:4::/64", Date.now(), Date.now() + MINUTE_MS)
      .run();
    expect(waitIn(await right("before", lineOf(4)))).toEqual([429, 60]);
    later(MINUTE_MS);
    expect((await right("before", lineOf(4))).status).toBe(200);
  });

  it("close made-up names as they close accounts, by the line", async () => {
    await account("real");
    for (const name of ["real", "made-up"]) {
      const statuses: number[] = [];
      for (let at = 0; at < TRIES + 2; at++) statuses.push((await wrong(name, lineOf(at + 10))).status);
      expect([name, statuses]).toEqual([name, [...Array(TRIES).fill(401), 429, 429]]);
    }
  });

  it("that arrive at once are all counted", async () => {
    await account("burst");
    await Promise.all(Array.from({ length: 3 * TRIES }, () => wrong("burst", "203.0.113.5")));
    expect(await rows("burst")).toMatchObject([
      { network: "", failcount: 3 * TRIES },
      { network: "203.0.113.5", failcount: 0, locks: 3, until_ms: Date.now() + 9 * MINUTE_MS },
    ]);
  });

  it("leave a row of the trail each, and one when the name closes", async () => {
    await account("noted");
    await env.DB.exec("DELETE FROM refusal_count"); // the budget is the other tests', too
    await wrongTimes(TRIES + 3, "noted", "203.0.113.6");
    const noted = await auditRowsOnce(TRIES + 1, { administrator: "noted", client: "203.0.113.6" });
    expect(noted.map(({ reason }) => reason)).toEqual([...Array(TRIES).fill("wrong-credentials"), "too-many-requests"]);
  });

  it("are counted in the console, too", async () => {
    await account("in-console");
    const limited = new ConsoleBrowser(send);
    const from = { ...SAME_ORIGIN, "CF-Connecting-IP": "203.0.113.7" };
    for (let i = 0; i < TRIES; i++)
      await limited.post("/console/sign-in", { username: "in-console", password: "wrong" }, from);
    const refused = await limited.post("/console/sign-in", { username: "in-console", password: "service" }, from);
    expect(refused.status).toBe(429);
    expect(refused.text).toContain("Please wait 60 seconds");
  });

  it("of a name that no account has close it just as early, and leave only rows of the trail", async () => {
    const statuses = await wrongTimes(2 * TRIES + 2, "no-such-account", "203.0.113.8");
    // Meanwhile a window of the binding may have ended.
    expect(statuses).toContain(429);
    expect(statuses.indexOf(429)).toBeGreaterThanOrEqual(TRIES);
    expect(await rows("no-such-account")).toEqual([]);
  });

  it("of many names close their network to all names that do not sign in from there", async () => {
    await account("stranger");
    await account("resident");
    await right("resident", "203.0.113.20");
    const statuses: number[] = [];
    for (let i = 0; i <= 60 && !statuses.includes(429); i++)
      statuses.push((await wrong(`spray${i}`, "203.0.113.20")).status);
    expect(statuses).toContain(429);
    expect((await right("stranger", "203.0.113.20")).status).toBe(429);
    expect((await right("resident", "203.0.113.20")).status).toBe(200);
    expect((await right("stranger", "203.0.113.21")).status).toBe(200);
  });
});

describe("the owner of an account", { timeout: 30_000 }, () => {
  it("signs in while others guess, from a network that is new", async () => {
    await account("attacked");
    for (let network = 1; network <= 5; network++) await wrongTimes(TRIES + 2, "attacked", `198.51.100.${network}`);
    expect((await right("attacked", "192.0.2.30")).status).toBe(200);
  });

  it("is kept out by a hundred wrong ones where the account never signed in, and nowhere else", async () => {
    await account("besieged");
    await right("besieged", "192.0.2.31");
    await failedBefore("besieged", 99);
    expect((await wrong("besieged", NOBODY)).status).toBe(401);
    expect(waitIn(await right("besieged", "192.0.2.32"))).toEqual([429, 60]);
    expect((await right("besieged", "192.0.2.31")).status).toBe(200);
    later(MINUTE_MS);
    expect((await right("besieged", "192.0.2.32")).status).toBe(200);
  });

  it("is known where it signed in within 30 days", async () => {
    await account("traveller");
    await right("traveller", "192.0.2.33");
    later(30 * DAY_MS - 1);
    await failedBefore("traveller", 99);
    await wrong("traveller", NOBODY);
    expect((await right("traveller", "192.0.2.33")).status).toBe(200);
    later(30 * DAY_MS);
    await env.DB.prepare("DELETE FROM sign_in WHERE name = 'traveller' AND network = ''").run();
    await failedBefore("traveller", 99);
    await wrong("traveller", "198.51.100.9");
    expect((await right("traveller", "192.0.2.33")).status).toBe(429);
  });

  it("counts wrong ones of a network it is known in against that network alone", async () => {
    await account("clumsy");
    await right("clumsy", "192.0.2.34");
    await wrongTimes(TRIES, "clumsy", "192.0.2.34");
    expect(await rows("clumsy")).toMatchObject([{ network: "192.0.2.34", locks: 1 }]);
    expect((await right("clumsy", "192.0.2.34")).status).toBe(429);
  });

  it("an administrator who confirms with a phone is recognised by that, and not by the password alone", async () => {
    await serviceAccount("phoned", ["*" as Right]);
    const { phone } = await enrol({ user: "phoned", realm: "administrators" });
    const { transaction_id, ticket, attributes } = (await right("phoned", "192.0.2.35")).json.detail;
    expect(await rows("phoned")).toEqual([]);
    await phone.login(attributes.value);
    const confirm = { username: "phoned", transaction_id, ticket };
    expect((await postOver(send, "/auth", confirm, { "CF-Connecting-IP": "192.0.2.35" })).status).toBe(200);
    expect(await rows("phoned")).toMatchObject([{ network: "192.0.2.35", signed_in_at_ms: Date.now() }]);
  });

  it("waits no longer once the password was changed, or the account made again", async () => {
    const accounts = createAdminStore(env.DB);
    await account("renewed");
    await wrongTimes(TRIES, "renewed", "203.0.113.30");
    const { admin } = await accounts.find("renewed", NOBODY);
    if (!admin) throw new Error("no such account");
    await accounts.setPassword("renewed", admin.sealedPassword);
    expect((await right("renewed", "203.0.113.30")).status).toBe(200);
    await wrongTimes(TRIES, "renewed", "203.0.113.30");
    await accounts.remove("renewed");
    expect(await rows("renewed")).toEqual([]);
  });
});

describe("without RATE_LIMITS", { timeout: 30_000 }, () => {
  it("the counters of accounts still count", async () => {
    await account("unlimited");
    const off = await withSettings({ RATE_LIMITS: "off" });
    const guess = () => postOver(off, "/auth", { username: "unlimited", password: "wrong" });
    for (let i = 0; i < TRIES; i++) expect((await guess()).status).toBe(401);
    expect((await guess()).status).toBe(429);
  });
});
