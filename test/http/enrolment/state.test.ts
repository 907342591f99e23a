// The progress of an enrolment, and whether its QR code was used twice, as the account that shows
// the code and the trail learn it.

import { afterEach, describe, expect, it, vi } from "vitest";
import { auditRowsOnce } from "../../support/audit.ts";
import {
  asAdmin,
  check,
  errorOf,
  initToken,
  makePhone,
  ORIGIN,
  post,
  request,
  tokenOf,
} from "../../support/service.ts";
import { rowOf } from "../../support/storage/rows.ts";

afterEach(() => {
  vi.useRealTimers();
});

/** Makes a token, and returns the path in its enrolment QR code. */
async function begin(user: string, serial: string): Promise<string> {
  const { value } = (await initToken({ user, serial, pin: "1234" })).json.detail.tiqrenroll;
  return value.slice(`tiqrenroll://${ORIGIN}`.length);
}
const enrolmentOf = async (serial: string) => (await tokenOf(serial)).enrollment;
const push = (enrollmentUrl: string, secret = "ab".repeat(32)) =>
  post(enrollmentUrl.slice(ORIGIN.length), { secret, operation: "register" });
/** Another phone: it names another app. */
const asAnother = (path: string) => request(path, { headers: { "User-Agent": "another" } });
const INVALID = [400, 905, "ERR905: Invalid Session"];

describe("an enrolment", () => {
  it("is started, fetched, unproven, and enrolled once the phone has answered", async () => {
    const path = await begin("steps", "STEPS");
    expect(await enrolmentOf("STEPS")).toEqual({ state: "started", qr_code_uses: 0 });
    await request(path);
    expect(await enrolmentOf("STEPS")).toEqual({ state: "fetched", qr_code_uses: 1 });
    const phone = makePhone();
    expect((await phone.enroll(`tiqrenroll://${ORIGIN}${path}`)).told).toBe("enrolled");
    expect(await enrolmentOf("STEPS")).toEqual({ state: "unproven", qr_code_uses: 1 });
    expect(await tokenOf("STEPS")).toMatchObject({ rollout_state: "enrolled", proven: false });
    const { detail } = (await check({ user: "steps", pass: "1234" })).json;
    expect((await phone.login(detail.attributes.value)).told).toBe("logged-in");
    expect(await enrolmentOf("STEPS")).toEqual({ state: "enrolled", qr_code_uses: 1 });
    expect(await tokenOf("STEPS")).toMatchObject({ rollout_state: "enrolled", proven: true });
  });

  it("is expired after its time, and when the token was unassigned", async () => {
    await begin("slow", "SLOW");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 600_000 });
    expect(await enrolmentOf("SLOW")).toEqual({ state: "expired", qr_code_uses: 0 });
    vi.useRealTimers();
    await asAdmin("POST", "/token/unassign", { serial: "SLOW" });
    expect(await enrolmentOf("SLOW")).toEqual({ state: "expired", qr_code_uses: 0 });
  });

  it("that starts again is started", async () => {
    await request(await begin("anew", "ANEW"));
    await begin("anew", "ANEW");
    expect(await enrolmentOf("ANEW")).toEqual({ state: "started", qr_code_uses: 0 });
  });
});

describe("a use of the QR code by another phone", () => {
  it.each(["before", "after"])(
    "is refused, counted and in the trail with the user, %s the first has enrolled",
    async (when) => {
      const serial = `TWICE-${when}`;
      const path = await begin("twice", serial);
      const { service } = (await request(path)).json;
      if (when === "after") await push(service.enrollmentUrl);
      expect(errorOf(await asAnother(path))).toEqual(INVALID);
      expect(await enrolmentOf(serial)).toMatchObject({ qr_code_uses: 2 });
      const [row] = await auditRowsOnce(1, { serial, reason: "session-used" });
      expect(row).toMatchObject({ success: 0, user: "twice", realm: "realm1" });
      // The first phone continues.
      if (when === "before") expect((await push(service.enrollmentUrl)).text).toBe("OK");
      expect(await enrolmentOf(serial)).toEqual({ state: "unproven", qr_code_uses: 2 });
    },
  );

  it("is not counted for an invented session", async () => {
    const path = await begin("made-up", "MADE-UP");
    expect(errorOf(await request(path.replace("session=", "session=x")))).toEqual(INVALID);
    expect(await enrolmentOf("MADE-UP")).toEqual({ state: "started", qr_code_uses: 0 });
  });
});

describe("the QR code's own session at the enrolment", () => {
  it("is spent there if the metadata is skipped", async () => {
    const path = await begin("skips", "SKIPS");
    const skip = () => push(`${ORIGIN}${path.replace("action=metadata", "action=enrollment")}`);
    expect((await skip()).text).toBe("OK");
    expect(await enrolmentOf("SKIPS")).toEqual({ state: "unproven", qr_code_uses: 1 });
    const { sealed_secret } = await rowOf("SKIPS");
    expect((await skip()).text).toBe("ENROLLMENT_REFUSED");
    expect((await rowOf("SKIPS")).sealed_secret).toBe(sealed_secret);
    const [row] = await auditRowsOnce(1, { serial: "SKIPS", action: "POST /ttype/<ttype>", success: 1 });
    expect(row).toMatchObject({ user: "skips", realm: "realm1" });
  });

  it("opens nothing for another phone once one has fetched the metadata", async () => {
    const path = await begin("photo", "PHOTO");
    const { service } = (await request(path)).json;
    const photographed = `${ORIGIN}${path.replace("action=metadata", "action=enrollment")}`;
    const stolen = await post(
      photographed.slice(ORIGIN.length),
      { secret: "cd".repeat(32) },
      { "User-Agent": "another" },
    );
    expect(stolen.text).toBe("ENROLLMENT_REFUSED");
    expect((await push(service.enrollmentUrl)).text).toBe("OK");
  });
});

describe("the phone's session", () => {
  it("of an earlier enrolment opens nothing", async () => {
    const { service } = (await request(await begin("old", "OLD"))).json;
    await request(await begin("old", "OLD"));
    expect((await push(service.enrollmentUrl)).text).toBe("ENROLLMENT_REFUSED");
  });

  it("continues if the PIN is set meanwhile", async () => {
    const { service } = (await request(await begin("pin", "PIN"))).json;
    await asAdmin("POST", "/token/setpin", { serial: "PIN", otppin: "5678" });
    expect((await push(service.enrollmentUrl)).text).toBe("OK");
  });

  it("holds the longest names", async () => {
    const user = "ü".repeat(250);
    const { value } = (await initToken({ user, serial: "LONG" })).json.detail.tiqrenroll;
    expect(await makePhone().enroll(value)).toMatchObject({
      told: "enrolled",
      account: { identity: `${user}_realm1` },
    });
  });
});
