// Whoever is blocked finds every door shut, in every state of a login, and opens none again that
// was open before.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { block, unblock } from "../../support/house/blocks.ts";
import { answer, answered, endLogin, enrolledUser, readFailCount, trigger } from "../../support/login.ts";
import {
  addSession,
  codeFor,
  type MadeClient,
  makeClient,
  redeem,
  refreshWith,
  userinfoWith,
} from "../../support/oidc/oidc.ts";
import { Browser, stateIn } from "../../support/pages/browser.ts";
import { EnrolBrowser, newLink } from "../../support/pages/enrol-page.ts";
import { confirmAct, locationIn, ME_SIGN_IN, openMe, send, signedIn } from "../../support/pages/me.ts";
import {
  asAdmin,
  check,
  enrol,
  errorOf,
  initToken,
  makePhone,
  poll,
  post,
  reasonOf,
  serviceAccount,
  tokenOf,
  withSettings,
} from "../../support/service.ts";
import { checkAccess, enter, guardedHost, guarding, guestAt } from "../../support/storage/guarded.ts";

let wiki: MadeClient;
beforeAll(async () => {
  wiki = await makeClient();
});

const OUT = [409, 905, "ERR905: The user is blocked or deactivated."];

describe("a login", () => {
  it("is not answered that was triggered before, by phone or by digits", async () => {
    const anna = await enrolledUser("anna");
    const [byPhone, byDigits] = [await trigger(anna), await trigger(anna)];
    await block("anna");
    expect(await answer(byPhone, byPhone.right)).toBe("INVALID_CHALLENGE");
    const typed = await check({ user: "anna", transaction_id: byDigits.transactionId, response: byDigits.right });
    expect(typed.json.result).toMatchObject({ value: false, authentication: "REJECT" });
    expect((await poll(byPhone.transactionId)).json.result.value).toBe(false);
  });

  it("is not finalized that was answered before, polled or not", async () => {
    const bert = await enrolledUser("bert");
    const [login, polled] = [await answered(bert), await answered(bert)];
    expect((await poll(polled.transactionId)).json.result.value).toBe(true);
    await block("bert");
    for (const one of [login, polled]) expect(reasonOf(await endLogin(one))).toBe("token-disabled");
  });

  it("on the page does not end in a session, whether its phone had answered or not", async () => {
    const carl = await enrolledUser("carl");
    const browser = new Browser();
    const open = await browser.begin({ user: "carl", pin: carl.pin });
    await carl.phone.login(open.link);
    await block("carl");
    expect(stateIn(await browser.result(open.transactionId))).not.toBe("done");
    expect([...browser.cookies.keys()].filter((name) => /session/.test(name))).toEqual([]);
    const anew = await browser.post("/login/begin", { user: "carl", pin: carl.pin });
    expect(anew.text).toContain("your access is blocked");
    const wrong = await browser.post("/login/begin", { user: "carl", pin: "9999" });
    expect(wrong.text).not.toContain("your access is blocked");
  });

  it("tells of the block after the right PIN only, and counts a wrong one", async () => {
    const dora = await enrolledUser("dora");
    await block("dora");
    const wrong = await check({ user: "dora", pass: "9999" });
    expect([wrong.status, reasonOf(wrong)]).toEqual([200, "wrong-pin"]);
    expect(await readFailCount(dora.serial)).toBe(1);
    expect(errorOf(await check({ user: "dora", pass: dora.pin }))).toEqual(OUT);
    expect(await readFailCount(dora.serial)).toBe(1);
    for (let tries = 1; tries < 10; tries++) await check({ user: "dora", pass: "9999" });
    expect(reasonOf(await check({ user: "dora", pass: dora.pin }))).not.toBe("user-deactivated");
  });

  it("is not begun for whom an application vouches", async () => {
    await enrolledUser("eve");
    await block("eve");
    const vouching = await serviceAccount("voucher", ["triggerchallenge"]);
    expect(errorOf(await post("/validate/triggerchallenge", { user: "eve" }, vouching))).toEqual(OUT);
  });
});

describe("what was open", () => {
  it("ends for applications: refresh tokens, userinfo and codes, and does not come back", async () => {
    const { serial } = await enrolledUser("fred");
    const session = await addSession(serial);
    const scope = ["openid", "offline_access"];
    const { refresh_token: refresh, access_token: access } = (
      await redeem(wiki, await codeFor(wiki, session, { scope }))
    ).json;
    const code = await codeFor(wiki, session, { scope });
    expect((await userinfoWith(access)).status).toBe(200);
    expect((await block("fred")).json.detail).toEqual({ tokens: 1, sessions: 0 });
    for (const lift of [async () => {}, () => unblock("fred")]) {
      await lift();
      expect((await userinfoWith(access)).status).toBe(401);
      expect((await refreshWith(wiki, refresh)).json.error).toBe("invalid_grant");
      expect((await redeem(wiki, code)).json.error).toBe("invalid_grant");
    }
  });

  it("ends at /me", async () => {
    const gina = await signedIn("gina");
    await block("gina");
    expect(locationIn(await openMe(gina))).toBe(ME_SIGN_IN);
    await unblock("gina");
    expect(locationIn(await openMe(gina))).toBe(ME_SIGN_IN);
  });

  it("ends at hosts behind a proxy, within a minute", async () => {
    const over = await guarding();
    await guardedHost("wiki.example.test");
    const hugo = await guestAt(over, "hugo");
    await enter(hugo, "https://wiki.example.test/");
    expect((await checkAccess(hugo, "https://wiki.example.test/")).status).toBe(200);
    await block("hugo");
    vi.setSystemTime(Date.now() + 61_000);
    expect((await checkAccess(hugo, "https://wiki.example.test/")).status).not.toBe(200);
    vi.useRealTimers();
  });

  it("leaves recovery codes, which open nothing meanwhile and are not used up", async () => {
    const over = await withSettings({ SELF_SERVICE: "add remove pin recovery" });
    const iris = await signedIn("iris", undefined, over);
    await confirmAct(iris, "recovery");
    const made = await send(iris, "/me/recovery");
    const [code = ""] = [...made.text.matchAll(/<code>([^<]*)<\/code>/g)].map(([, one = ""]) => one);
    const recover = () =>
      new Browser(over).request("/me/recover", {
        method: "POST",
        body: new URLSearchParams({ user: "iris", pin: iris.pin, code }),
        redirect: "manual",
      });
    await block("iris");
    expect((await recover()).status).not.toBe(303);
    const { left } = (await env.DB.prepare("SELECT left FROM recovery WHERE user = 'iris'").first()) as {
      left: number;
    };
    expect(left).toBe(10);
    await unblock("iris");
    expect((await recover()).status).toBe(303);
  });
});

describe("a way in", () => {
  it("is no longer an old invitation, nor a new one", async () => {
    const path = await newLink({ user: "jan" });
    expect((await block("jan", { reason: "never came" })).status).toBe(200);
    const visitor = new EnrolBrowser();
    expect(await visitor.state(path)).toBe("withdrawn");
    expect((await visitor.step(path, "start")).status).toBe(410);
    expect(errorOf(await asAdmin("POST", "/token/enrollmentlink", { user: "jan" }))).toEqual(OUT);
    await unblock("jan");
    expect((await visitor.step(path, "start")).status).toBe(410);
  });

  it("is not an enrolment that has begun, by link or by the QR code of an account", async () => {
    const path = await newLink({ user: "kim" });
    const visitor = new EnrolBrowser();
    await visitor.start(path);
    const { tiqrenroll } = (await initToken({ user: "kim" })).json.detail;
    await block("kim");
    expect(await visitor.state(path)).toBe("withdrawn");
    expect((await makePhone().enroll(tiqrenroll.value)).told).not.toBe("enrolled");
    await unblock("kim");
    expect((await makePhone().enroll(tiqrenroll.value)).told).not.toBe("enrolled");
  });

  it("is not a new token, an assigned one, or one that is switched on again", async () => {
    const { serial } = await enrolledUser("lea");
    const free = (await enrol({ user: "mia" })).serial;
    await asAdmin("POST", "/token/unassign", { serial: free });
    await block("lea");
    expect(errorOf(await initToken({ user: "lea" }))).toEqual(OUT);
    expect(errorOf(await initToken({ user: "lea", serial }))).toEqual(OUT);
    expect(errorOf(await asAdmin("POST", "/token/assign", { user: "lea", serial: free }))).toEqual(OUT);
    expect(errorOf(await asAdmin("POST", "/token/enable", { serial }))).toEqual(OUT);
    expect(errorOf(await asAdmin("POST", "/token/enable", { user: "lea" }))).toEqual(OUT);
    expect(await tokenOf(serial)).toMatchObject({ active: false });
    expect(await tokenOf(free)).toMatchObject({ username: "" });
  });
});
