// Enrolment links: who may make one, what spends it, who may use it, and how it ends.

import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { Browser, codeIn, makeLink, titleOf, transactionIn } from "../support/enrol-page.ts";
import {
  admin,
  asAdmin,
  auditRowsBehind,
  check,
  enrol,
  errorOf,
  initToken,
  lastAuditNumber,
  makePhone,
  ORIGIN,
  open,
  post,
  request,
  serviceAccount,
  tokenOf,
  withSettings,
} from "../support/service.ts";

const linkRow = (user: string) =>
  env.DB.prepare("SELECT * FROM enrollment_link WHERE user = ?").bind(user).first<Record<string, unknown>>();
const serialIn = (code: string): string =>
  new URL(code.slice("tiqrenroll://".length)).searchParams.get("serial") as string;

describe("POST /token/enrollmentlink", () => {
  it("needs the right to enrol, which is checked where the link is written", async () => {
    const may = await serviceAccount("linker", ["enrollTIQR"]);
    const mayNot = await serviceAccount("reader", ["tokenlist"]);
    expect((await post("/token/enrollmentlink", { user: "right1" }, may)).json.result.value).toBe(true);
    expect(errorOf(await post("/token/enrollmentlink", { user: "right2" }, mayNot))).toEqual([
      403,
      303,
      "ERR303: Your account lacks the right enrollTIQR.",
    ]);
    expect(await linkRow("right2")).toBeNull();
    expect((await post("/token/enrollmentlink", { user: "right3" })).status).toBe(401);
  });

  it("tells when the link expires: in a day, or as asked for", async () => {
    const lifetime = async (fields: Record<string, string>) => {
      const { detail } = (await asAdmin("POST", "/token/enrollmentlink", { user: "times", ...fields })).json;
      return Math.round((Date.parse(detail.expires) - Date.now()) / 1000);
    };
    expect(await lifetime({})).toBeCloseTo(86400, -1);
    expect(await lifetime({ validity: "60" })).toBeCloseTo(60, -1);
  });

  it.each([
    [{}, 400, 905, "ERR905: Missing parameter: 'user'"],
    [
      { user: "x", validity: "0" },
      400,
      905,
      "ERR905: Invalid validity: expected a whole number of seconds from 1 to 2592000.",
    ],
    [
      { user: "x", validity: "2592001" },
      400,
      905,
      "ERR905: Invalid validity: expected a whole number of seconds from 1 to 2592000.",
    ],
    [
      { user: "x", validity: "1.5" },
      400,
      905,
      "ERR905: Invalid validity: expected a whole number of seconds from 1 to 2592000.",
    ],
    [{ user: "x", pin: "1234" }, 400, 905, "ERR905: Invalid pin: expected choose or none."],
    [{ user: "x", serial: "a b" }, 400, 905, "ERR905: Invalid serial number. Must comply to ^[0-9a-zA-Z\\-_]+$."],
    [{ user: "x", serial: "NONE" }, 404, 601, "The requested token could not be found."],
    [{ user: "x".repeat(3000) }, 400, 905, "ERR905: Parameter too long: user"],
  ])("refuses %j", async (fields, ...refusal) => {
    expect(errorOf(await asAdmin("POST", "/token/enrollmentlink", fields))).toEqual(refusal);
  });

  it("refuses to replace a token of somebody else, or one that is revoked", async () => {
    const { serial } = (await initToken({ user: "owner" })).json.detail;
    expect(errorOf(await asAdmin("POST", "/token/enrollmentlink", { user: "thief", serial }))).toEqual([
      400,
      905,
      "ERR905: Given serial does not belong to given user!",
    ]);
    await asAdmin("POST", "/token/revoke", { serial });
    expect(errorOf(await asAdmin("POST", "/token/enrollmentlink", { user: "owner", serial }))[1]).toBe(1007);
    expect(await linkRow("owner")).toBeNull();
  });

  it("is in the trail, as is every step, by name and without a secret", async () => {
    await serviceAccount("desk", ["enrollTIQR"]);
    const last = await lastAuditNumber();
    const path = await makeLink({ user: "trail@realm1" });
    const [browser, stranger, phone] = [new Browser(), new Browser(), makePhone()];
    const code = codeIn(await browser.start(path));
    const serial = serialIn(code);
    await phone.enroll(code);
    await browser.step(path, "pin", { pin: "4711" });
    const trial = await browser.step(path, "login");
    await phone.login(codeIn(trial));
    await browser.step(path, "finish", { transaction_id: transactionIn(trial) });
    await stranger.step(path, "start");
    await vi.waitFor(async () => {
      const rows = await auditRowsBehind(last);
      expect(rows.toSorted()).toEqual(
        [
          "POST /token/enrollmentlink | 1 |  |  | trail@realm1 | admin | ",
          `POST /enrol/<link>/start | 1 |  | ${serial} | trail@realm1 | admin | `,
          `GET /ttype/<ttype> | 1 |  | ${serial} | trail@realm1 |  | `,
          `POST /ttype/<ttype> | 1 |  | ${serial} | trail@realm1 |  | `,
          `POST /enrol/<link>/pin | 1 |  | ${serial} | trail@realm1 |  | `,
          `POST /enrol/<link>/login | 0 | CHALLENGE | ${serial} | trail@realm1 |  | `,
          `POST /ttype/<ttype> | 1 |  | ${serial} | trail@realm1 |  | `,
          `POST /enrol/<link>/finish | 1 | ACCEPT | ${serial} | trail@realm1 |  | `,
          `POST /enrol/<link>/start | 0 |  | ${serial} | trail@realm1 |  | link-not-open`,
        ].toSorted(),
      );
    });
  });
});

describe("a link", () => {
  it("is not spent by a look, from whomever and however often", async () => {
    const path = await makeLink({ user: "scanned" });
    for (const method of ["HEAD", "GET", "GET"]) expect((await request(path, { method })).status).toBe(200);
    await new Browser().mark(path);
    expect(await linkRow("scanned")).toMatchObject({ started_at_ms: null, browser_hash: null, codes: 0 });
    expect(codeIn(await new Browser().start(path))).not.toBe("");
  });

  it("gives a HEAD no key", async () => {
    const { headers } = await request(await makeLink({ user: "headed" }), { method: "HEAD" });
    expect(headers.getSetCookie()).toEqual([]);
  });

  it("is not spent by a browser that keeps no cookies, which is told so", async () => {
    const path = await makeLink({ user: "cookieless" });
    const refused = await new Browser().step(path, "start");
    expect([refused.status, refused.text.includes("keeps no cookies")]).toEqual([400, true]);
    expect(await linkRow("cookieless")).toMatchObject({ started_at_ms: null });
  });

  it("shows another browser nothing but that it was used, and does nothing for it", async () => {
    const path = await makeLink({ user: "bound" });
    const [mine, early, late] = [new Browser(), new Browser(), new Browser()];
    await early.get(path); // it has a key of its own, from before the start
    const code = codeIn(await mine.start(path));
    for (const stranger of [early, late]) {
      const page = await stranger.get(path);
      expect([page.status, titleOf(page)]).toEqual([410, "This link was used already"]);
      expect(page.text).not.toMatch(/bound|tiqrenroll|TiQR[0-9A-F]{8}/);
      expect(await stranger.mark(path)).toMatch(/^used-/);
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

  it("may be started again by the browser whose reply was lost, and shows the same code", async () => {
    const path = await makeLink({ user: "patient" });
    const browser = new Browser();
    const code = codeIn(await browser.start(path));
    expect((await browser.step(path, "start")).status).toBe(303);
    expect(codeIn(await browser.get(path))).toBe(code);
    expect(await linkRow("patient")).toMatchObject({ codes: 1 });
  });

  it("says that it has expired, and starts nothing then", async () => {
    const path = await makeLink({ user: "late" });
    const [before, after] = [new Browser(), new Browser()];
    await before.get(path);
    await env.DB.prepare("UPDATE enrollment_link SET expires_at_ms = ? WHERE user = 'late'")
      .bind(Date.now() - 1)
      .run();
    expect((await before.step(path, "start")).status).toBe(410);
    const page = await after.get(path);
    expect([page.status, titleOf(page)]).toEqual([410, "This link has expired"]);
    expect(await linkRow("late")).toMatchObject({ started_at_ms: null });
  });

  it("gives no QR code a longer life than its own", async () => {
    const path = await makeLink({ user: "short", validity: "30" });
    const serial = serialIn(codeIn(await new Browser().start(path)));
    const row = await env.DB.prepare("SELECT session_expires_at_ms AS at FROM token WHERE serial = ?")
      .bind(serial)
      .first<{ at: number }>();
    expect(row?.at).toBe((await linkRow("short"))?.expires_at_ms);
  });

  it.each(["AAAAAAAAAAAAAAAAAAAAAA", "x", "%2e%2e", "AAAAAAAAAAAAAAAAAAAAA%00"])(
    "that is made up, %s, says that it is not known",
    async (key) => {
      const page = await request(`/enrol/${key}`);
      expect([page.status, titleOf(page)]).toEqual([404, "This link is not known"]);
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
    const path = await makeLink({ user: "forged" });
    const browser = new Browser();
    await browser.get(path);
    for (const step of ["start", "code", "pin", "login", "finish"])
      expect((await browser.step(path, step, {}, headers)).status).toBe(403);
    expect(await browser.mark(path)).toBe("fresh-0");
    expect((await browser.step(path, "start", {}, { Origin: ORIGIN })).status).toBe(303);
  });

  it("dies with the account that made it, and with its password", async () => {
    const headers = await serviceAccount("leaver", ["enrollTIQR"]);
    const { detail } = (await post("/token/enrollmentlink", { user: "orphan" }, headers)).json;
    const path = detail.link.slice(ORIGIN.length);
    const browser = new Browser();
    await browser.get(path);
    await env.DB.prepare("UPDATE admin SET generation = generation + 1 WHERE name = 'leaver'").run();
    expect((await browser.step(path, "start")).status).toBe(400);
    expect(await linkRow("orphan")).toMatchObject({ started_at_ms: null });
  });

  it("dies with its user", async () => {
    const path = await makeLink({ user: "gone" });
    await initToken({ user: "gone" });
    await asAdmin("DELETE", "/user/realm1/gone");
    expect((await new Browser().get(path)).status).toBe(404);
  });

  it.each(["revoke", "unassign"])("ends with a %s of its token", async (change) => {
    const path = await makeLink({ user: `ended-${change}` });
    const browser = new Browser();
    const code = codeIn(await browser.start(path));
    await makePhone().enroll(code);
    await asAdmin("POST", `/token/${change}`, { serial: serialIn(code) });
    expect(titleOf(await browser.get(path))).toBe("This link has been withdrawn");
    for (const step of ["code", "pin", "login"])
      expect((await browser.step(path, step, { pin: "4711" })).status).toBe(410);
  });

  it("ends when an administrator begins its token anew", async () => {
    const path = await makeLink({ user: "anew" });
    const browser = new Browser();
    const serial = serialIn(codeIn(await browser.start(path)));
    await enrol({ user: "anew", serial });
    expect(titleOf(await browser.get(path))).toBe("This link has been withdrawn");
    await browser.step(path, "code");
    expect(await tokenOf(serial)).toMatchObject({ rollout_state: "enrolled" });
  });

  it("says that there are too many tokens, and is not spent", async () => {
    const send = await withSettings({ TIQR_MAX_TOKEN_PER_USER: "1" });
    await initToken({ user: "full" });
    const path = await makeLink({ user: "full" });
    const browser = new Browser(send);
    await browser.get(path);
    expect((await browser.step(path, "start")).text).toContain("as many registered phones as you may have");
    expect(await linkRow("full")).toMatchObject({ started_at_ms: null });
  });

  it("is never named in the log", async () => {
    const path = await makeLink({ user: "logged" });
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
    expect((await new Browser(send).get(path)).status).toBe(503);
    expect(said.mock.calls.flat().join(" ")).toContain("GET /enrol/<link> failed:");
    expect(said.mock.calls.flat().join(" ")).not.toContain(path.slice("/enrol/".length));
    said.mockRestore();
  });
});

describe("a lost phone", () => {
  it("loses its account in the moment in which the person starts, and keeps it until then", async () => {
    const { phone: old, serial } = await enrol({ user: "loser", pin: "1234" });
    const path = await makeLink({ serial });
    const before = await open({ user: "loser", pass: "1234" });
    const browser = new Browser();
    expect((await browser.get(path)).text).toContain("Your old phone stops working");
    expect((await old.login(before.link)).told).toBe("logged-in");

    const opened = await open({ user: "loser", pass: "1234" });
    const code = codeIn(await browser.start(path));
    expect(serialIn(code)).toBe(serial);
    expect((await old.login(opened.link)).told).toBe("refused");
    const row = await env.DB.prepare("SELECT sealed_secret FROM token WHERE serial = ?").bind(serial).first();
    expect(row).toEqual({ sealed_secret: null });

    const fresh = makePhone();
    expect((await fresh.enroll(code)).told).toBe("enrolled");
    // The PIN is the one from before.
    const login = await open({ user: "loser", pass: "1234" });
    expect((await old.login(login.link)).told).toBe("refused");
    expect((await fresh.login(login.link)).told).toBe("logged-in");
  });

  it("is not replaced by a link whose token has another owner meanwhile", async () => {
    const { serial } = await enrol({ user: "first-owner" });
    const path = await makeLink({ serial });
    await enrol({ user: "next-owner", serial });
    const browser = new Browser();
    await browser.get(path);
    expect((await browser.step(path, "start")).status).toBe(400);
    expect(await tokenOf(serial)).toMatchObject({ username: "next-owner", rollout_state: "enrolled" });
  });
});

describe("the PIN", () => {
  const enrolled = async (fields: Record<string, string>, browser = new Browser()) => {
    const path = await makeLink(fields);
    const code = codeIn(await browser.start(path));
    const phone = makePhone();
    await phone.enroll(code);
    return { path, browser, phone, serial: serialIn(code) };
  };
  const authentication = async (user: string, pass: string) => (await check({ user, pass })).json.result.authentication;

  it("is set once, by the browser that enrolled, and ends what was opened before", async () => {
    const { path, browser, phone } = await enrolled({ user: "pins" });
    const before = await open({ user: "pins", pass: "" });
    expect((await browser.step(path, "pin", { pin: "4711" })).status).toBe(303);
    expect((await phone.login(before.link)).told).toBe("refused");
    expect((await browser.step(path, "pin", { pin: "0815" })).status).toBe(400);
    expect(await authentication("pins", "0815")).toBe("REJECT");
    expect(await authentication("pins", "4711")).toBe("CHALLENGE");
    expect((await browser.get(path)).text).not.toContain('name="pin"');
  });

  it("is not set before the phone has enrolled", async () => {
    const path = await makeLink({ user: "early" });
    const browser = new Browser();
    const code = codeIn(await browser.start(path));
    expect((await browser.step(path, "pin", { pin: "4711" })).status).toBe(400);
    const row = await env.DB.prepare("SELECT sealed_pin FROM token WHERE serial = ?").bind(serialIn(code)).first();
    expect(row).toEqual({ sealed_pin: null });
  });

  it("is not asked for by a link that says none", async () => {
    const { path, browser } = await enrolled({ user: "pinless", pin: "none" });
    expect((await browser.get(path)).text).not.toContain('name="pin"');
    expect((await browser.step(path, "pin", { pin: "4711" })).status).toBe(400);
    expect(await authentication("pinless", "4711")).toBe("REJECT");
  });

  it("that is empty is none", async () => {
    const { path, browser } = await enrolled({ user: "empty" });
    expect((await browser.step(path, "pin", { pin: "" })).status).toBe(400);
    expect((await browser.get(path)).text).toContain('name="pin"');
  });

  it("is needed where tokens must have one: without it nobody logs in", async () => {
    const send = await withSettings({ PIN_MIN_LENGTH: "4" });
    const { path, browser, phone } = await enrolled({ user: "needed" }, new Browser(send));
    expect((await browser.get(path)).text).not.toContain(`action="${path}/login"`);
    expect((await browser.step(path, "login")).status).toBe(400);
    expect(await authentication("needed", "")).toBe("REJECT");
    const short = await browser.step(path, "pin", { pin: "471" });
    expect([short.status, short.text.includes("At least 4 characters")]).toEqual([400, true]);
    expect((await browser.step(path, "pin", { pin: "4711" })).status).toBe(303);
    expect((await phone.login(codeIn(await browser.step(path, "login")))).told).toBe("logged-in");
    expect(await authentication("needed", "4711")).toBe("CHALLENGE");
  });

  it("may not be none for a new token where tokens must have one", async () => {
    const send = await withSettings({ PIN_MIN_LENGTH: "4" });
    const body = new URLSearchParams({ user: "x", pin: "none" });
    const response = await send(
      new Request(`${ORIGIN}/token/enrollmentlink`, { method: "POST", body, headers: await admin() }),
    );
    expect(response.status).toBe(400);
  });
});

describe("a test login", () => {
  it("is refused for a token that was disabled", async () => {
    const path = await makeLink({ user: "disabled" });
    const browser = new Browser();
    const code = codeIn(await browser.start(path));
    await makePhone().enroll(code);
    await asAdmin("POST", "/token/disable", { serial: serialIn(code) });
    const refused = await browser.step(path, "login");
    expect([refused.status, codeIn(refused)]).toEqual([400, ""]);
  });
});
