// An enrolment link: the requests that spend it, the browser that may use it, and its end.

import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { codeIn, EnrolBrowser, headingIn, newLink } from "../../support/pages/enrol-page.ts";
import {
  asAdmin,
  check,
  enrol,
  initToken,
  makePhone,
  ORIGIN,
  post,
  request,
  serviceAccount,
  tokenOf,
  withSettings,
} from "../../support/service.ts";

const linkRow = (user: string) =>
  env.DB.prepare("SELECT * FROM enrollment_link WHERE user = ?").bind(user).first<Record<string, unknown>>();
const serialIn = (code: string): string =>
  new URL(code.slice("tiqrenroll://".length)).searchParams.get("serial") as string;

describe("a link", () => {
  it("is not spent by a look, from anyone and however often", async () => {
    const path = await newLink({ user: "scanned" });
    for (const method of ["HEAD", "GET", "GET"]) expect((await request(path, { method })).status).toBe(200);
    await new EnrolBrowser().state(path);
    expect(await linkRow("scanned")).toMatchObject({ started_at_ms: null, browser_hash: null, codes: 0 });
    expect(codeIn(await new EnrolBrowser().start(path))).not.toBe("");
  });

  it("gives a HEAD no key", async () => {
    const { headers } = await request(await newLink({ user: "headed" }), { method: "HEAD" });
    expect(headers.getSetCookie()).toEqual([]);
  });

  it("is not spent by a browser that keeps no cookies, and the page says so", async () => {
    const path = await newLink({ user: "cookieless" });
    const refused = await new EnrolBrowser().step(path, "start");
    expect([refused.status, refused.text.includes("blocks cookies")]).toEqual([400, true]);
    expect(await linkRow("cookieless")).toMatchObject({ started_at_ms: null });
  });

  it("shows another browser only that it was used, and does nothing for it", async () => {
    const path = await newLink({ user: "bound" });
    const [mine, early, late] = [new EnrolBrowser(), new EnrolBrowser(), new EnrolBrowser()];
    await early.get(path); // it has its own key, from before the start
    const code = codeIn(await mine.start(path));
    for (const stranger of [early, late]) {
      const page = await stranger.get(path);
      expect([page.status, headingIn(page)]).toEqual([410, "This link has already been used"]);
      expect(page.text).not.toMatch(/bound|tiqrenroll|TiQR[0-9A-F]{8}/);
      expect(await stranger.state(path)).toMatch(/^used$/);
      for (const step of ["start", "code", "pin", "login", "finish"])
        expect([step, (await stranger.step(path, step, { pin: "4711", transaction_id: "1" })).status]).toEqual([
          step,
          410,
        ]);
    }
    expect(codeIn(await mine.get(path))).toBe(code);
    await makePhone().enroll(code);
    for (const step of ["code", "pin", "login"]) await early.step(path, step, { pin: "4711" });
    expect(await tokenOf(serialIn(code))).toMatchObject({ rollout_state: "enrolled" });
    expect((await check({ user: "bound", pass: "" })).json.result.authentication).toBe("CHALLENGE");
  });

  it("can be started again by the browser whose reply was lost, and shows the same code", async () => {
    const path = await newLink({ user: "patient" });
    const browser = new EnrolBrowser();
    const code = codeIn(await browser.start(path));
    expect((await browser.step(path, "start")).status).toBe(303);
    expect(codeIn(await browser.get(path))).toBe(code);
    expect(await linkRow("patient")).toMatchObject({ codes: 1 });
  });

  it("says that it has expired, and then starts nothing", async () => {
    const path = await newLink({ user: "late" });
    const [before, after] = [new EnrolBrowser(), new EnrolBrowser()];
    await before.get(path);
    await env.DB.prepare("UPDATE enrollment_link SET expires_at_ms = ? WHERE user = 'late'")
      .bind(Date.now() - 1)
      .run();
    expect((await before.step(path, "start")).status).toBe(410);
    const page = await after.get(path);
    expect([page.status, headingIn(page)]).toEqual([410, "This link has expired"]);
    expect(await linkRow("late")).toMatchObject({ started_at_ms: null });
  });

  it("gives no QR code a longer life than the link's own", async () => {
    const path = await newLink({ user: "short", validity: "30" });
    const serial = serialIn(codeIn(await new EnrolBrowser().start(path)));
    const row = await env.DB.prepare("SELECT session_expires_at_ms AS at FROM token WHERE serial = ?")
      .bind(serial)
      .first<{ at: number }>();
    expect(row?.at).toBe((await linkRow("short"))?.expires_at_ms);
  });

  it.each(["AAAAAAAAAAAAAAAAAAAAAA", "x", "..%2f..", "AAAAAAAAAAAAAAAAAAAAA%00"])(
    "that is made up, %s, says that it is not known",
    async (key) => {
      const page = await request(`/enrol/${key}`);
      expect([page.status, headingIn(page)]).toEqual([404, "We don’t recognise this link"]);
    },
  );

  it.each([
    [{}],
    [{ Origin: "null" }],
    [{ Origin: "https://evil.example" }],
    [{ "Sec-Fetch-Site": "cross-site", Origin: ORIGIN }],
    [{ "Sec-Fetch-Site": "same-site" }],
    [{ "Sec-Fetch-Site": "none" }],
  ])("takes no step from elsewhere: %j", async (headers) => {
    const path = await newLink({ user: "forged" });
    const browser = new EnrolBrowser();
    await browser.get(path);
    for (const step of ["start", "code", "pin", "login", "finish"])
      expect((await browser.step(path, step, {}, headers)).status).toBe(403);
    expect(await browser.state(path)).toBe("fresh");
    expect((await browser.step(path, "start", {}, { Origin: ORIGIN })).status).toBe(303);
  });

  it("dies with the account that made it, and with its password", async () => {
    const headers = await serviceAccount("leaver", ["enrollTIQR"]);
    const { detail } = (await post("/token/enrollmentlink", { user: "orphan" }, headers)).json;
    const path = detail.link.slice(ORIGIN.length);
    const browser = new EnrolBrowser();
    await browser.get(path);
    await env.DB.prepare("UPDATE admin SET generation = generation + 1 WHERE name = 'leaver'").run();
    expect((await browser.step(path, "start")).status).toBe(400);
    expect(await linkRow("orphan")).toMatchObject({ started_at_ms: null });
  });

  it("dies with its user", async () => {
    const path = await newLink({ user: "gone" });
    await initToken({ user: "gone" });
    await asAdmin("DELETE", "/user/realm1/gone");
    expect((await new EnrolBrowser().get(path)).status).toBe(404);
  });

  it.each(["revoke", "unassign"])("ends with a %s of its token", async (change) => {
    const path = await newLink({ user: `ended-${change}` });
    const browser = new EnrolBrowser();
    const code = codeIn(await browser.start(path));
    await makePhone().enroll(code);
    await asAdmin("POST", `/token/${change}`, { serial: serialIn(code) });
    expect(headingIn(await browser.get(path))).toBe("This link has been withdrawn");
    for (const step of ["code", "pin", "login"])
      expect((await browser.step(path, step, { pin: "4711" })).status).toBe(410);
  });

  it("ends when an administrator starts the enrolment of its token again", async () => {
    const path = await newLink({ user: "anew" });
    const browser = new EnrolBrowser();
    const serial = serialIn(codeIn(await browser.start(path)));
    await enrol({ user: "anew", serial });
    expect(headingIn(await browser.get(path))).toBe("This link has been withdrawn");
    await browser.step(path, "code");
    expect(await tokenOf(serial)).toMatchObject({ rollout_state: "enrolled" });
  });

  it("says that there are too many tokens, and is not spent", async () => {
    const send = await withSettings({ TIQR_MAX_TOKEN_PER_USER: "1" });
    await initToken({ user: "full" });
    const path = await newLink({ user: "full" });
    const browser = new EnrolBrowser(send);
    await browser.get(path);
    expect((await browser.step(path, "start")).text).toContain("the maximum number of registered phones");
    expect(await linkRow("full")).toMatchObject({ started_at_ms: null });
  });

  it("is never named in the log", async () => {
    const path = await newLink({ user: "logged" });
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    const send = await withSettings({
      DB: {
        prepare: () => ({
          bind: () => ({
            first: async () => {
              throw new Error("away");
            },
          }),
        }),
      } as unknown as Env["DB"],
    });
    expect((await new EnrolBrowser(send).get(path)).status).toBe(503);
    expect(said.mock.calls.flat().join(" ")).toContain("GET /enrol/<link> failed:");
    expect(said.mock.calls.flat().join(" ")).not.toContain(path.slice("/enrol/".length));
    said.mockRestore();
  });
});
