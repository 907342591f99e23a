// Users: known once a token was made for them, and removed with everything of theirs. How names are
// read, too.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  asAdmin,
  asAdminOver,
  check,
  enrol,
  errorOf,
  initToken,
  openLogin,
  postOver,
  resultOf,
  type Send,
  tokenOf,
  withSettings,
} from "../../support/service.ts";

const listed = async (query: string): Promise<string[]> =>
  resultOf(await asAdmin("GET", `/user/?${query}`)).map(
    ({ username, realm }: { username: string; realm: string }) => `${username} ${realm}`,
  );
const said = async (user: string, pass = "1234") => {
  const { json } = await check({ user, pass });
  return json.detail?.message ?? json.result.error.code;
};

describe("a user", () => {
  it("is unknown until a token is made, and known without tokens from then on", async () => {
    expect(await said("fresh")).toBe("The user has no tokens assigned");
    expect(errorOf(await asAdmin("GET", "/token/?user=fresh"))[1]).toBe(904);
    await initToken({ user: "fresh", serial: "FRESH" });
    await asAdmin("DELETE", "/token/FRESH");
    expect(await said("fresh")).toBe("The user has no tokens assigned");
    expect(resultOf(await asAdmin("GET", "/token/?user=fresh"))).toMatchObject({ count: 0, tokens: [] });
  });

  it("is listed with privacyIDEA's keys [28]", async () => {
    await initToken({ user: "hans" });
    expect(resultOf(await asAdmin("GET", "/user/?username=hans"))).toEqual([
      {
        description: "",
        editable: false,
        email: "",
        givenname: "hans",
        mobile: "",
        phone: "",
        realm: "realm1",
        resolver: "realm1",
        surname: "",
        userid: "hans",
        username: "hans",
        // Ours.
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        phones: 0,
        link_expires_at: null,
        deactivated_at: null,
        deleted_at: null,
        blocked_at: null,
        blocked_by: "",
        blocked_reason: "",
        block_from: null,
        block_until: null,
      },
    ]);
  });

  it("has one id everywhere: in the list, on each token, and with an accepted login", async () => {
    const { phone, serial } = await enrol({ user: "one-id", realm: "corp", pin: "1234" });
    const { id, link } = await openLogin({ user: "one-id@corp", pass: "1234" });
    await phone.login(link);
    const { detail } = (await check({ user: "one-id@corp", transaction_id: id })).json;
    const [listed] = resultOf(await asAdmin("GET", "/user/?username=one-id"));
    const { user_id } = await tokenOf(serial);
    expect([listed.userid, user_id, detail.user.userid]).toEqual(["one-id", "one-id", "one-id"]);
  });

  it("is found by patterns of name and realm", async () => {
    const long = `list-${"x".repeat(80)}`;
    await initToken({ user: "list-a" });
    await initToken({ user: "list_b", realm: "listed" });
    await initToken({ user: long, realm: "listed" });
    expect(await listed("username=list*")).toEqual(["list-a realm1", `${long} listed`, "list_b listed"]);
    expect(await listed("username=list_*")).toEqual(["list_b listed"]);
    expect(await listed("username=list-a&realm=listed")).toEqual([]);
    expect(await listed("realm=listed")).toEqual([`${long} listed`, "list_b listed"]);
    expect(await listed(`username=${long}`)).toEqual([`${long} listed`]);
    expect(errorOf(await asAdmin("GET", `/user/?username=${long}*`)).slice(0, 2)).toEqual([400, 905]);
  });
});

describe("a name", () => {
  it("splits at its last @ if the realm after it is known, and otherwise stays whole", async () => {
    await initToken({ user: "mail", realm: "example.org", serial: "SPLIT" });
    await initToken({ user: "a@b@example.org", serial: "LAST" });
    await initToken({ user: "mail@unknown.org", serial: "WHOLE" });
    expect(await tokenOf("LAST")).toMatchObject({ username: "a@b", user_realm: "example.org" });
    expect(await tokenOf("WHOLE")).toMatchObject({ username: "mail@unknown.org", user_realm: "realm1" });
    const serials = async (user: string) =>
      resultOf(await asAdmin("GET", `/token/?user=${encodeURIComponent(user)}`)).tokens.map(
        ({ serial }: { serial: string }) => serial,
      );
    expect(await serials("mail@example.org")).toEqual(["SPLIT"]);
    expect(await serials("mail@EXAMPLE.org")).toEqual(["SPLIT"]);
    expect(await serials("a@b@example.org")).toEqual(["LAST"]);
    expect(await serials("mail@unknown.org")).toEqual(["WHOLE"]);
    expect(await serials("mail@unknown.org@realm1")).toEqual(["WHOLE"]);
  });

  it("is another in another letter case", async () => {
    await enrol({ user: "Case", pin: "1234" });
    expect([await said("Case"), await said("case")]).toEqual([
      "Please scan the QR Code",
      "The user has no tokens assigned",
    ]);
    await initToken({ user: "case", pin: "1234", serial: "LOWER" });
    expect(await said("case")).toBe("Token is not enrolled yet");
  });
});

describe("with FOLD_USER_CASE", () => {
  let app: Send;
  beforeAll(async () => {
    app = await withSettings({ FOLD_USER_CASE: "on" });
    await enrol({ user: "FoLd@Realm1", pin: "1234", serial: "FOLD" }, { send: app });
  });

  it("a name is the same in any letter case", async () => {
    expect(await tokenOf("FOLD")).toMatchObject({ username: "fold", user_realm: "realm1" });
    for (const user of ["fold", "FOLD", "Fold@REALM1"])
      expect((await postOver(app, "/validate/check", { user, pass: "1234" })).json.detail.serial).toBe("FOLD");
    expect(resultOf(await asAdminOver(app, "GET", "/token/?user=FOLD")).count).toBe(1);
  });

  it("a PIN is not", async () => {
    await asAdmin("POST", "/token/setpin", { serial: "FOLD", otppin: "Secret" });
    const message = async (pass: string) =>
      (await postOver(app, "/validate/check", { user: "FOLD", pass })).json.detail.message;
    expect([await message("secret"), await message("Secret")]).toEqual(["wrong otp pin", "Please scan the QR Code"]);
  });

  it("a user is removed under any of its names", async () => {
    expect(resultOf(await asAdminOver(app, "DELETE", "/user/REALM1/FOLD"))).toBe(true);
    expect(await tokenOf("FOLD")).toBeUndefined();
  });
});

describe("a user removed", () => {
  const NAME = "Zoë O'Hara/9";
  beforeAll(async () => {
    const app = await withSettings({ TIQR_MAX_TOKEN_PER_USER: "2" });
    const { phone } = await enrol({ user: NAME, pin: "1234", serial: "ZOE1" }, { send: app });
    await initToken({ user: NAME, serial: "ZOE2" });
    await enrol({ user: NAME, realm: "kept", pin: "1234", serial: "ZOE3" });
    const { link, id } = await openLogin({ user: NAME, pass: "1234" }, app);
    await phone.login(link, true);
    await phone.login(link);
    await check({ user: NAME, transaction_id: id });
    await postOver(app, "/validate/check", { user: NAME, pass: "wrong" });
    expect(
      errorOf(await asAdminOver(app, "POST", "/token/init", { type: "tiqr", user: NAME, serial: "ZOE4" }))[0],
    ).toBe(403);
    await openLogin({ user: NAME, pass: "1234" }, app);
    const path = `/user/Realm1/${encodeURIComponent(NAME)}`;
    const { result, detail } = (await asAdminOver(app, "DELETE", path)).json;
    expect([result.value, detail]).toEqual([true, { tokens: 2 }]);
    expect(errorOf(await asAdmin("DELETE", path)).slice(0, 2)).toEqual([400, 904]);
  });

  it("has neither tokens nor challenges", async () => {
    for (const serial of ["ZOE1", "ZOE2"]) expect(await tokenOf(serial)).toBeUndefined();
    const { text } = await asAdmin("GET", "/token/challenges/");
    expect(text).not.toContain("ZOE1");
  });

  it("leaves a user with the same name in another realm", async () => {
    expect(await listed("username=Zo*")).toEqual([`${NAME} kept`]);
    expect(await tokenOf("ZOE3")).toMatchObject({ username: NAME });
  });

  it("is in no table any more, except one pseudonym in intact audit rows", async () => {
    await asAdmin("DELETE", `/user/kept/${encodeURIComponent(NAME)}`);
    for (const table of ["token", "user", "audit"]) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all();
      expect([table, JSON.stringify(results).includes("O'Hara")]).toEqual([table, false]);
    }
    const rows = resultOf(await asAdmin("GET", "/audit/?serial=ZOE*&page_size=100")).auditdata;
    const names = new Set(rows.map(({ user, realm }: { user: string; realm: string }) => `${user} ${realm}`));
    expect([...names].filter((name) => / realm1$/.test(String(name)))).toEqual([
      expect.stringMatching(/^~[\w-]{16} realm1$/),
    ]);
    expect(rows.length).toBeGreaterThan(8);
    expect(new Set(rows.map(({ sig_check }: { sig_check: string }) => sig_check))).toEqual(new Set(["OK"]));
  });

  it("is unknown", async () => {
    expect(await said(NAME)).toBe("The user has no tokens assigned");
  });
});
