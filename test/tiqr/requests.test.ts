import { describe, expect, it } from "vitest";
import { actionOf, answerForm, enrolmentForm, type Parameter, readPhoneRequest } from "../../src/tiqr/requests.ts";

const of =
  (fields: Record<string, string | undefined>): Parameter =>
  (name) =>
    fields[name];
const readEnrolment = (fields: Record<string, string | undefined>) => readPhoneRequest("enrollment", of(fields));
const readAnswer = (fields: Record<string, string | undefined>) => readPhoneRequest("authentication", of(fields));
const enrolment = { serial: "TiQR1", session: "S", secret: "ab".repeat(32) };
const answer = { sessionKey: "123", userId: "hans_realm1", response: "11223344", operation: "login" };

describe("a phone's request", () => {
  it("is an answer when it names no action", () => {
    for (const action of [undefined, "", "authentication"]) expect(actionOf(of({ action }))).toBe("authentication");
    for (const action of ["metadata", "enrollment"]) expect(actionOf(of({ action }))).toBe(action);
    for (const action of ["nosuch", "Metadata", "toString"]) expect(actionOf(of({ action }))).toBe(undefined);
  });

  it("for the metadata needs the session and the serial", () => {
    const fields = { session: "S", serial: "TiQR1" };
    expect(readPhoneRequest("metadata", of(fields))).toEqual({ ok: true, request: { action: "metadata", ...fields } });
    for (const missing of ["session", "serial"])
      expect(readPhoneRequest("metadata", of({ ...fields, [missing]: "" }))).toEqual({ ok: false, missing });
  });

  it("needs what its action needs, whatever else it has", () => {
    expect(readEnrolment(answer)).toEqual({ ok: false, missing: "serial" });
    expect(readAnswer(enrolment)).toEqual({ ok: false, missing: "userId" });
  });
});

describe("an enrolment", () => {
  it("is read with its secret as posted", () => {
    expect(readEnrolment({ ...enrolment, secret: "ABCD" })).toEqual({
      ok: true,
      request: { action: "enrollment", serial: "TiQR1", session: "S", secretHex: "ABCD", notification: null },
    });
  });

  it.each(["serial", "session", "secret"])("is refused without %s, and the reason names it", (missing) => {
    expect(readEnrolment({ ...enrolment, [missing]: undefined })).toEqual({ ok: false, missing });
    expect(readEnrolment({ ...enrolment, [missing]: "" })).toEqual({ ok: false, missing });
  });
});

describe("an answer", () => {
  it("is read with any userId that the phone wrote", () => {
    expect(readAnswer({ ...answer, userId: "a b" })).toEqual({
      ok: true,
      request: { action: "authentication", sessionKey: "123", userId: "a b", response: "11223344", notification: null },
    });
  });

  it.each(["sessionKey", "userId", "response", "operation"])(
    "is refused without %s, and the reason names it",
    (missing) => {
      expect(readAnswer({ ...answer, [missing]: undefined })).toEqual({ ok: false, missing });
    },
  );

  it("may name any operation", () => {
    expect(readAnswer({ ...answer, operation: "x" }).ok).toBe(true);
  });
});

describe("a place for push", () => {
  it.each(["GCM", "FCM", "FCM_DIRECT", "APNS", "APNS_DIRECT", "C2DM"])("of type %s is kept", (type) => {
    const fields = { notificationType: type, notificationAddress: "place" };
    const notification = { type, address: "place" };
    expect(readEnrolment({ ...enrolment, ...fields })).toMatchObject({ request: { notification } });
    expect(readAnswer({ ...answer, ...fields })).toMatchObject({ request: { notification } });
  });

  it.each([
    ["(null)", "APNS"],
    ["place", "(null)"],
    ["", "GCM"],
    ["place", ""],
    [undefined, "GCM"],
    ["place", undefined],
    [undefined, undefined],
  ])("is missing when the address is %j and the type %j", (notificationAddress, notificationType) => {
    const read = readEnrolment({ ...enrolment, notificationAddress, notificationType });
    expect(read).toMatchObject({ ok: true, request: { notification: null } });
  });
});

describe("the forms of our own phone", () => {
  it("carry the fields that the apps send", () => {
    expect(Object.fromEntries(enrolmentForm("ab", "en"))).toEqual({
      secret: "ab",
      language: "en",
      operation: "register",
    });
    expect(Object.fromEntries(answerForm("1", "a+b@c", "22", "de"))).toEqual({
      sessionKey: "1",
      userId: "a+b@c",
      response: "22",
      language: "de",
      operation: "login",
    });
  });
});
