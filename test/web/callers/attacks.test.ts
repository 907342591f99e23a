// /call attacked by a script: whoever has a name, a number, a pass or another login's transaction.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type Agent,
  type AtPage,
  agent,
  askNumber,
  callsOf,
  sendCallForm,
  typeNumber,
  withDesk,
} from "../../support/callers/caller.ts";
import { enrolledUser, readFailCount } from "../../support/login.ts";
import { Browser, hiddenIn, linkIn } from "../../support/pages/browser.ts";
import { confirmAct, send as sendForm, signedIn } from "../../support/pages/me.ts";
import { passFor, withPasses } from "../../support/phones/day-pass.ts";
import { check, openLogin, postOver, reasonOf, type Send } from "../../support/service.ts";

let over: Send;
let desk: Agent;
beforeAll(async () => {
  over = await withDesk({ SELF_SERVICE: "add remove pin recovery", RATE_LIMITS: "off", DAY_PASS: "everywhere" });
  desk = await agent("attacked-desk", over);
});

const atCall = async (user: string): Promise<AtPage> =>
  typeNumber(user, (await askNumber(desk, user)).number, new Browser(over));
const provedOf = async (user: string) => (await callsOf(desk, user))[0].proved;
const other = (number: string, by: number) => String((Number(number) + by) % 1_000_000).padStart(6, "0");

describe("what stands for a phone elsewhere", () => {
  it("a day pass is no phone on the phone with the help desk, and counts as a wrong guess", async () => {
    const { serial } = await enrolledUser("al");
    const pass = await passFor(await withPasses("everywhere"), "al");
    const at = await atCall("al");
    const asked = await sendCallForm(at, "phone");
    const fields = { transaction_id: hiddenIn(asked, "transaction_id") ?? "", link: linkIn(asked) ?? "" };
    expect(asked.text).not.toContain("day pass");
    const typed = await sendCallForm(at, "confirmed", { ...fields, response: pass });
    expect([typed.status, await provedOf("al")]).toEqual([400, []]);
    expect((await sendCallForm(at, "pin", { pin: pass })).status).toBe(400);
    expect(await readFailCount(serial)).toBeGreaterThan(0);
  });

  it("an application's login is no proof, and a proof is no application's login", async () => {
    const bo = await enrolledUser("bo");
    const login = await openLogin({ user: "bo", pass: bo.pin });
    await bo.phone.login(login.link);
    const at = await atCall("bo");
    await sendCallForm(at, "confirmed", { transaction_id: login.id, link: login.link });
    expect(await provedOf("bo")).toEqual([]);
    expect((await check({ user: "bo", pass: "", transaction_id: login.id })).json.result.authentication).toBe("ACCEPT");
    const asked = await sendCallForm(at, "phone");
    const transactionId = hiddenIn(asked, "transaction_id") ?? "";
    await bo.phone.login(linkIn(asked) ?? "");
    const stolen = await check({ user: "bo", pass: "", transaction_id: transactionId });
    expect(stolen.json.result.authentication).toBe("REJECT");
    await new Browser(over).result(transactionId);
    const fields = { transaction_id: transactionId, link: linkIn(asked) ?? "" };
    // Neither another person's ticket nor a later call of the same person takes it.
    await enrolledUser("thief");
    const thief = await atCall("thief");
    await sendCallForm(thief, "confirmed", fields);
    expect(await provedOf("thief")).toEqual([]);
    const later = await atCall("bo");
    await sendCallForm(later, "confirmed", fields);
    expect(await provedOf("bo")).toEqual([]);
    expect((await sendCallForm(at, "confirmed", fields)).text).toContain("Done: phone");
  });

  it("of a recovery code that is shown here and used there at once, one counts", async () => {
    const cy = await signedIn("cy", undefined, over);
    await confirmAct(cy, "recovery");
    const [, code = ""] = /<code>([^<]*)<\/code>/.exec((await sendForm(cy, "/me/recovery")).text) ?? [];
    const tickets = [await atCall("cy"), await atCall("cy")];
    const [first, second, there] = await Promise.all([
      ...tickets.map((at) => sendCallForm(at, "code", { code })),
      new Browser(over).post("/me/recover", { user: "cy", pin: cy.pin, code }),
    ]);
    const shown = [first, second].filter((reply) => reply?.text.includes("Done: recovery code")).length;
    expect(shown + (there?.headers.get("Location")?.startsWith("/enrol/") ? 1 : 0)).toBe(1);
    const { left } =
      (await env.DB.prepare("SELECT left FROM recovery WHERE user = 'cy'").first<{ left: number }>()) ?? {};
    expect(left ?? 9).toBe(9);
  });
});

describe("a number", () => {
  it("takes five wrong guesses, however many come at once, and then not even the right one", async () => {
    await enrolledUser("di");
    const { id, number } = await askNumber(desk, "di");
    const guesses = Array.from({ length: 20 }, (_, by) => typeNumber("di", other(number, by + 1), new Browser(over)));
    for (const { page } of await Promise.all(guesses)) expect(page.status).toBe(400);
    const row = await env.DB.prepare("SELECT fails FROM caller WHERE id = ?").bind(id).first<{ fails: number }>();
    expect(row?.fails).toBe(5);
    expect((await typeNumber("di", number, new Browser(over))).page.status).toBe(400);
    // It keeps nobody out of a sign-in, and the next number is another.
    expect((await atCall("di")).page.status).toBe(200);
  });

  it("that was overheard opens nothing by itself, and after a refusal nothing at all", async () => {
    const { pin } = await enrolledUser("ed");
    const { number } = await askNumber(desk, "ed");
    const [owner, stranger] = [
      await typeNumber("ed", number, new Browser(over)),
      await typeNumber("ed", number, new Browser(over)),
    ];
    expect((await sendCallForm(stranger, "browser")).status).toBe(400);
    expect((await sendCallForm(stranger, "pin", { pin: "" })).status).toBe(400);
    expect(await provedOf("ed")).toEqual([]);
    await sendCallForm(owner, "refuse");
    for (const at of [owner, stranger])
      expect((await sendCallForm(at, "pin", { pin })).text).toContain("This call is over");
    expect((await typeNumber("ed", number, new Browser(over))).page.status).toBe(400);
    expect((await callsOf(desk, "ed"))[0]).toMatchObject({ state: "refused", proved: [], enough_for: [] });
    expect(reasonOf(await desk.call("POST", "/token/setrandompin", { user: "ed" }))).toContain("caller-unproven");
  });

  it("of nobody, of an account and with made-up fields is refused, and no server error", async () => {
    for (const [user, number] of [
      ["admin@administrators", "123456"],
      ["", "123456"],
      ["x".repeat(5000), "1"],
      ["di", "１２３４５６"],
      ["di\u0000", "0"],
      ["di", "9".repeat(100_000)],
    ] as const) {
      const reply = await postOver(over, "/call", { user, number }, { "Sec-Fetch-Site": "same-origin" });
      expect([user.length, reply.status >= 400 && reply.status < 500]).toEqual([user.length, true]);
    }
    for (const ticket of ["", "a.b", "x".repeat(3000), "86620f52.AAAA"])
      for (const step of ["ways", "phone", "confirmed", "pin", "code", "browser", "refuse"]) {
        const reply = await new Browser(over).post(`/call/${step}`, { ticket, pin: "1", code: "1" });
        expect([step, reply.status]).toEqual([step, 400]);
      }
  });
});
