// POST /token/enrollmentlink: the rights to make a link, its users, and the audit rows of the link
// and of each later step.

import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { codeIn, EnrolBrowser, newLink, trialIn } from "../../support/pages/enrol-page.ts";
import {
  asAdmin,
  auditRowsBehind,
  errorOf,
  initToken,
  lastAuditNumber,
  makePhone,
  post,
  serviceAccount,
} from "../../support/service.ts";

const linkRow = (user: string) =>
  env.DB.prepare("SELECT * FROM enrollment_link WHERE user = ?").bind(user).first<Record<string, unknown>>();
const serialIn = (code: string): string =>
  new URL(code.slice("tiqrenroll://".length)).searchParams.get("serial") as string;

describe("POST /token/enrollmentlink", () => {
  it("needs the right to enrol, which is checked when the link is stored", async () => {
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

  it("returns the time at which the link expires: in a day, or as requested", async () => {
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

  it("refuses to replace a token of another user, or a revoked one", async () => {
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
    const path = await newLink({ user: "trail@realm1" });
    const [browser, stranger, phone] = [new EnrolBrowser(), new EnrolBrowser(), makePhone()];
    const code = codeIn(await browser.start(path));
    const serial = serialIn(code);
    await phone.enroll(code);
    await browser.step(path, "pin", { pin: "4711" });
    const trial = await browser.step(path, "login");
    await phone.login(codeIn(trial));
    await browser.step(path, "finish", trialIn(trial));
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
          `POST /ttype/<ttype> | 1 | ACCEPT | ${serial} | trail@realm1 |  | `,
          `POST /enrol/<link>/finish | 1 | ACCEPT | ${serial} | trail@realm1 |  | `,
          // The browser's session begins.
          `POST /enrol/<link>/finish | 1 | ACCEPT | ${serial} | trail@realm1 |  | `,
          `POST /enrol/<link>/start | 0 |  | ${serial} | trail@realm1 |  | link-not-open`,
        ].toSorted(),
      );
    });
  });
});
