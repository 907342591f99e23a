// A browser that has signed in before: a second application without a scan, and the requests that
// ask again all the same (OpenID Connect Core 1.0 §3.1.2.1: prompt, max_age, acr_values,
// login_hint, id_token_hint).

import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { PageBrowser } from "../../scripts/lib/page-browser.ts";
import { type EnrolledPerson, enrolledUser } from "../support/login.ts";
import { beginWithClient, type Client, configured, registered } from "../support/oidc/clients.ts";
import {
  answerIn,
  asksToSignIn,
  beginSignIn,
  confirmOnPhone,
  follow,
  followAndSignIn,
  newBrowser,
} from "../support/oidc/people.ts";
import { type WalkResult, walk } from "../support/oidc/walk.ts";
import { asAdmin, ORIGIN } from "../support/service.ts";

const [MFA, SFA] = ["https://refeds.org/profile/mfa", "https://refeds.org/profile/sfa"];
let person: EnrolledPerson;
let wiki: Client;
let chat: Client;
let browser: PageBrowser;
let first: WalkResult;

beforeAll(async () => {
  [person, wiki, chat, browser] = [await enrolledUser("again"), await registered(), await registered(), newBrowser()];
  first = await walk({ client: wiki, person, browser });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Where the browser is after the link to `client`, without a scan. */
async function ask(parameters: Record<string, string>, client = wiki, by = browser) {
  const { address } = await beginWithClient(await configured(client), client, parameters);
  return follow(by, address);
}
const clockGoesOn = (milliseconds: number) => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(Date.now() + milliseconds);
};

describe("a second application", () => {
  it("needs no page and no scan, and hears of the same sign-in", async () => {
    const second = await walk({ client: chat, person, browser });
    expect(second.claims.sub).toBe(first.claims.sub);
    expect(second.claims.auth_time).toBe(first.claims.auth_time);
    expect(second.claims.amr).toEqual(first.claims.amr);
  });

  it("needs the scan again once the session is over, by idleness or age", async () => {
    const own = newBrowser();
    await walk({ client: wiki, person, browser: own });
    clockGoesOn(61 * 60_000);
    expect(asksToSignIn(await ask({}, chat, own))).toBe(true);
    const used = newBrowser();
    await walk({ client: wiki, person, browser: used });
    // Never idle for an hour, and yet over after twelve.
    for (let visits = 1; visits <= 13; visits++) {
      vi.setSystemTime(Date.now() + 56 * 60_000);
      const shown = await ask({}, chat, used);
      expect(shown.status === 0, `visit ${visits}`).toBe(visits < 13);
    }
  });

  it("needs the scan again once the token that signed in is disabled, and once it has a new PIN", async () => {
    for (const [path, fields] of [
      ["/token/disable", {}],
      ["/token/setpin", { otppin: "9876" }],
      ["/token/revoke", {}],
    ] as const) {
      const other = await enrolledUser(`ends-${path.slice(7)}`);
      const own = newBrowser();
      await walk({ client: wiki, person: other, browser: own });
      expect((await asAdmin("POST", path, { serial: other.serial, ...fields })).status).toBe(200);
      expect(asksToSignIn(await ask({}, chat, own)), path).toBe(true);
    }
  });
});

describe("prompt", () => {
  it("none gives a code to a browser that is signed in, and login_required to any other, without a page", async () => {
    expect(answerIn(await ask({ prompt: "none" }))).toHaveProperty("code");
    const answer = answerIn(await ask({ prompt: "none", state: "s" }, wiki, newBrowser()));
    expect(answer).toMatchObject({ error: "login_required", state: "s", iss: ORIGIN });
    expect(answer).not.toHaveProperty("code");
  });

  it("none beside another value is an invalid request", async () => {
    expect(answerIn(await ask({ prompt: "none login" })).error).toBe("invalid_request");
  });

  it("login asks for the phone again, and moves auth_time", async () => {
    clockGoesOn(5000);
    const shown = await ask({ prompt: "login" });
    expect(asksToSignIn(shown)).toBe(true);
    const own = newBrowser();
    const before = await walk({ client: wiki, person, browser: own });
    vi.setSystemTime(Date.now() + 5000);
    const again = await walk({ client: wiki, person, browser: own, parameters: { prompt: "login" } });
    expect(Number(again.claims.auth_time)).toBeGreaterThanOrEqual(Number(before.claims.auth_time) + 5);
  });

  it("select_account lets another person sign in", async () => {
    const other = await enrolledUser("selected");
    const own = newBrowser();
    const { claims } = await walk({ client: wiki, person, browser: own });
    const { address } = await beginWithClient(await configured(wiki), wiki, { prompt: "select_account" });
    const page = await follow(own, address);
    expect(page.status).toBe(200);
    expect(page.url.origin).toBe(ORIGIN);
    const asked = asksToSignIn(page) ? page : await ask({ prompt: "login" }, wiki, own);
    expect(answerIn(await confirmOnPhone(own, await beginSignIn(own, asked, other), other))).toHaveProperty("code");
    const now = await walk({ client: chat, person: other, browser: own });
    expect(now.claims.sub).not.toBe(claims.sub);
  });
});

describe("max_age", () => {
  it("accepts a sign-in that is young enough, and asks again when it is not", async () => {
    const own = newBrowser();
    await walk({ client: wiki, person, browser: own });
    clockGoesOn(100_000);
    expect(answerIn(await ask({ max_age: "200" }, wiki, own))).toHaveProperty("code");
    expect(asksToSignIn(await ask({ max_age: "50" }, wiki, own))).toBe(true);
    expect(answerIn(await ask({ max_age: "50", prompt: "none" }, wiki, own)).error).toBe("login_required");
    const again = await walk({
      client: wiki,
      person,
      browser: own,
      parameters: { max_age: "50" },
      checks: { maxAge: 50 },
    });
    expect(again.claims.auth_time).toBeGreaterThanOrEqual(Math.floor(Date.now() / 1000) - 5);
  });

  it("0 always asks again, as prompt login does", async () => {
    expect(asksToSignIn(await ask({ max_age: "0" }))).toBe(true);
  });
});

describe("acr_values", () => {
  it("lead a person who signed in with the phone alone to a page, if two factors are asked for", async () => {
    const noPin = await enrolledUser("again-no-pin", "");
    const own = newBrowser();
    expect((await walk({ client: wiki, person: noPin, browser: own })).claims.acr).toBe(SFA);
    expect(answerIn(await ask({ acr_values: SFA }, wiki, own))).toHaveProperty("code");
    expect(answerIn(await ask({ acr_values: `${MFA} ${SFA}`, prompt: "none" }, wiki, own))).toBeDefined();
    const shown = await ask({ acr_values: MFA, prompt: "none" }, wiki, own);
    expect(["login_required", "unmet_authentication_requirements"]).toContain(answerIn(shown).error);
  });

  it("are satisfied by a sign-in with PIN and phone", async () => {
    for (const acr_values of [MFA, SFA, `${MFA} ${SFA}`, `urn:unknown ${MFA}`])
      expect(answerIn(await ask({ acr_values, prompt: "none" })), acr_values).toHaveProperty("code");
  });
});

describe("hints", () => {
  it("id_token_hint of the person in front of the browser gives a code, of another one login_required", async () => {
    const hint = first.tokens.id_token ?? "";
    expect(answerIn(await ask({ prompt: "none", id_token_hint: hint }))).toHaveProperty("code");
    const other = await enrolledUser("hinted");
    const theirs = (await walk({ client: wiki, person: other })).tokens.id_token ?? "";
    expect(answerIn(await ask({ prompt: "none", id_token_hint: theirs })).error).toBe("login_required");
  });

  it("id_token_hint is still good when its time is over", async () => {
    const own = newBrowser();
    const hint = (await walk({ client: wiki, person, browser: own })).tokens.id_token ?? "";
    clockGoesOn(20 * 60_000);
    expect(answerIn(await ask({ prompt: "none", id_token_hint: hint }, wiki, own))).toHaveProperty("code");
  });

  it("login_hint fills the name in, and leads a browser of another person to the sign-in page", async () => {
    const page = await ask({ login_hint: "again" }, wiki, newBrowser());
    expect(page.forms.find(({ action }) => action.pathname === "/login/begin")?.fields.user).toBe("again");
    expect(answerIn(await ask({ login_hint: "again", prompt: "none" }))).toHaveProperty("code");
  });
});

describe("a client's own terms", () => {
  it("send a person of another realm away with access_denied, or ask for another sign-in", async () => {
    const closed = await registered({ realms: ["elsewhere"] });
    expect(answerIn(await ask({ prompt: "none" }, closed))).toHaveProperty("error");
    const shown = await ask({}, closed);
    if (shown.status !== 0) expect(asksToSignIn(shown)).toBe(true);
    else expect(answerIn(shown).error).toBe("access_denied");
  });

  it("ask for a PIN: a sign-in with the phone alone gets no code", async () => {
    const strict = await registered({ require_pin: true });
    const noPin = await enrolledUser("again-strict", "");
    const own = newBrowser();
    await walk({ client: wiki, person: noPin, browser: own });
    expect(answerIn(await ask({ prompt: "none" }, strict, own))).toHaveProperty("error");
    const { address } = await beginWithClient(await configured(strict), strict);
    const shown = await followAndSignIn(own, address, noPin).catch(() => undefined);
    if (shown?.status === 0) expect(answerIn(shown)).not.toHaveProperty("code");
    expect((await walk({ client: strict, person })).claims.acr).toBe(MFA);
  });
});
