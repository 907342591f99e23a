// A token's validity period, set at init or later.

import { beforeAll, describe, expect, it } from "vitest";
import { asAdmin, check, enrol, errorOf, initToken, resultOf, tokenOf } from "../../support/service.ts";

const set = (serial: string, fields: Record<string, string>) => asAdmin("POST", "/token/set", { serial, ...fields });
const message = async (user: string, pass = "1234") => (await check({ user, pass })).json.detail.message;
const CHALLENGE = "Please scan the QR Code";
const OUTSIDE = "Outside validity period";

describe("a validity period", () => {
  beforeAll(async () => {
    await enrol({ user: "period", pin: "1234", serial: "PERIOD" });
  });

  it.each([
    [{ validity_period_start: "2020-01-01T00:00+0000", validity_period_end: "2099-01-01T00:00+0000" }, CHALLENGE],
    [{ validity_period_end: "2020-01-02T00:00+0000" }, OUTSIDE],
    [{ validity_period_start: "2098-01-01T00:00Z", validity_period_end: "2099-01-01T00:00:00.5+02:00" }, OUTSIDE],
    [{ validity_period_start: "2020-01-01T00:00Z" }, CHALLENGE],
  ])("%j decides whether the token may be used, and nothing is counted outside", async (period, said) => {
    expect(resultOf(await set("PERIOD", period as Record<string, string>))).toBe(Object.keys(period).length);
    expect(await message("period")).toBe(said);
    if (said === OUTSIDE) expect(await message("period", "wrong")).toBe(OUTSIDE);
    expect(await tokenOf("PERIOD")).toMatchObject({ failcount: 0 });
  });

  it("is shown in privacyIDEA's form, in UTC", async () => {
    await set("PERIOD", { validity_period_start: "2026-01-31T08:30+0230", validity_period_end: "2099-01-01T00:00Z" });
    const period = { validity_period_start: "2026-01-31T06:00+0000", validity_period_end: "2099-01-01T00:00+0000" };
    expect((await tokenOf("PERIOD")).info).toMatchObject(period);
  });

  it("may be set at init, and stays if the enrolment starts again", async () => {
    const fields = { user: "later", pin: "1234", serial: "LATER" };
    await enrol({ ...fields, validity_period_start: "2098-01-01T00:00Z" });
    expect(await message("later")).toBe(OUTSIDE);
    await initToken(fields);
    expect((await tokenOf("LATER")).info).toHaveProperty("validity_period_start", "2098-01-01T00:00+0000");
  });

  it.each(["2026-01-31", "2026-01-31T08:00", "31.01.2026 08:00", "2026-13-31T08:00Z", "tomorrow", "0"])(
    "written as %s is refused, and nothing is set",
    async (time) => {
      const reply = await set("PERIOD", { description: "not", validity_period_end: time });
      expect(errorOf(reply).slice(0, 2)).toEqual([400, 905]);
      expect(await tokenOf("PERIOD")).toMatchObject({ description: "" });
      const made = await initToken({ user: "period", serial: "NOPERIOD", validity_period_start: time });
      expect(errorOf(made).slice(0, 2)).toEqual([400, 905]);
    },
  );
});
