// /login without an application: the states of the page, and that only the browser that began a
// login gets its result.

import { describe, expect, it, vi } from "vitest";
import { ASK_AGAIN_MS } from "../../../src/core/login/transaction/challenge.ts";
import { auditRowsOnce, trailContent, trailContentWith } from "../../support/audit.ts";
import { attemptIdFor } from "../../support/house/names.ts";
import { enrolledUser, readFailCount, responseOf, unlike, wrongOnes } from "../../support/login.ts";
import { Browser, hiddenIn, linkIn, returnIn, stateIn } from "../../support/pages/browser.ts";
import {
  asAdmin,
  check,
  ORIGIN,
  polledState,
  postOver,
  request,
  resultOf,
  withSettings,
} from "../../support/service.ts";

describe("the login page", () => {
  it("logs a person in whose phone answers", async () => {
    const { pin, phone, serial } = await enrolledUser("alice");
    const browser = new Browser();
    const { reply, link, transactionId } = await browser.begin({ user: "alice", pin });
    expect([stateIn(reply), link.startsWith("tiqrauth://alice_realm1@")]).toEqual(["waiting", true]);
    expect(reply.text).toContain('src="data:image/png;base64,');
    expect(stateIn(await browser.result(transactionId))).toBe("not-yet");
    expect((await phone.login(link)).told).toBe("logged-in");
    const accepted = await browser.result(transactionId);
    expect([stateIn(accepted), returnIn(accepted)]).toEqual(["accepted", undefined]);
    expect(await polledState(transactionId)).toBe("used");
    const [row] = await auditRowsOnce(1, {
      attempt_id: await attemptIdFor(transactionId),
      action: "POST /login/result",
    });
    expect(row && trailContent(row)).toEqual(
      trailContentWith({
        action: "POST /login/result",
        success: 1,
        authentication: "ACCEPT",
        serial,
        user: "alice",
        realm: "realm1",
        attempt_id: await attemptIdFor(transactionId),
      }),
    );
  });

  it("logs in a person without a PIN, and one whose PIN has a percent sequence", async () => {
    await enrolledUser("bob", "");
    await enrolledUser("bobby", "100%2525"); // a form of /token/init is decoded twice
    for (const fields of [{ user: "bob" }, { user: "bobby", pin: "100%25" }])
      expect((await new Browser().begin(fields)).transactionId).toMatch(/^\d{20}$/);
  });

  it("accepts the digits that a phone without a network shows, counts wrong ones, and shows the QR code again", async () => {
    const { pin, phone, serial } = await enrolledUser("carol");
    const browser = new Browser();
    const { link, transactionId } = await browser.begin({ user: "carol", pin });
    const right = await responseOf(phone, link);
    const wrong = await browser.result(transactionId, unlike(right));
    expect([stateIn(wrong), linkIn(wrong), await readFailCount(serial)]).toEqual(["wrong-response", link, 1]);
    expect([stateIn(await browser.result(transactionId, "   ")), await readFailCount(serial)]).toEqual(["not-yet", 1]);
    const spaced = `${right.slice(0, 4)} ${right.slice(4)}`;
    expect(stateIn(await browser.result(transactionId, spaced))).toBe("accepted");
  });

  it("gives one answer to an unknown user, a wrong PIN and a missing name", async () => {
    const { serial } = await enrolledUser("dave");
    const texts = [];
    for (const fields of [{ user: "nobody", pin: "1" }, { user: "dave", pin: "0000" }, { pin: "1" }]) {
      const reply = await new Browser().post("/login/begin", fields);
      expect([reply.status, stateIn(reply), reply.headers.getSetCookie()]).toEqual([200, "wrong-user", []]);
      // The cursor is in the first field that is empty.
      texts.push(reply.text.replace(/value="[^"]*"| autofocus=""/g, ""));
    }
    expect(new Set(texts).size).toBe(1);
    expect(await readFailCount(serial)).toBe(1);
  });

  it("says in a page, not in JSON, that a PIN, a name or digits are too long, and counts none of it", async () => {
    const { pin, serial } = await enrolledUser("dora");
    const [browser, long] = [new Browser(), "9".repeat(1025)];
    for (const fields of [
      { user: "dora", pin: long },
      { user: long, pin },
      { user: "dora", pin: "9".repeat(70_000) },
    ]) {
      const reply = await browser.post("/login/begin", fields);
      expect([reply.status, stateIn(reply)]).toEqual([400, "unreadable"]);
      expect(reply.headers.get("Content-Type")).toContain("text/html");
    }
    const { transactionId } = await browser.begin({ user: "dora", pin });
    expect(stateIn(await browser.result(transactionId, long))).toBe("unreadable");
    expect(await readFailCount(serial)).toBe(0);
  });

  it("ends a login on request, and the phone's answer comes too late", async () => {
    const { pin, phone } = await enrolledUser("frank");
    const browser = new Browser();
    const { link, transactionId } = await browser.begin({ user: "frank", pin });
    const cancelled = await browser.post("/login/cancel", { transaction_id: transactionId });
    expect([stateIn(cancelled), await polledState(transactionId), browser.cookies.size]).toEqual([
      "cancelled",
      "cancelled",
      0,
    ]);
    expect((await phone.login(link)).told).not.toBe("logged-in");
    const rows = await auditRowsOnce(1, {
      attempt_id: await attemptIdFor(transactionId),
      action: "POST /login/cancel",
    });
    expect(rows.map(({ success, user }) => [success, user])).toEqual([[1, "frank"]]);
  });

  it("reports that a login was cancelled by an administrator, blocked, or finished", async () => {
    const { pin, phone, serial } = await enrolledUser("grace");
    const browser = new Browser();
    const first = await browser.begin({ user: "grace", pin });
    await asAdmin("DELETE", `/token/challenges/transaction/${first.transactionId}`);
    expect(stateIn(await browser.result(first.transactionId))).toBe("cancelled");

    const second = await browser.begin({ user: "grace", pin });
    const secret = new Map(browser.cookies);
    await phone.login(second.link);
    await browser.result(second.transactionId);
    const again = () => {
      for (const [name, value] of secret) browser.cookies.set(name, value);
      return browser.result(second.transactionId);
    };
    expect(stateIn(await again())).toBe("accepted"); // the reply may have been lost
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ASK_AGAIN_MS });
    expect(stateIn(await again())).toBe("over");
    vi.useRealTimers();

    const third = await browser.begin({ user: "grace", pin });
    const [last = "", ...wrong] = wrongOnes(await responseOf(phone, third.link), 10);
    for (const digits of wrong) await browser.result(third.transactionId, digits);
    expect(stateIn(await browser.result(third.transactionId, last))).toBe("blocked");
    expect(await readFailCount(serial)).toBe(10);
  });

  it("reports an answered login whose token has since been disabled", async () => {
    const { pin, phone, serial } = await enrolledUser("heidi");
    const browser = new Browser();
    const { link, transactionId } = await browser.begin({ user: "heidi", pin });
    await phone.login(link);
    await asAdmin("POST", `/token/disable/${serial}`);
    expect(stateIn(await browser.result(transactionId))).toBe("unusable");
  });

  it("keeps two logins of one browser separate", async () => {
    const { pin, phone } = await enrolledUser("ivan");
    const browser = new Browser();
    const [one, two] = [await browser.begin({ user: "ivan", pin }), await browser.begin({ user: "ivan", pin })];
    await phone.login(one.link);
    expect(stateIn(await browser.result(two.transactionId))).toBe("not-yet");
    expect(stateIn(await browser.result(one.transactionId))).toBe("accepted");
  });

  it("has the same limit as /validate/check", async () => {
    const send = await withSettings({ RATE_LIMITS: "on", RATE_CHECK: { limit: async () => ({ success: false }) } });
    // The first wrong guess closes the limit.
    await postOver(send, "/validate/check", { user: "alice", pass: "wrong" });
    const reply = await new Browser(send).post("/login/begin", { user: "alice", pin: "1234" });
    expect([reply.status, stateIn(reply), reply.headers.get("Retry-After")]).toEqual([
      429,
      "too-many",
      expect.stringMatching(/^(60|[1-5]?\d)$/),
    ]);
  });

  it("is kept by no cache, and every page of it has the policy of pages", async () => {
    const replies = [await request("/login"), await new Browser().post("/login/begin", { user: "nobody" })];
    for (const { headers } of replies) {
      expect(headers.get("Cache-Control")).toBe("no-store");
      expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    }
  });
});

describe("the result of a login is for the browser that began it", () => {
  it("whose secret is in an HttpOnly cookie for this host alone, never in the page", async () => {
    const { pin } = await enrolledUser("judy");
    const { reply, transactionId } = await new Browser().begin({ user: "judy", pin });
    const [cookie = ""] = reply.headers.getSetCookie();
    const [, secret = ""] = new RegExp(`^__Host-login-${transactionId}=([A-Za-z0-9_-]{43});`).exec(cookie) ?? [];
    expect(cookie.replace(secret, "").split("; ").slice(1).toSorted()).toEqual(
      ["HttpOnly", "Max-Age=180", "Path=/", "SameSite=Strict", "Secure"].toSorted(),
    );
    expect(secret).toHaveLength(43);
    expect(reply.text).not.toContain(secret);
  });

  it("and has a plain name without Secure if the service is at http, on one's own machine", async () => {
    const { pin } = await enrolledUser("kim");
    const send = await withSettings({ PUBLIC_URL: "http://127.0.0.1:8787", TIQR_SERVICE_IDENTIFIER: "tiqr.test" });
    const reply = await new Browser(send).post(
      "/login/begin",
      { user: "kim", pin },
      { Origin: "http://127.0.0.1:8787" },
    );
    expect(reply.headers.getSetCookie()[0]).toMatch(
      /^tiqr-login-\d{20}=[\w-]{43}; Max-Age=180; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it("and not for one without the cookie, with another's, or with a wrong one", async () => {
    const [{ pin, phone }, mallory] = [await enrolledUser("leo"), await enrolledUser("mallory")];
    const [browser, other] = [new Browser(), new Browser()];
    const { link, transactionId } = await browser.begin({ user: "leo", pin });
    const theirs = await other.begin({ user: "mallory", pin: mallory.pin });
    const name = `__Host-login-${transactionId}`;
    await phone.login(link);
    const secrets = [undefined, other.cookies.get(`__Host-login-${theirs.transactionId}`), "A".repeat(43), ""];
    for (const secret of secrets) {
      if (secret !== undefined) other.cookies.set(name, secret);
      for (const path of ["/login/result", "/login/cancel"])
        expect(stateIn(await other.post(path, { transaction_id: transactionId }))).toBe(
          secret === undefined ? "no-cookie" : "unknown",
        );
    }
    expect(await polledState(transactionId)).toBe("answered");
    expect(stateIn(await browser.result(transactionId))).toBe("accepted");
  });

  it("and not for an application that has read the id from the QR code, which cannot send digits either", async () => {
    const { pin, phone, serial } = await enrolledUser("nina");
    const browser = new Browser();
    const { link, transactionId } = await browser.begin({ user: "nina", pin });
    const right = await responseOf(phone, link);
    for (const extra of [{}, { response: right }, { response: unlike(right) }]) {
      const reply = await check({ user: "nina", transaction_id: transactionId, ...extra });
      expect(reply.json.detail.message).toBe("wrong otp pin");
    }
    await phone.login(link);
    expect(resultOf(await check({ serial, transaction_id: transactionId }))).toBe(false);
    expect(await readFailCount(serial)).toBe(0);
    expect(stateIn(await browser.result(transactionId))).toBe("accepted");
  });

  it("and a browser cannot finish the login that an application began", async () => {
    const { pin, phone } = await enrolledUser("olga");
    const { detail } = (await check({ user: "olga", pass: pin })).json;
    await phone.login(detail.attributes.value);
    const browser = new Browser();
    browser.cookies.set(`__Host-login-${detail.transaction_id}`, "A".repeat(43));
    expect(stateIn(await browser.result(detail.transaction_id))).toBe("unknown");
    expect(resultOf(await check({ user: "olga", transaction_id: detail.transaction_id }))).toBe(true);
  });
});

describe("forms of other sites", () => {
  const FOREIGN: [string, Record<string, string>][] = [
    ["another origin", { Origin: "https://evil.test", "Sec-Fetch-Site": "cross-site" }],
    ["another origin of the same site", { Origin: "https://other.tiqr.test", "Sec-Fetch-Site": "same-site" }],
    ["an origin that begins like ours", { Origin: `${ORIGIN}.evil.test`, "Sec-Fetch-Site": "cross-site" }],
    ["another origin, in an old browser", { Origin: "https://evil.test", "Sec-Fetch-Site": "same-origin" }],
    ["a page without an origin", { Origin: "null", "Sec-Fetch-Site": "cross-site" }],
    ["our origin across sites", { Origin: ORIGIN, "Sec-Fetch-Site": "cross-site" }],
  ];
  it.each(FOREIGN)("are refused from %s, whatever they ask", async (_, headers) => {
    const { pin, phone } = await enrolledUser(`paul${FOREIGN.findIndex(([, some]) => some === headers)}`);
    const user = `paul${FOREIGN.findIndex(([, some]) => some === headers)}`;
    const browser = new Browser();
    const { link, transactionId } = await browser.begin({ user, pin });
    await phone.login(link);
    for (const path of ["/login/begin", "/login/result", "/login/cancel"]) {
      const reply = await browser.post(path, { user, pin, transaction_id: transactionId }, headers);
      expect([reply.status, stateIn(reply), reply.headers.getSetCookie()]).toEqual([403, "cross-site", []]);
    }
    expect(await polledState(transactionId)).toBe("answered");
  });

  it("and without any header that names their origin are refused, too", async () => {
    const reply = await request("/login/begin", { method: "POST", body: new URLSearchParams({ user: "alice" }) });
    expect([reply.status, stateIn(reply)]).toEqual([403, "cross-site"]);
  });

  it("are told apart from ours without a referrer, which have no origin either", async () => {
    const reply = await new Browser().post("/login/begin", { user: "nobody" }, { Origin: "null" });
    expect([reply.status, stateIn(reply), hiddenIn(reply, "request")]).toEqual([200, "wrong-user", undefined]);
  });
});
