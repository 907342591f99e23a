import { describe, expect, it } from "vitest";
import {
  actionOf,
  answerForm,
  enrolmentForm,
  type Parameter,
  readAnswerRequest,
  readEnrolmentRequest,
  readPhoneRequest,
} from "../../src/tiqr/requests.ts";

const of =
  (fields: Record<string, string | undefined>): Parameter =>
  (name) =>
    fields[name];
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

  it("for anything else is read as such, with its action", () => {
    const read = [
      ["enrollment", readPhoneRequest("enrollment", of(enrolment)), readEnrolmentRequest(of(enrolment))],
      ["authentication", readPhoneRequest("authentication", of(answer)), readAnswerRequest(of(answer))],
    ] as const;
    for (const [action, done, plain] of read)
      expect(done).toEqual(plain.ok && { ok: true, request: { action, ...plain.request } });
    expect(readPhoneRequest("enrollment", of(answer))).toEqual({ ok: false, missing: "serial" });
    expect(readPhoneRequest("authentication", of(enrolment))).toEqual({ ok: false, missing: "userId" });
  });
});

describe("an enrolment", () => {
  it("is read with its secret as posted", () => {
    expect(readEnrolmentRequest(of({ ...enrolment, secret: "ABCD" }))).toEqual({
      ok: true,
      request: { serial: "TiQR1", session: "S", secretHex: "ABCD", notification: null },
    });
  });

  it.each(["serial", "session", "secret"])("is refused without %s, and tells so", (missing) => {
    expect(readEnrolmentRequest(of({ ...enrolment, [missing]: undefined }))).toEqual({ ok: false, missing });
    expect(readEnrolmentRequest(of({ ...enrolment, [missing]: "" }))).toEqual({ ok: false, missing });
  });
});

describe("an answer", () => {
  it("is read with any userId that the phone wrote", () => {
    expect(readAnswerRequest(of({ ...answer, userId: "a b" }))).toEqual({
      ok: true,
      request: { sessionKey: "123", userId: "a b", response: "11223344", notification: null },
    });
  });

  it.each(["sessionKey", "userId", "response", "operation"])("is refused without %s, and tells so", (missing) => {
    expect(readAnswerRequest(of({ ...answer, [missing]: undefined }))).toEqual({ ok: false, missing });
  });

  it("may name any operation", () => {
    expect(readAnswerRequest(of({ ...answer, operation: "x" })).ok).toBe(true);
  });
});

describe("a place for push", () => {
  it.each(["GCM", "FCM", "FCM_DIRECT", "APNS", "APNS_DIRECT", "C2DM"])("of type %s is kept", (type) => {
    const fields = { notificationType: type, notificationAddress: "place" };
    const notification = { type, address: "place" };
    expect(readEnrolmentRequest(of({ ...enrolment, ...fields }))).toMatchObject({ request: { notification } });
    expect(readAnswerRequest(of({ ...answer, ...fields }))).toMatchObject({ request: { notification } });
  });

  it.each([
    ["(null)", "APNS"],
    ["place", "(null)"],
    ["", "GCM"],
    ["place", ""],
    [undefined, "GCM"],
    ["place", undefined],
    [undefined, undefined],
  ])("is none when the address is %j and the type %j", (notificationAddress, notificationType) => {
    const read = readEnrolmentRequest(of({ ...enrolment, notificationAddress, notificationType }));
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
