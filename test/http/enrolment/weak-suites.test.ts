// Earlier tokens with suites that are now refused: those that worked still work, and those that
// never worked make nothing fail.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ConsoleBrowser } from "../../../packages/console/test/support/console-browser.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import {
  asAdmin,
  check,
  enrol,
  errorOf,
  initToken,
  makePhone,
  openLogin,
  poll,
  resultOf,
  tokenOf,
  worker,
} from "../../support/service.ts";

const suiteOf = (serial: string, suite: string) =>
  env.DB.prepare("UPDATE token SET suite = ? WHERE serial = ?").bind(suite, serial).run();

it("are refused by /token/init", async () => {
  for (const suite of ["OCRA-1:HOTP-SHA1-4:QH10", "OCRA-1:HOTP-SHA1-6:QN04", "OCRA-1:HOTP-SHA1-6:QH10-S032"])
    expect(errorOf(await initToken({ user: "new", ocrasuite: suite })).slice(0, 2)).toEqual([400, 905]);
});

describe("a token made before", () => {
  it.each(["OCRA-1:HOTP-SHA1-4:QH04-S", "OCRA-1:HOTP-SHA256-5:QN06"])("with %s logs in", async (suite) => {
    const user = `weak-${suite.length}`;
    const { serial, phone } = await enrol({ user, pin: "1234" });
    await suiteOf(serial, suite);
    const old = makePhone(
      worker,
      2,
      phone.accounts.map((account) => ({ ...account, suite })),
    );
    const { link, id } = await openLogin({ user, pass: "1234" });
    expect((await old.login(link)).told).toBe("logged-in");
    expect(resultOf(await check({ user, transaction_id: id }))).toBe(true);
  });

  it.each(["S001", "S009", "S010", "S032", "S100"])(
    "with %s, which no phone can answer, is refused like any wrong answer",
    async (session) => {
      const { serial } = await enrol({ user: session, pin: "1234" });
      await suiteOf(serial, `OCRA-1:HOTP-SHA256-8:QH10-${session}`);
      const { id } = await openLogin({ user: session, pass: "1234" });
      const answered = await check({ user: session, transaction_id: id, response: "12345678" });
      expect([answered.status, answered.json.result?.authentication]).toEqual([200, "REJECT"]);
      expect((await poll(id)).status).toBe(200);
      expect((await asAdmin("GET", `/token/?serial=${serial}`)).status).toBe(200);
    },
  );

  it("gets the suite of the setting with its next phone, even from the console", async () => {
    const { serial } = await enrol({ user: "replaced", pin: "1234" });
    await suiteOf(serial, "OCRA-1:HOTP-SHA1-4:QH04");
    const browser = new ConsoleBrowser();
    await browser.signIn("admin", ADMIN_PASSWORD);
    expect((await browser.post(`/console/tokens/${serial}/replace`)).status).toBe(200);
    expect((await tokenOf(serial)).info).toMatchObject({ ocrasuite: "OCRA-1:HOTP-SHA256-8:QH10-S064" });
  });
});
