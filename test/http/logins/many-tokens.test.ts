// If a user has more than ten tokens, the ten on which a PIN is tried. So many can come from an
// import, or under a setting that allows them.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { answer, responseOf } from "../../support/login.ts";
import {
  admin,
  asAdmin,
  check,
  type EnrolledToken,
  enrol,
  errorOf,
  initToken,
  makePhone,
  openLogin,
  postOver,
  type Send,
  tokenOf,
  withSettings,
} from "../../support/service.ts";
import { hashesOf } from "../../support/storage/pin-hashes.ts";
import { setRow } from "../../support/storage/rows.ts";

let unlimited: Send;
beforeAll(async () => {
  unlimited = await withSettings({ TIQR_MAX_ACTIVE_TOKEN_PER_USER: "0" });
});

/** Twelve tokens of one user, made in this order; the first so many have phones. */
async function twelve(user: string, enrolled = 3): Promise<readonly EnrolledToken[]> {
  const first = [];
  for (let i = 1; i <= 12; i++) {
    const fields = { user, pin: "1234", serial: `${user}-${i}` };
    if (i <= enrolled) first.push(await enrol(fields, { send: unlimited }));
    else await postOver(unlimited, "/token/init", fields, await admin());
  }
  return first;
}
const counted = async (user: string) => {
  const counts = Array.from({ length: 12 }, async (_, i) => (await tokenOf(`${user}-${i + 1}`)).failcount);
  return (await Promise.all(counts)).join("");
};

describe("a check of a PIN", () => {
  it("of a user with twelve tokens is tried on ten, costs one hash, and counts on those ten", async () => {
    await twelve("many");
    expect(await hashesOf(() => check({ user: "many", pass: "wrong" }))).toBe(1);
    // Those with a phone first, then the newest.
    expect(await counted("many")).toBe("111001111111");
  });

  it("is answered by the phones, however many other tokens wait", async () => {
    const [, second] = await twelve("wait");
    const { json } = await check({ user: "wait", pass: "1234" });
    expect(json.detail.multi_challenge).toHaveLength(3);
    const link = json.detail.attributes.value;
    const right = await responseOf(second?.phone ?? makePhone(), link);
    expect(await answer({ link, user: "wait" }, right)).toBe("OK");
  });

  it("prefers the tokens that were used last, or enrolled after that", async () => {
    await twelve("used");
    for (let i = 4; i <= 12; i++)
      await setRow(`used-${i}`, { last_auth_ms: i === 4 ? 200 : 100, session_expires_at_ms: i === 12 ? 150 : 50 });
    await setRow("used-5", { last_auth_ms: null, session_expires_at_ms: 90 });
    await check({ user: "used", pass: "wrong" });
    expect(await counted("used")).toBe("111100111111");
  });

  it("uses the others if tokens are disabled or locked", async () => {
    await twelve("rest");
    for (const i of [1, 2]) await asAdmin("POST", "/token/disable", { serial: `rest-${i}` });
    await setRow("rest-3", { failcount: 10 });
    await check({ user: "rest", pass: "wrong" });
    const rest = Array.from({ length: 9 }, async (_, i) => (await tokenOf(`rest-${i + 4}`)).failcount);
    expect((await Promise.all(rest)).join("")).toBe("111111111");
  });
});

const reasonsOf = async (serial: string) =>
  (await env.DB.prepare("SELECT reason FROM audit WHERE serial = ? AND success = 0").bind(serial).all()).results.map(
    ({ reason }) => reason,
  );

describe("the newest phone", () => {
  let phones: readonly EnrolledToken[];
  beforeAll(async () => {
    phones = await twelve("newest", 12);
  });
  async function setRows(columns: (i: number) => Record<string, number | null>) {
    for (let i = 1; i <= 12; i++)
      await setRow(`newest-${i}`, { created_at_ms: i, session_expires_at_ms: Date.now() + i, ...columns(i) });
  }
  /** What the phone hears of a login of a user who has so many, each used at a time of its own. */
  async function loginOf(which: number, columns: (i: number) => Record<string, number | null>) {
    await setRows(columns);
    const { link } = await openLogin({ user: "newest", pass: "1234" });
    return makePhone(unlimited, 2, phones[which - 1]?.phone.accounts).login(link);
  }

  it("logs in, though all others have been used", async () => {
    const used = (i: number) => ({ last_auth_ms: i === 12 ? null : Date.now() });
    expect((await loginOf(12, used)).told).toBe("logged-in");
  });

  it("logs in even when all others have been used since it was enrolled", async () => {
    const used = (i: number) => ({ last_auth_ms: i === 12 ? null : Date.now() + 3_600_000, session_expires_at_ms: i });
    expect((await loginOf(12, used)).told).toBe("logged-in");
  });

  it("of an old token is new, too", async () => {
    const used = (i: number) => ({
      created_at_ms: i,
      last_auth_ms: i === 1 ? 5 : Date.now() + 3_600_000,
      session_expires_at_ms: i === 1 ? 100 : null,
    });
    expect((await loginOf(1, used)).told).toBe("logged-in");
  });

  it("of phones that were taken over is the one that was made last there, and those used last log in beside it", async () => {
    const made = (i: number) => ({ created_at_ms: 13 - i, last_auth_ms: 20 + i, session_expires_at_ms: null });
    expect((await loginOf(1, made)).told).toBe("logged-in");
    expect((await loginOf(4, made)).told).toBe("logged-in");
    // One that is left out is told so, and the trail names it.
    expect((await loginOf(3, made)).told).toBe("refused");
    await vi.waitFor(async () => expect(await reasonsOf("newest-3")).toEqual(["token-not-asked"]));
  });

  it("counts a wrong PIN on the same ten", async () => {
    await setRows((i) => ({ last_auth_ms: i === 12 ? null : Date.now() + 3_600_000, session_expires_at_ms: i }));
    expect((await check({ user: "newest", pass: "wrong" })).status).toBe(200);
    expect(await counted("newest")).toBe("001111111111");
  });
});

describe("an eleventh active token", () => {
  it("is refused with a reason, by whatever way, and the ten go on", async () => {
    const user = "eleven";
    for (let i = 1; i <= 10; i++) await initToken({ user, pin: "1234", serial: `${user}-${i}` });
    const eleventh = await initToken({ user, pin: "1234", serial: `${user}-11` });
    expect(errorOf(eleventh).slice(0, 2)).toEqual([403, 303]);
    expect(eleventh.headers.get("TiQR-Reason")).toBe("too-many-tokens");
    expect((await initToken({ user, serial: `${user}-10` })).status).toBe(200);

    await asAdmin("POST", "/token/disable", { serial: `${user}-1` });
    expect((await initToken({ user, pin: "1234", serial: `${user}-11` })).status).toBe(200);
    const enabled = await asAdmin("POST", "/token/enable", { serial: `${user}-1` });
    expect(enabled.headers.get("TiQR-Reason")).toBe("too-many-tokens");

    await initToken({ user: "elsewhere", pin: "1234", serial: "loose" });
    await asAdmin("POST", "/token/unassign", { serial: "loose" });
    const assigned = await asAdmin("POST", "/token/assign", { serial: "loose", user });
    expect(assigned.headers.get("TiQR-Reason")).toBe("too-many-tokens");
  });
});
