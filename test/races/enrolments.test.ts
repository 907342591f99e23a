import { describe, expect, it } from "vitest";
import { auditRows } from "../support/audit.ts";
import { answer, atOnce, responseOf, tally } from "../support/login.ts";
import { check, initToken, makePhone, namedSend, ORIGIN, post, request } from "../support/service.ts";
import { rowOf } from "../support/storage/rows.ts";

const AT_ONCE = 8;
const ROUNDS = [1, 2, 3];
const pathOf = (url: string): string => url.replace("tiqrenroll://", "").slice(ORIGIN.length);

async function begin(user: string, fields: Record<string, string> = {}): Promise<{ serial: string; link: string }> {
  const { serial, tiqrenroll } = (await initToken({ user, pin: "1234", ...fields })).json.detail;
  return { serial, link: tiqrenroll.value };
}

describe("an enrolment", () => {
  it.each(ROUNDS)("gives its metadata to one of many phones that ask at once (round %i)", async (round) => {
    const { link } = await begin(`alice${round}`);
    const replies = await atOnce(AT_ONCE, (index) =>
      request(pathOf(link), { headers: { "User-Agent": `phone ${index}` } }),
    );
    expect(tally(replies.map(({ status }) => String(status)))).toEqual({ 200: 1, 400: AT_ONCE - 1 });
    for (const { json } of replies.filter(({ status }) => status === 400))
      expect(json.result.error).toEqual({ code: 905, message: "ERR905: Invalid Session" });
  });

  it.each(ROUNDS)("is one phone's of many that scan at once, and that phone logs in (round %i)", async (round) => {
    const user = `bob${round}`;
    const { link } = await begin(user);
    const phones = Array.from({ length: AT_ONCE }, (_, index) => makePhone(namedSend(`phone ${index}`)));
    const told = await Promise.all(phones.map((phone) => phone.enroll(link)));
    expect(tally(told.map((each) => each.told))).toEqual({ enrolled: 1, "bad-metadata": AT_ONCE - 1 });
    const winner = phones[told.findIndex((each) => each.told === "enrolled")] as (typeof phones)[number];
    const { value } = (await check({ user, pass: "1234" })).json.detail.attributes;
    expect(await answer({ link: value, user }, await responseOf(winner, value))).toBe("OK");
  });

  it("takes twenty secrets of one phone at most, or its session could fill the trail with rows", async () => {
    const { serial, link } = await begin("flood");
    const { service } = (await request(pathOf(link))).json;
    const push = async (index: number) => {
      const secret = String(index).padStart(64, "0");
      return (await post(pathOf(service.enrollmentUrl), { secret, operation: "register" })).text;
    };
    expect(tally(await atOnce(30, push))).toEqual({ OK: 20, ENROLLMENT_REFUSED: 10 });
    const { sealed_secret } = await rowOf(serial);
    expect(await push(99)).toBe("ENROLLMENT_REFUSED");
    expect(await rowOf(serial)).toMatchObject({ sealed_secret, rollout_state: "enrolled" });
  });

  it("is nobody's if another phone sends a secret, however often the first has sent one", async () => {
    const { serial, link } = await begin("hoarder");
    const [first, second] = [(await request(pathOf(link))).json.service, (await request(pathOf(link))).json.service];
    const push = async (url: string, index: number) =>
      (await post(pathOf(url), { secret: String(index).padStart(64, "0"), operation: "register" })).text;
    for (let index = 0; index < 25; index++) await push(first.enrollmentUrl, index);
    expect(await push(second.enrollmentUrl, 99)).toBe("ENROLLMENT_REFUSED");
    expect(await rowOf(serial)).toMatchObject({ rollout_state: "clientwait", sealed_secret: null, session_uses: 2 });
  });

  it.each(ROUNDS)(
    "gives its metadata four times to one phone that asks many times at once (round %i)",
    async (round) => {
      const { link } = await begin(`anna${round}`);
      const replies = await atOnce(AT_ONCE, () => request(pathOf(link)));
      expect(tally(replies.map(({ status }) => String(status)))).toEqual({ 200: 4, 400: AT_ONCE - 4 });
    },
  );

  it.each(ROUNDS)("is nobody's if phones that cannot be told apart scan at once (round %i)", async (round) => {
    const user = `zoe${round}`;
    const { link, serial } = await begin(user);
    const sessions = await atOnce(2, async () => (await request(pathOf(link))).json.service.enrollmentUrl);
    const words = await atOnce(2, async (index) => {
      const secret = String(index).repeat(64);
      return (await post(pathOf(sessions[index]), { secret, operation: "register" })).text;
    });
    // The first may have heard OK before the second came. Its page says what became of it.
    expect(tally(words)).toEqual({ OK: 1, ENROLLMENT_REFUSED: 1 });
    expect(await rowOf(serial)).toMatchObject({ rollout_state: "clientwait", sealed_secret: null, session_uses: 2 });
    const rows = await auditRows({ serial, action: "POST /ttype/<ttype>" });
    expect(rows.map(({ event }) => event).sort()).toEqual(["ENROLLMENT_TWO_PHONES", "TOKEN_ENROLLED"]);
  });

  it.each(ROUNDS)("keeps the last of many secrets that one phone posts at once (round %i)", async (round) => {
    const { serial, link } = await begin(`carol${round}`);
    const { service } = (await request(pathOf(link))).json;
    const words = await atOnce(AT_ONCE, async (index) => {
      const secret = String(index).repeat(64);
      return (await post(pathOf(service.enrollmentUrl), { secret, operation: "register" })).text;
    });
    expect(tally(words)).toEqual({ OK: AT_ONCE });
    expect(await rowOf(serial)).toMatchObject({ rollout_state: "enrolled", generation: AT_ONCE });
    const rows = await auditRows({ serial, success: 1, action: "POST /ttype/<ttype>" });
    expect(tally(rows.map(({ event }) => event))).toEqual({ TOKEN_ENROLLED: 1, ENROLLMENT_KEY_REPLACED: AT_ONCE - 1 });
  });

  it.each(ROUNDS)(
    "says OK to one secret that is posted many times at once, and enrols it once (round %i)",
    async (round) => {
      const { serial, link } = await begin(`fay${round}`);
      const { service } = (await request(pathOf(link))).json;
      const push = async (secret: string) =>
        (await post(pathOf(service.enrollmentUrl), { secret, operation: "register" })).text;
      expect(tally(await atOnce(20, () => push("ab".repeat(32))))).toEqual({ OK: 20 });
      const row = await rowOf(serial);
      // iOS writes capitals. A lost reply may be asked for later, too.
      expect(await push("AB".repeat(32))).toBe("OK");
      expect(await rowOf(serial)).toEqual(row);
      const rows = await auditRows({ serial, success: 1, action: "POST /ttype/<ttype>" });
      expect(rows.map(({ event }) => event)).toEqual(["TOKEN_ENROLLED"]);
    },
  );

  it.each(ROUNDS)("begun many times at once for one serial leaves one link that works (round %i)", async (round) => {
    const [user, serial] = [`dave${round}`, `DAVE${round}`];
    const begun = await atOnce(AT_ONCE, () => begin(user, { serial }));
    expect((await rowOf(serial)).generation).toBe(AT_ONCE);
    const told = await Promise.all(begun.map(({ link }) => makePhone().enroll(link)));
    expect(tally(told.map((each) => each.told))).toEqual({ enrolled: 1, "bad-metadata": AT_ONCE - 1 });
  });

  it("started again while a phone pushes its secret leaves no secret of the old one", async () => {
    for (const first of ["init", "secret"]) {
      const [user, serial] = [`erin-${first}`, `ERIN-${first}`];
      const { link } = await begin(user, { serial });
      const { service } = (await request(pathOf(link))).json;
      const push = () => post(pathOf(service.enrollmentUrl), { secret: "ab".repeat(32), operation: "register" });
      await Promise.all(first === "init" ? [begin(user, { serial }), push()] : [push(), begin(user, { serial })]);
      expect(await rowOf(serial)).toMatchObject({ rollout_state: "clientwait", sealed_secret: null, generation: 2 });
    }
  });
});
