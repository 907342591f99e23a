// What the desk's acts do to each other: a block, an undo, a day pass, a PIN, and what a caller has
// shown.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { block, unblock, userOf } from "../../support/house/blocks.ts";
import { enrolledUser, opensWith } from "../../support/login.ts";
import { addSession } from "../../support/oidc/oidc.ts";
import { codeIn, EnrolBrowser } from "../../support/pages/enrol-page.ts";
import { askPass, passFor, withPasses } from "../../support/phones/day-pass.ts";
import { asAdmin, check, makePhone, ORIGIN, openLogin, reasonOf, resultOf, tokenOf } from "../../support/service.ts";
import { rowOf } from "../../support/storage/rows.ts";

const pages = await withPasses("pages");

const undo = (user: string, id: string) => asAdmin("POST", `/user/realm1/${user}/undo/${id}`, {});
const stop = async (serial: string) =>
  (await asAdmin("POST", "/token/enrollmentlink", { serial, stop: "true" })).json.detail as {
    link: string;
    undo: string;
  };
const drawn = async (serial: string) =>
  (await asAdmin("POST", "/token/setrandompin", { serial })).json.detail as { pin: string; undo: string };

const tells = async (phone: { login: (link: string) => Promise<{ told: string }> }, user: string) =>
  (await phone.login((await openLogin({ user, pass: "1234" })).link)).told;

/** What an undo gives back. It raises the generation, and forgets browsers. */
async function kept(serial: string): Promise<object> {
  const { generation: _, browsers_since_ms: __, ...row } = await rowOf(serial);
  return row;
}

/** When a session ends that began with a pass on this token. */
async function sessionByPass(serial: string): Promise<() => Promise<unknown>> {
  const { id } = await addSession(serial, ["pin"]);
  return () => env.DB.prepare("SELECT expires_at_ms FROM browser_session WHERE id = ?").bind(id).first("expires_at_ms");
}

const passOf = async (serial: string) => {
  const { sealed_pass, pass_until_ms, pass_left } = await rowOf(serial);
  return [sealed_pass, pass_until_ms, pass_left];
};
const NO_PASS = [null, null, null];

describe("an undo", () => {
  it("of a blocked person's phone opens no door, and the end of the block opens it for that phone", async () => {
    const { serial, phone, pin } = await enrolledUser("u-block");
    const before = await kept(serial);
    const { undo: id } = await stop(serial);
    await block("u-block");
    expect(resultOf(await undo("u-block", id))).toBe(1);
    expect(await rowOf(serial)).toMatchObject({ active: 0, disabled_by_job: "user", rollout_state: "enrolled" });
    expect(reasonOf(await check({ user: "u-block", pass: pin }))).toBe("user-deactivated");
    await unblock("u-block");
    expect(await kept(serial)).toEqual(before);
    expect(await tells(phone, "u-block")).toBe("logged-in");
  });

  it("after a block that is over is exact, and leaves off what was off before", async () => {
    const on = await enrolledUser("u-after");
    const off = await enrolledUser("u-off");
    await asAdmin("POST", "/token/disable", { serial: off.serial });
    for (const { serial, user } of [on, off]) {
      const before = await kept(serial);
      const { undo: id } = await stop(serial);
      await block(user);
      await unblock(user);
      expect(resultOf(await undo(user, id))).toBe(1);
      expect(await kept(serial)).toEqual(before);
    }
    expect([(await tokenOf(on.serial)).active, (await tokenOf(off.serial)).active]).toEqual([true, false]);
  });

  it("does not bring an enrolment back that the block has ended", async () => {
    const { serial } = await enrolledUser("u-link");
    const { link, undo: id } = await stop(serial);
    const [browser, fresh] = [new EnrolBrowser(), makePhone()];
    const code = codeIn(await browser.start(link.slice(ORIGIN.length)));
    await block("u-link");
    expect(resultOf(await undo("u-link", id))).toBe(1);
    await unblock("u-link");
    expect((await fresh.enroll(code)).told).not.toBe("enrolled");
    expect((await browser.get(link.slice(ORIGIN.length))).status).toBe(410);
  });

  it("ends the day pass and its session, whether a phone or a PIN comes back", async () => {
    for (const kind of ["phone", "pin"]) {
      const user = `u-pass-${kind}`;
      const { serial } = await enrolledUser(user);
      const id = (kind === "phone" ? await stop(serial) : await drawn(serial)).undo;
      await passFor(pages, user);
      const ends = await sessionByPass(serial);
      expect(await ends()).not.toBe(0);
      expect(resultOf(await undo(user, id))).toBe(1);
      expect([kind, await passOf(serial), await ends()]).toEqual([kind, NO_PASS, 0]);
    }
  });

  it("that finds nothing leaves another's day pass", async () => {
    const { serial } = await enrolledUser("u-other");
    await passFor(pages, "u-other");
    expect(reasonOf(await undo("u-other", "0".repeat(64)))).toBe("undo-over");
    expect(await passOf(serial)).not.toEqual(NO_PASS);
  });

  it("gives back a PIN of the help desk as one, and one's own as one's own", async () => {
    const { serial } = await enrolledUser("u-given");
    const [first, second] = [await drawn(serial), await drawn(serial)];
    await asAdmin("POST", "/token/setpin", { serial, otppin: "97531" });
    expect((await rowOf(serial)).pin_given).toBe(0);
    expect(resultOf(await undo("u-given", second.undo))).toBe(1);
    expect([(await rowOf(serial)).pin_given, await opensWith("u-given", first.pin)]).toEqual([1, true]);
    expect(resultOf(await undo("u-given", first.undo))).toBe(1);
    expect([(await rowOf(serial)).pin_given, await opensWith("u-given", "1234")]).toEqual([0, true]);
  });
});

describe("a block", () => {
  it("ends the day pass with its session and what a caller has shown, and leaves recovery codes", async () => {
    const { serial } = await enrolledUser("b-all");
    await passFor(pages, "b-all");
    const ends = await sessionByPass(serial);
    const soon = Date.now() + 600_000;
    await env.DB.prepare(
      `INSERT INTO caller (id, user, realm, account, act, proved, made_at_ms, ends_at_ms, good_until_ms)
       VALUES ('b-call', 'b-all', 'realm1', 'admin', 'pin', 'phone pin', ?1, ?1, ?2), ('b-other', 'else', 'realm1', 'admin', 'pin', 'pin', ?1, ?1, ?2)`,
    )
      .bind(Date.now(), soon)
      .run();
    await env.DB.prepare(
      "INSERT INTO recovery (id, user, realm, sealed_hashes, left, made_at_ms) VALUES ('b-all', 'b-all', 'realm1', 'x', 7, 1)",
    ).run();
    await block("b-all");
    expect([await passOf(serial), await ends()]).toEqual([NO_PASS, 0]);
    const { results } = await env.DB.prepare("SELECT id, good_until_ms FROM caller ORDER BY id").all();
    expect(results).toEqual([
      { id: "b-call", good_until_ms: 0 },
      { id: "b-other", good_until_ms: soon },
    ]);
    expect((await userOf("b-all")).recovery_codes_left).toBe(7);
    await unblock("b-all");
    expect([await passOf(serial), (await userOf("b-all")).day_pass]).toEqual([NO_PASS, null]);
  });

  it("is why there is no day pass", async () => {
    const { serial } = await enrolledUser("b-pass");
    await block("b-pass");
    const asked = await askPass(pages, "b-pass");
    expect([asked.status, reasonOf(asked)]).toEqual([409, "user-deactivated"]);
    await unblock("b-pass");
    expect((await askPass(pages, "b-pass")).status).toBe(200);
    expect(await passOf(serial)).not.toEqual(NO_PASS);
  });
});
