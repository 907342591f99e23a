import { describe, expect, it } from "vitest";
import { auditRows } from "../support/audit.ts";
import { answer, atOnce, newPhone, responseOf, tally } from "../support/login.ts";
import { check, initToken, ORIGIN, post, request } from "../support/service.ts";
import { rowOf } from "../support/storage/rows.ts";

const AT_ONCE = 8;
const ROUNDS = [1, 2, 3];
const pathOf = (url: string): string => url.replace("tiqrenroll://", "").slice(ORIGIN.length);

async function begin(user: string, fields: Record<string, string> = {}): Promise<{ serial: string; link: string }> {
  const { serial, tiqrenroll } = (await initToken({ user, pin: "1234", ...fields })).json.detail;
  return { serial, link: tiqrenroll.value };
}

describe("an enrolment", () => {
  it.each(ROUNDS)("gives its metadata to one of many that ask at once (round %i)", async (round) => {
    const { link } = await begin(`alice${round}`);
    const replies = await atOnce(AT_ONCE, () => request(pathOf(link)));
    expect(tally(replies.map(({ status }) => String(status)))).toEqual({ 200: 1, 400: AT_ONCE - 1 });
    for (const { json } of replies.filter(({ status }) => status === 400))
      expect(json.result.error).toEqual({ code: 905, message: "ERR905: Invalid Session" });
  });

  it.each(ROUNDS)("is one phone's of many that scan at once, and that phone logs in (round %i)", async (round) => {
    const user = `bob${round}`;
    const { link } = await begin(user);
    const phones = Array.from({ length: AT_ONCE }, newPhone);
    const told = await Promise.all(phones.map((phone) => phone.enroll(link)));
    expect(tally(told.map((each) => each.told))).toEqual({ enrolled: 1, "bad-metadata": AT_ONCE - 1 });
    const winner = phones[told.findIndex((each) => each.told === "enrolled")] as (typeof phones)[number];
    const { value } = (await check({ user, pass: "1234" })).json.detail.attributes;
    expect(await answer({ link: value, user }, await responseOf(winner, value))).toBe("OK");
  });

  it.each(ROUNDS)("takes one of many secrets that are posted at once under one session (round %i)", async (round) => {
    const { serial, link } = await begin(`carol${round}`);
    const { service } = (await request(pathOf(link))).json;
    const words = await atOnce(AT_ONCE, async (index) => {
      const secret = String(index).repeat(64);
      return (await post(pathOf(service.enrollmentUrl), { secret, operation: "register" })).text;
    });
    expect(tally(words)).toEqual({ OK: 1, ENROLLMENT_REFUSED: AT_ONCE - 1 });
    const { rollout_state, sealed_secret } = await rowOf(serial);
    expect(rollout_state).toBe("enrolled");

    const late = await post(pathOf(service.enrollmentUrl), { secret: "f".repeat(64), operation: "register" });
    expect(late.text).toBe("ENROLLMENT_REFUSED");
    expect((await rowOf(serial)).sealed_secret).toBe(sealed_secret);
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
      expect([await push("AB".repeat(32)), await push("cd".repeat(32))]).toEqual(["OK", "ENROLLMENT_REFUSED"]);
      expect(await rowOf(serial)).toEqual(row);
      const rows = await auditRows({ serial, success: 1, action: "POST /ttype/<ttype>" });
      expect(rows.map(({ event }) => event)).toEqual(["TOKEN_ENROLLED"]);
    },
  );

  it.each(ROUNDS)("begun many times at once for one serial leaves one link that works (round %i)", async (round) => {
    const [user, serial] = [`dave${round}`, `DAVE${round}`];
    const begun = await atOnce(AT_ONCE, () => begin(user, { serial }));
    expect((await rowOf(serial)).generation).toBe(AT_ONCE);
    const told = await Promise.all(begun.map(({ link }) => newPhone().enroll(link)));
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
