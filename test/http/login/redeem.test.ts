// /login with `return_to`: the addresses to which a login may lead, and the code that an application redeems for it.

import { runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Right } from "../../../src/core/caller.ts";
import { auditRowsOnce } from "../../support/audit.ts";
import { objectOf } from "../../support/bindings.ts";
import { Browser, hiddenIn, returnIn, stateIn } from "../../support/browser.ts";
import { type Enrolled, enrolledUser } from "../../support/login.ts";
import { attemptIdOf } from "../../support/names.ts";
import {
  admin,
  errorOf,
  postOver,
  type Reply,
  requestOver,
  resultOf,
  serviceAccount,
  withSettings,
} from "../../support/service.ts";

const APP = "https://app.example";
const send = await withSettings({ ALLOWED_RETURN_ORIGINS: `${APP} https://other.example:8443 http://127.0.0.1:3000` });
const RETURN = { return_to: `${APP}/back?lang=n%6C`, state: "kept & quoted" };

/** An answered login, up to the code. */
async function codeFor(
  { user, pin, phone }: Enrolled,
  to = RETURN,
): Promise<{ code: string; address: URL; browser: Browser; id: string }> {
  const browser = new Browser(send);
  const { link, transactionId: id } = await browser.begin({ user, pin, ...to });
  await phone.login(link);
  const address = returnIn(await browser.result(id));
  if (!address) throw new Error("nowhere to return to");
  return { code: address.searchParams.get("code") ?? "", address, browser, id };
}
const redeem = async (fields: Record<string, string>, headers?: Record<string, string>): Promise<Reply> =>
  postOver(send, "/login/redeem", { ...RETURN, ...fields }, headers ?? (await admin()));
const INVALID = [400, 905, "ERR905: Invalid code"];

afterEach(() => {
  vi.useRealTimers();
});

describe("an application", () => {
  it("is handed a code with its state, and redeems it once for user, realm, serial and time", async () => {
    const alice = await enrolledUser("alice");
    const before = Date.now() / 1000;
    const { code, address, id } = await codeFor(alice);
    expect(address.href).toBe(`${APP}/back?lang=n%6C&${new URLSearchParams({ code, state: RETURN.state })}`);
    expect(code).toMatch(new RegExp(`^${id}\\.[A-Za-z0-9_-]{43}$`));
    const first = await redeem({ code });
    expect(resultOf(first)).toEqual({ user: "alice", realm: "realm1", serial: alice.serial, time: expect.any(Number) });
    expect(resultOf(first).time).toBeGreaterThanOrEqual(before);
    expect(first.headers.get("Cache-Control")).toBe("no-store");
    expect(errorOf(await redeem({ code }))).toEqual(INVALID);
    const rows = await auditRowsOnce(2, { action: "POST /login/redeem" });
    const told = rows.map(({ success, user, serial, administrator, reason, attempt_id }) => [
      success,
      user,
      serial,
      administrator,
      reason,
      attempt_id,
    ]);
    expect(told).toEqual([
      [1, "alice", alice.serial, "admin", "", await attemptIdOf(id)],
      [0, "", "", "admin", "invalid-code", ""],
    ]);
  });

  it("may be a service account with the right for its origin, and no other, and a refusal spends nothing", async () => {
    const bob = await enrolledUser("bob");
    const { code } = await codeFor(bob);
    const needed = "ERR303: Your account lacks the right redeemlogin:https://app.example.";
    for (const [name, right] of [
      ["without", "triggerchallenge"],
      ["other-site", "redeemlogin:https://other.example:8443"],
      ["other-scheme", "redeemlogin:http://app.example"],
      ["longer", "redeemlogin:https://app.example.org"],
      ["path", "redeemlogin:https://app.example/back"],
      ["of-before", "redeemlogin"],
    ] as const)
      expect(errorOf(await redeem({ code }, await serviceAccount(name, [right as Right])))).toEqual([403, 303, needed]);
    expect(errorOf(await redeem({ code }, {})).slice(0, 2)).toEqual([401, 4033]);
    const app = await serviceAccount("app", ["redeemlogin:https://app.example"]);
    expect(resultOf(await redeem({ code }, app)).user).toBe("bob");
  });

  it("redeems nothing for an address without an origin", async () => {
    const app = await serviceAccount("lost", ["redeemlogin:https://app.example"]);
    for (const return_to of ["app.example", "data:,x", "https://"])
      expect(errorOf(await redeem({ code: "1.2", return_to }, app))).toEqual([
        403,
        303,
        "ERR303: Your account lacks the right redeemlogin:null.",
      ]);
  });

  it("gets nothing for a code with another address or state, which is then spent", async () => {
    const carol = await enrolledUser("carol");
    for (const wrong of [{ return_to: `${APP}/back?lang=nl` }, { return_to: `${APP}/` }, { state: "another" }]) {
      const { code } = await codeFor(carol);
      expect(errorOf(await redeem({ code, ...wrong }))).toEqual(INVALID);
      expect(errorOf(await redeem({ code }))).toEqual(INVALID);
    }
  });

  it("gets nothing for a wrong code, which spends none", async () => {
    const dave = await enrolledUser("dave");
    const { code, id } = await codeFor(dave);
    for (const wrong of [
      id,
      `${id}.`,
      `${id}.${"A".repeat(43)}`,
      `${code}A`,
      code.toLowerCase(),
      `${"1".repeat(20)}.${code.slice(21)}`,
      ".",
    ])
      expect(errorOf(await redeem({ code: wrong }))).toEqual(INVALID);
    expect(resultOf(await redeem({ code })).user).toBe("dave");
  });

  it("must name code, address and state", async () => {
    for (const name of ["code", "return_to", "state"])
      expect(errorOf(await redeem({ code: "1.2", [name]: "" }))).toEqual([
        400,
        905,
        `ERR905: Missing parameter: ${name}`,
      ]);
  });

  it.each([
    [59_000, true],
    [60_000, false],
  ])("that comes %i ms later is in time: %s", async (later, inTime) => {
    const erin = await enrolledUser(`erin${later}`);
    const headers = await admin();
    vi.useFakeTimers({ toFake: ["Date"] });
    const { code } = await codeFor(erin);
    vi.setSystemTime(Date.now() + later);
    const reply = await redeem({ code }, headers);
    expect(reply.json.result.status).toBe(inTime);
  });

  it("redeems in its time although the transaction has expired and its alarm has gone off", async () => {
    const frank = await enrolledUser("frank");
    const headers = await admin();
    vi.useFakeTimers({ toFake: ["Date"] });
    const browser = new Browser(send);
    const { link, transactionId } = await browser.begin({ user: "frank", pin: frank.pin, ...RETURN });
    await frank.phone.login(link);
    vi.setSystemTime(Date.now() + 119_000);
    const address = returnIn(await browser.result(transactionId));
    vi.setSystemTime(Date.now() + 30_000);
    await runInDurableObject(await objectOf(transactionId), (object) => object.alarm());
    expect(resultOf(await redeem({ code: address?.searchParams.get("code") ?? "" }, headers)).user).toBe("frank");
  });

  it("is issued for an answer in the last second, but only to the browser that began it", async () => {
    const late = await enrolledUser("lateness");
    vi.useFakeTimers({ toFake: ["Date"] });
    const browser = new Browser(send);
    const { link, transactionId } = await browser.begin({ user: late.user, pin: late.pin, ...RETURN });
    await late.phone.login(link);
    vi.setSystemTime(Date.now() + 121_000);
    await runInDurableObject(await objectOf(transactionId), (object) => object.alarm());
    expect(returnIn(await new Browser(send).result(transactionId))).toBeUndefined();
    expect(returnIn(await browser.result(transactionId))?.searchParams.get("state")).toBe(RETURN.state);
  });

  it("is replaced for a browser that missed the first, which is then worthless", async () => {
    const grace = await enrolledUser("grace");
    const browser = new Browser(send);
    const { link, transactionId } = await browser.begin({ user: "grace", pin: grace.pin, ...RETURN });
    const cookies = new Map(browser.cookies);
    await grace.phone.login(link);
    const codes = [];
    for (let time = 0; time < 2; time++) {
      for (const [name, value] of cookies) browser.cookies.set(name, value); // the reply that removes it was lost
      codes.push(returnIn(await browser.result(transactionId))?.searchParams.get("code") ?? "");
    }
    expect(errorOf(await redeem({ code: codes[0] ?? "" }))).toEqual(INVALID);
    expect(resultOf(await redeem({ code: codes[1] ?? "" })).user).toBe("grace");
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    expect(stateIn(await browser.result(transactionId))).toBe("over");
  });
});

describe("no login leads", () => {
  const EVIL: [string, string][] = [
    ["to another origin", "https://evil.test/"],
    ["to a subdomain", "https://x.app.example/"],
    ["to a host that begins like it", "https://app.example.evil.test/"],
    ["to another port", "https://app.example:8443/"],
    ["to another scheme", "http://app.example/"],
    ["relative to this host", "//app.example/"],
    ["to a path", "/back"],
    ["past user information", "https://app.example@evil.test/"],
    ["with user information", "https://user:password@app.example/"],
    ["past a backslash", "https://app.example\\@evil.test/"],
    ["past backslashes", "https:\\\\app.example/"],
    ["past a tab", "https://app.exa\tmple/"],
    ["past a line end", "https://app.example/\r\nSet-Cookie: x=y"],
    ["past white space", " https://app.example/"],
    ["without slashes", "https:app.example/"],
    ["to a script", "javascript:alert(1)//https://app.example/"],
    ["to data", "data:text/html,https://app.example/"],
    ["to a blob", "blob:https://app.example/x"],
    ["with a fragment", "https://app.example/#x"],
    ["with an empty fragment", "https://app.example/#"],
    ["with another person's code", "https://app.example/?code=mine"],
    ["with another person's state", "https://app.example/?a=b&st%61te=mine"],
    ["to an address of another alphabet", "https://\u0430pp.example/"],
  ];
  it.each(EVIL)("%s, %j", async (_, address) => {
    const asked = new URLSearchParams({ return_to: address, state: "s" });
    const page = await requestOver(send, `/login?${asked}`);
    expect([page.status, stateIn(page), page.headers.get("Location")]).toEqual([400, "unreturnable", null]);
    const begun = await new Browser(send).post("/login/begin", {
      user: "alice",
      pin: "1234",
      return_to: address,
      state: "s",
    });
    expect([begun.status, stateIn(begun), begun.headers.getSetCookie()]).toEqual([400, "unreturnable", []]);
  });

  it.each([
    ["no", {}],
    ["a state that is too long,", { state: "s".repeat(513) }],
  ])("anywhere with %s state", async (_, state) => {
    const asked = new URLSearchParams({ return_to: `${APP}/`, ...(state as Record<string, string>) });
    expect((await requestOver(send, `/login?${asked}`)).status).toBe(400);
  });

  it("anywhere when no origin is set", async () => {
    const none = await withSettings({});
    expect((await requestOver(none, `/login?${new URLSearchParams(RETURN)}`)).status).toBe(400);
  });

  it("to another address than it was begun for", async () => {
    const heidi = await enrolledUser("heidi");
    const browser = new Browser(send);
    const { link, transactionId } = await browser.begin({ user: "heidi", pin: heidi.pin, ...RETURN });
    await heidi.phone.login(link);
    const fields = { transaction_id: transactionId, return_to: "https://other.example:8443/", state: "s" };
    expect(returnIn(await browser.post("/login/result", fields))?.origin).toBe(APP);
  });
});

describe("the page", () => {
  it("may return to an address with an @ after the host", async () => {
    const asked = new URLSearchParams({ return_to: `${APP}/@alice?mail=a@b.example`, state: "s" });
    expect((await requestOver(send, `/login?${asked}`)).status).toBe(200);
  });

  it("keeps the return address, through a wrong PIN and a cancellation", async () => {
    const ivan = await enrolledUser("ivan");
    const browser = new Browser(send);
    const first = await requestOver(send, `/login?${new URLSearchParams(RETURN)}`);
    const wrong = await browser.post("/login/begin", { user: "ivan", pin: "0000", ...RETURN });
    const { transactionId } = await browser.begin({ user: "ivan", pin: ivan.pin, ...RETURN });
    const cancelled = await browser.post("/login/cancel", { transaction_id: transactionId });
    for (const reply of [first, wrong, cancelled])
      expect({ return_to: hiddenIn(reply, "return_to"), state: hiddenIn(reply, "state") }).toEqual(RETURN);
  });

  it("keeps the return address for a browser without cookies, and checks it again", async () => {
    const { pin } = await enrolledUser("nocookie");
    const browser = new Browser(send);
    const { reply, transactionId } = await browser.begin({ user: "nocookie", pin, ...RETURN });
    const kept = { return_to: hiddenIn(reply, "return_to") ?? "", state: hiddenIn(reply, "state") ?? "" };
    expect(kept).toEqual(RETURN);
    browser.cookies.clear();
    for (const path of ["/login/result", "/login/cancel"]) {
      const lost = await browser.post(path, { transaction_id: transactionId, ...kept });
      expect([stateIn(lost), hiddenIn(lost, "return_to"), hiddenIn(lost, "state")]).toEqual([
        "no-cookie",
        RETURN.return_to,
        RETURN.state,
      ]);
      const planted = { transaction_id: transactionId, return_to: "https://evil.example/", state: "s" };
      expect(stateIn(await browser.post(path, planted))).toBe("unreturnable");
    }
  });

  it("keeps it if the PIN was too long, and leads nowhere if it cannot be read itself", async () => {
    const browser = new Browser(send);
    const fields = { user: "alice", pin: "9".repeat(1025), ...RETURN };
    const reply = await browser.post("/login/begin", fields);
    expect([stateIn(reply), hiddenIn(reply, "return_to")]).toEqual(["unreadable", RETURN.return_to]);
    const long = { ...fields, return_to: `${APP}/${"x".repeat(1025)}` };
    expect(stateIn(await browser.post("/login/begin", long))).toBe("unreturnable");
  });

  it("continues by itself without a script, and tells other sites no referrer", async () => {
    const judy = await enrolledUser("judy");
    const browser = new Browser(send);
    const { link, transactionId } = await browser.begin({ user: "judy", pin: judy.pin, ...RETURN });
    await judy.phone.login(link);
    const { headers, status, ...reply } = await browser.result(transactionId);
    expect([status, headers.get("Refresh")]).toEqual([200, `0; url=${returnIn({ headers, status, ...reply })?.href}`]);
    expect(headers.get("Referrer-Policy")).toBe("same-origin");
  });
});
