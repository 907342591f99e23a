// Tokens that were enrolled under another PUBLIC_URL: each keeps its address, and /system/ and the
// console's settings report it.

import { beforeAll, describe, expect, it } from "vitest";
import { ConsoleBrowser } from "../../../packages/console/test/support/console-browser.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { auditRows } from "../../support/audit.ts";
import {
  admin,
  adminAt,
  asAdmin,
  enrol,
  makePhone,
  postOver,
  request,
  requestOver,
  type Send,
  serviceAccount,
  tokenOf,
  withSettings,
} from "../../support/service.ts";
import { rowOf, setRow } from "../../support/storage/rows.ts";

const OLD = "https://tiqr.test/ttype/tiqr";
const NEW = "https://moved.test/ttype/tiqr";

let moved: Send;
let administrator: Record<string, string>;
beforeAll(async () => {
  await admin();
  moved = await withSettings({ PUBLIC_URL: "https://moved.test", TIQR_SERVICE_IDENTIFIER: "tiqr.test" });
  administrator = await adminAt(moved);
});

const addressOf = async (serial: string) => (await rowOf(serial)).authentication_url;
/** The text of a new QR code after the move. */
async function codeFor(user: string, serial: string): Promise<string> {
  const { json } = await postOver(moved, "/token/init", { type: "tiqr", user, serial, pin: "1234" }, administrator);
  return json.detail.tiqrenroll.value;
}

describe("a token keeps the address that its phone was given", () => {
  it("from the metadata on", async () => {
    const phone = makePhone(moved);
    const code = await codeFor("keeps", "KEEPS");
    expect(await addressOf("KEEPS")).toBeNull();
    expect((await phone.enroll(code)).told).toBe("enrolled");
    expect(phone.accounts[0]?.authenticationUrl).toBe(NEW);
    expect(await addressOf("KEEPS")).toBe(NEW);
  });

  it("and no later use of the QR code changes it", async () => {
    const code = await codeFor("once", "ONCE");
    expect((await makePhone(moved).enroll(code)).told).toBe("enrolled");
    const another = { headers: { "User-Agent": "another" } };
    expect((await request(code.slice("tiqrenroll://https://moved.test".length), another)).status).toBe(400);
    expect((await tokenOf("ONCE")).enrollment).toMatchObject({ qr_code_uses: 2 });
    expect(await addressOf("ONCE")).toBe(NEW);
  });

  it.each([
    ["a new enrolment", () => codeFor("leaves", "LEAVES")],
    ["an unassignment", () => asAdmin("POST", "/token/unassign", { serial: "LEAVES" })],
  ])("until %s", async (_, end) => {
    await asAdmin("DELETE", "/token/LEAVES");
    await enrol({ user: "leaves", serial: "LEAVES", pin: "1234" });
    expect(await addressOf("LEAVES")).toBe(OLD);
    await end();
    expect(await addressOf("LEAVES")).toBeNull();
  });
});

describe("GET /system/", () => {
  const systemAtOld = async () => (await asAdmin("GET", "/system/")).json;
  const systemAtNew = async () => (await requestOver(moved, "/system/", { headers: administrator })).json;

  beforeAll(async () => {
    for (const { serial } of (await asAdmin("GET", "/token/?pagesize=100")).json.result.value.tokens)
      await asAdmin("DELETE", `/token/${serial}`);
    for (const user of ["anna", "bert"]) await enrol({ user, serial: `OLD-${user}`, pin: "1234" });
    await codeFor("carl", "WAITS");
    expect((await makePhone(moved).enroll(await codeFor("dora", "NEW-dora"))).told).toBe("enrolled");
  });

  it("warns of tokens with another address, with the number for each", async () => {
    const { detail, result } = await systemAtNew();
    expect(result.value.PUBLIC_URL).toBe("https://moved.test");
    expect(detail.other_addresses).toEqual([{ address: OLD, tokens: 2 }]);
    expect(detail.warnings).toEqual([expect.stringContaining(`${OLD} (2)`)]);
    expect(detail.warning_codes).toEqual(["other-addresses"]);
    expect((await systemAtOld()).detail.other_addresses).toEqual([{ address: NEW, tokens: 1 }]);
  });

  it("warns of them beside an unknown parameter", async () => {
    const { detail } = (await requestOver(moved, "/system/?pinn=1", { headers: administrator })).json;
    expect(detail.warnings).toEqual([expect.stringContaining(OLD), expect.stringContaining("pinn")]);
    expect(detail.warning_codes).toEqual(["other-addresses", "unknown-parameter"]);
    expect(detail.other_addresses).toEqual([{ address: OLD, tokens: 2 }]);
  });

  it("does not mention tokens from before the address was kept", async () => {
    await setRow("NEW-dora", { authentication_url: null });
    expect(Object.keys((await systemAtOld()).detail)).toEqual(["settings"]);
    await setRow("NEW-dora", { authentication_url: NEW });
  });

  it("counts revoked tokens, too, since their phones still have the account", async () => {
    await asAdmin("POST", "/token/revoke", { serial: "OLD-bert" });
    expect((await systemAtNew()).detail.other_addresses).toEqual([{ address: OLD, tokens: 2 }]);
  });

  it("shows them only to accounts with the right", async () => {
    const headers = await serviceAccount("reads nothing", ["tokenlist"]);
    const reply = await request("/system/", { headers });
    expect([reply.status, reply.json.detail]).toEqual([403, null]);
    expect(await auditRows({ administrator: "reads nothing", reason: "missing-right" })).toHaveLength(1);
  });
});

describe("the console's settings", () => {
  it.each([
    ["en", "2 tokens"],
    ["de", "2 Token"],
    ["nl", "2 tokens"],
  ])("show the warning in %s", async (language, tokens) => {
    const browser = new ConsoleBrowser(moved);
    browser.language = language;
    await browser.signIn("admin", ADMIN_PASSWORD);
    const { text } = await browser.get("/console/settings");
    const notice = /<div class="notice warning".*?<\/div>/s.exec(text)?.[0].replaceAll("<wbr/>", "") ?? "";
    expect(notice).toContain(OLD);
    expect(notice).toContain(tokens);
    expect(notice).toContain("PUBLIC_URL");
  });

  it("show none if all addresses are the same", async () => {
    await setRow("NEW-dora", { authentication_url: OLD });
    const browser = new ConsoleBrowser();
    await browser.signIn("admin", ADMIN_PASSWORD);
    const { status, text } = await browser.get("/console/settings");
    expect([status, text.includes('class="notice')]).toEqual([200, false]);
  });
});
