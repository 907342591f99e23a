// DELETE /token/enrollmentlink/<id>: in each of its states, a withdrawn link does nothing more.

import { describe, expect, it, vi } from "vitest";
import { codeIn, EnrolBrowser, headingIn, trialIn } from "../../support/pages/enrol-page.ts";
import {
  asAdmin,
  auditRowsBehind,
  check,
  enrol,
  errorOf,
  lastAuditNumber,
  makePhone,
  ORIGIN,
  request,
  resultOf,
  serviceAccount,
  tokenOf,
} from "../../support/service.ts";

const TITLE = "This link has been withdrawn";
const STEPS = ["start", "code", "pin", "login", "finish"];

async function make(fields: Record<string, string>) {
  const { detail } = (await asAdmin("POST", "/token/enrollmentlink", fields)).json;
  return { id: detail.id as string, path: detail.link.slice(ORIGIN.length) as string };
}
const withdraw = (id: string) => asAdmin("DELETE", `/token/enrollmentlink/${id}`);
const serialIn = (code: string) => new URL(code.slice("tiqrenroll://".length)).searchParams.get("serial") as string;

/** The page says so to this browser, and none of its steps does anything. */
async function expectOver(browser: EnrolBrowser, path: string): Promise<void> {
  const page = await browser.get(path);
  expect([page.status, headingIn(page), codeIn(page)]).toEqual([410, TITLE, ""]);
  for (const step of STEPS)
    expect([step, (await browser.step(path, step, { pin: "4711", transaction_id: "1" })).status]).toEqual([step, 410]);
}

describe("a link that is withdrawn", () => {
  it("before its start can no longer be started, and makes no token", async () => {
    const { id, path } = await make({ user: "wrong-address" });
    const [early, late] = [new EnrolBrowser(), new EnrolBrowser()];
    await early.get(path);
    expect(resultOf(await withdraw(id))).toBe(1);
    await expectOver(early, path);
    await expectOver(late, path);
    expect(resultOf(await asAdmin("GET", "/token/?realm=*&serial=*&pagesize=1000")).tokens).not.toContainEqual(
      expect.objectContaining({ username: "wrong-address" }),
    );
    expect(resultOf(await asAdmin("GET", "/token/enrollmentlink?user=wrong-address")).count).toBe(0);
  });

  it("with its QR code on the screen says so, and the code opens nothing; the token stays without a phone", async () => {
    const { id, path } = await make({ user: "shown" });
    const browser = new EnrolBrowser();
    const code = codeIn(await browser.start(path));
    expect(resultOf(await withdraw(id))).toBe(1);
    expect((await makePhone().enroll(code)).told).toBe("bad-metadata");
    await expectOver(browser, path);
    await expectOver(new EnrolBrowser(), path);
    expect(await browser.state(path)).toMatch(/^withdrawn$/);
    expect(await tokenOf(serialIn(code))).toMatchObject({
      rollout_state: "clientwait",
      enrollment: { state: "expired", qr_code_uses: 0 },
    });
  });

  it("ends for a phone that has read the QR code and not finished yet", async () => {
    const { id, path } = await make({ user: "fetched" });
    const code = codeIn(await new EnrolBrowser().start(path));
    const metadata = (await request(code.slice(`tiqrenroll://${ORIGIN}`.length))).json;
    await withdraw(id);
    const body = new URLSearchParams({ secret: "ab".repeat(32), operation: "register" });
    const told = await request(metadata.service.enrollmentUrl.slice(ORIGIN.length), { method: "POST", body });
    expect(told.text).not.toBe("OK");
    expect(await tokenOf(serialIn(code))).toMatchObject({ rollout_state: "clientwait" });
  });

  it("keeps the enrolled phone, and accepts no PIN and no test login any more", async () => {
    const { id, path } = await make({ user: "there" });
    const [browser, phone] = [new EnrolBrowser(), makePhone()];
    const code = codeIn(await browser.start(path));
    await phone.enroll(code);
    const trial = await browser.step(path, "login");
    await phone.login(codeIn(trial));
    expect(resultOf(await withdraw(id))).toBe(1);
    expect((await browser.step(path, "finish", trialIn(trial))).status).toBe(410);
    await expectOver(browser, path);
    expect(await tokenOf(serialIn(code))).toMatchObject({ rollout_state: "enrolled" });
    const asked = await check({ user: "there", pass: "" });
    expect(asked.json.result.authentication).toBe("CHALLENGE");
    expect((await phone.login(asked.json.detail.attributes.value)).told).toBe("logged-in");
  });

  it("for a lost phone leaves that phone as it is; if the link was started, only the PIN stays", async () => {
    const { serial, phone } = await enrol({ user: "lost", pin: "1234" });
    const [unused, used] = [await make({ serial }), await make({ serial })];
    await withdraw(unused.id);
    const before = await check({ user: "lost", pass: "1234" });
    expect((await phone.login(before.json.detail.attributes.value)).told).toBe("logged-in");
    const code = codeIn(await new EnrolBrowser().start(used.path));
    await withdraw(used.id);
    expect((await makePhone().enroll(code)).told).toBe("bad-metadata");
    // Another link, or the console, continues from here.
    const again = await make({ serial });
    expect((await makePhone().enroll(codeIn(await new EnrolBrowser().start(again.path)))).told).toBe("enrolled");
    expect((await check({ user: "lost", pass: "1234" })).json.result.authentication).toBe("CHALLENGE");
  });

  it("ends no enrolment that another person has since begun with that token", async () => {
    const { id, path } = await make({ user: "taken" });
    const serial = serialIn(codeIn(await new EnrolBrowser().start(path)));
    const { value } = (await asAdmin("POST", "/token/init", { type: "tiqr", user: "taken", serial })).json.detail
      .tiqrenroll;
    await withdraw(id);
    expect((await makePhone().enroll(value)).told).toBe("enrolled");
  });
});

describe("DELETE /token/enrollmentlink", () => {
  it("withdraws a link once, and an ended one not at all", async () => {
    const { id } = await make({ user: "twice" });
    expect([resultOf(await withdraw(id)), resultOf(await withdraw(id))]).toEqual([1, 0]);
  });

  it.each(["0".repeat(64), "A".repeat(64), "AAAAAAAAAAAAAAAAAAAAAA", "x"])("knows no link %s", async (id) => {
    expect(errorOf(await withdraw(id))).toEqual([404, 601, "The requested link could not be found."]);
  });

  it("needs the right to enrol, for known and for unknown links", async () => {
    const headers = await serviceAccount("withdraw-reader", ["tokenlist", "delete"]);
    const { id, path } = await make({ user: "guarded" });
    for (const one of [id, "0".repeat(64)])
      expect((await request(`/token/enrollmentlink/${one}`, { method: "DELETE", headers })).status).toBe(403);
    expect((await request(`/token/enrollmentlink/${id}`, { method: "DELETE" })).status).toBe(401);
    expect((await new EnrolBrowser().get(path)).status).toBe(200);
  });

  it("is in the trail with its user, even if refused, and never with the link's id", async () => {
    const [fresh, started] = [await make({ user: "noted" }), await make({ user: "noted" })];
    const serial = serialIn(codeIn(await new EnrolBrowser().start(started.path)));
    const headers = await serviceAccount("noted-reader", ["tokenlist"]);
    const last = await lastAuditNumber();
    await request(`/token/enrollmentlink/${fresh.id}`, { method: "DELETE", headers });
    for (const id of [fresh.id, started.id, started.id, "0".repeat(64)]) await withdraw(id);
    const row = (...columns: string[]) => ["DELETE /token/enrollmentlink/<id>", ...columns].join(" | ");
    await vi.waitFor(async () => {
      const rows = await auditRowsBehind(last);
      expect(rows.filter((text) => text.startsWith("DELETE")).toSorted()).toEqual(
        [
          row("0", "", "", "noted@realm1", "noted-reader", "missing-right"),
          row("1", "", "", "noted@realm1", "admin", ""),
          row("1", "", serial, "noted@realm1", "admin", ""),
          row("0", "", "", "@", "admin", "unknown-link"),
        ].toSorted(),
      );
      expect(JSON.stringify(rows)).not.toMatch(/[0-9a-f]{64}/);
    });
  });
});
