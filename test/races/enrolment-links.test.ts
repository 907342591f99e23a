// Simultaneous uses of enrolment links: many starts, many new codes, a phone and a new code, many
// PINs.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { atOnce, tally } from "../support/login.ts";
import { codeIn, EnrolBrowser, newLink } from "../support/pages/enrol-page.ts";
import { asAdmin, check, enrol, makePhone, namedSend } from "../support/service.ts";

const AT_ONCE = 8;
const ROUNDS = [1, 2, 3];
const tokensOf = async (user: string) =>
  (await env.DB.prepare("SELECT serial, generation, rollout_state FROM token WHERE user = ?").bind(user).all()).results;
const codesOf = (user: string) =>
  env.DB.prepare("SELECT codes FROM enrollment_link WHERE user = ?").bind(user).first<number>("codes");
/** QR codes with which a phone could enrol. */
const openSessionsOf = async (user: string) =>
  env.DB.prepare("SELECT count(session_hash) AS open FROM token WHERE user = ? AND rollout_state = 'clientwait'")
    .bind(user)
    .first<number>("open");
async function makeKnownLink(user: string) {
  const { detail } = (await asAdmin("POST", "/token/enrollmentlink", { user })).json;
  return { id: detail.id as string, path: new URL(detail.link).pathname };
}
const withdraw = (id: string) => asAdmin("DELETE", `/token/enrollmentlink/${id}`);

describe("a link", () => {
  it.each(ROUNDS)(
    "is spent by one of many browsers that start at once, and makes one token (round %i)",
    async (round) => {
      const user = `many${round}`;
      const path = await newLink({ user });
      const browsers = Array.from({ length: AT_ONCE }, () => new EnrolBrowser());
      for (const browser of browsers) await browser.get(path);
      const starts = await Promise.all(browsers.map((browser) => browser.step(path, "start")));
      expect(tally(starts.map(({ status }) => String(status)))).toEqual({ 303: 1, 410: AT_ONCE - 1 });
      expect(await tokensOf(user)).toHaveLength(1);
      const winner = browsers[starts.findIndex(({ status }) => status === 303)] as EnrolBrowser;
      expect((await makePhone().enroll(codeIn(await winner.get(path)))).told).toBe("enrolled");
    },
  );

  it.each(ROUNDS)("restarts the lost phone's token once, however many start at once (round %i)", async (round) => {
    const user = `lost${round}`;
    const { serial } = await enrol({ user });
    const path = await newLink({ serial });
    const browsers = Array.from({ length: AT_ONCE }, () => new EnrolBrowser());
    for (const browser of browsers) await browser.get(path);
    await Promise.all(browsers.map((browser) => browser.step(path, "start")));
    expect(await tokensOf(user)).toEqual([{ serial, generation: 2, rollout_state: "clientwait" }]);
  });

  it.each(ROUNDS)("shows one code to a person who presses many times at once (round %i)", async (round) => {
    const user = `hasty${round}`;
    const path = await newLink({ user });
    const browser = new EnrolBrowser();
    await browser.get(path);
    const starts = await atOnce(AT_ONCE, () => browser.step(path, "start"));
    expect(tally(starts.map(({ status }) => String(status)))).toEqual({ 303: AT_ONCE });
    expect([await codesOf(user), (await tokensOf(user)).length]).toEqual([1, 1]);
    expect((await makePhone().enroll(codeIn(await browser.get(path)))).told).toBe("enrolled");
  });

  it.each(ROUNDS)("gives codes that each work once, however many are asked for at once (round %i)", async (round) => {
    const user = `again${round}`;
    const path = await newLink({ user });
    const browser = new EnrolBrowser();
    await browser.start(path);
    await atOnce(AT_ONCE, () => browser.step(path, "code"));
    // One row, begun as often as codes were shown, so no code was given twice.
    const codes = await codesOf(user);
    expect(await tokensOf(user)).toMatchObject([{ generation: codes }]);
    const code = codeIn(await browser.get(path));
    const told = await atOnce(AT_ONCE, (index) => makePhone(namedSend(`phone ${index}`)).enroll(code));
    expect(tally(told.map((each) => each.told))).toEqual({ enrolled: 1, "bad-metadata": AT_ONCE - 1 });
  });

  it.each(ROUNDS)("keeps the phone that came before a new code, and no other (round %i)", async (round) => {
    const user = `close${round}`;
    const path = await newLink({ user });
    const [browser, phone] = [new EnrolBrowser(), makePhone()];
    const code = codeIn(await browser.start(path));
    const [{ told }] = await Promise.all([phone.enroll(code), browser.step(path, "code")]);
    const [token] = await tokensOf(user);
    expect(token?.rollout_state).toBe(told === "enrolled" ? "enrolled" : "clientwait");
    expect(await browser.state(path)).toMatch(told === "enrolled" ? /^enrolled/ : /^started-0/);
  });

  it.each(ROUNDS)("is started or withdrawn first, and has no code that works either way (round %i)", async (round) => {
    const user = `astray${round}`;
    const { id, path } = await makeKnownLink(user);
    const browsers = Array.from({ length: AT_ONCE }, () => new EnrolBrowser());
    for (const browser of browsers) await browser.get(path);
    const [starts, withdrawals] = await Promise.all([
      Promise.all(browsers.map((browser) => browser.step(path, "start"))),
      atOnce(AT_ONCE, () => withdraw(id)),
    ]);
    // One withdrawal took effect, and the others found it done. At most one start came before it,
    // and has a token for it.
    expect(tally(withdrawals.map(({ json }) => String(json.result.value)))).toEqual({ 1: 1, 0: AT_ONCE - 1 });
    const tokens = await tokensOf(user);
    expect(starts.filter(({ status }) => status === 303)).toHaveLength(tokens.length);
    expect(tokens.length).toBeLessThanOrEqual(1);
    expect(await openSessionsOf(user)).toBe(0);
    for (const browser of browsers) expect(codeIn(await browser.get(path))).toBe("");
  });

  it.each(ROUNDS)("is withdrawn before its phone, or keeps it (round %i)", async (round) => {
    const user = `nearly${round}`;
    const { id, path } = await makeKnownLink(user);
    const [browser, phone] = [new EnrolBrowser(), makePhone()];
    const code = codeIn(await browser.start(path));
    const [{ told }] = await Promise.all([phone.enroll(code), browser.step(path, "code"), withdraw(id)]);
    const [token] = await tokensOf(user);
    expect(token?.rollout_state).toBe(told === "enrolled" ? "enrolled" : "clientwait");
    if (told !== "enrolled") expect(await openSessionsOf(user)).toBe(0);
    expect(await browser.state(path)).toMatch(/^withdrawn/);
  });

  it.each(ROUNDS)("sets one of many PINs that are chosen at once (round %i)", async (round) => {
    const user = `pins${round}`;
    const path = await newLink({ user });
    const browser = new EnrolBrowser();
    await makePhone().enroll(codeIn(await browser.start(path)));
    const set = await atOnce(AT_ONCE, (index) => browser.step(path, "pin", { pin: `pin${index}` }));
    expect(tally(set.map(({ status }) => String(status)))).toEqual({ 303: 1, 400: AT_ONCE - 1 });
    const right = set.findIndex(({ status }) => status === 303);
    expect((await check({ user, pass: `pin${right}` })).json.result.authentication).toBe("CHALLENGE");
  });
});
