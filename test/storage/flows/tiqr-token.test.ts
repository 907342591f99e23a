// The contract of a privacyIDEA token type, by its methods: docs/compatibility.md has them.

import { describe, expect, it } from "vitest";
import { initDetail } from "../../../src/core/enrolment/init.ts";
import { openChallenge } from "../../../src/core/login/open-challenge.ts";
import {
  answeredToken,
  FINALIZE_GRACE_MS,
  markAnswered,
  markCancelled,
  markUsed,
} from "../../../src/core/login/transaction/challenge.ts";
import { isResponse } from "../../../src/core/login/transaction/matching.ts";
import type { TransactionNames } from "../../../src/core/ports/tokens/transactions.ts";
import { readUpdate } from "../../../src/core/token/update.ts";
import { type Bytes, fromHex } from "../../../src/lib/bytes.ts";
import { readEnrolmentQrText, readLoginQrText } from "../../../src/tiqr/urls.ts";
import { candidate, EXPIRES_AT_MS, challengeWith as openedChallenge, SUITE } from "../../core/login/challenges.ts";
import { randomBytes } from "../../support/login.ts";
import { initToken } from "../../support/service.ts";
import { callAt, realPorts } from "../../support/storage/ports.ts";

const ports = await realPorts();
const parameters =
  (values: Record<string, string>) =>
  (name: string): string | undefined =>
    values[name];
const update = (values: Record<string, string>) => readUpdate(parameters(values), ports.settings);

describe("update", () => {
  it("needs a user, and refuses on the wire as privacyIDEA does", async () => {
    expect(update({ pin: "1234" })).toEqual({ ok: false, reason: { code: "missing-init-user" } });
    const reply = await initToken({ pin: "1234" });
    expect(reply.status).toBe(400);
    expect(reply.json.result.error).toEqual({ code: 905, message: "ERR905: Missing parameter: 'user'" });
  });

  it("reads every parameter of an init", () => {
    const parameters = {
      user: "alice",
      realm: "corp",
      pin: "1234",
      description: "blue",
      ocrasuite: "OCRA-1:HOTP-SHA1-6:QN10",
    };
    expect(update(parameters)).toEqual({
      ok: true,
      update: {
        named: { user: "alice", realm: "corp" },
        shadows: false,
        suite: "OCRA-1:HOTP-SHA1-6:QN10",
        description: "blue",
        pin: "1234",
      },
    });
    expect(update({ user: "alice" })).toMatchObject({ ok: true, update: { suite: SUITE, pin: undefined } });
  });

  it.each([
    ["a serial with other characters", { serial: "no blanks" }],
    ["a suite that no app answers", { ocrasuite: "OCRA-1:HOTP-SHA256-8:QA10" }],
    ["a name too long for a QR code", { user: "x".repeat(2466) }, "user-too-long"],
    ["a name with a control character", { user: "a\tb" }, "control-character"],
  ])("refuses %s", (_, values, code = "invalid-parameter") => {
    expect(update({ user: "alice", ...values })).toMatchObject({ ok: false, reason: { code } });
  });
});

describe("getInitDetail", () => {
  it("shows serial, link and image of the enrolment", async () => {
    const { serial, tiqrenroll } = await initDetail(ports, "TiQR01", "session/1", "svg");
    expect(serial).toBe("TiQR01");
    expect(tiqrenroll.description).toBe("URL for TiQR enrollment");
    expect(tiqrenroll.img).toBe(`svg of ${tiqrenroll.value}`);
    expect(readEnrolmentQrText(tiqrenroll.value)).toBe(
      "https://tiqr.test/ttype/tiqr?action=metadata&session=session%2F1&serial=TiQR01",
    );
  });
});

describe("createChallenge", () => {
  const owner = { user: "alice b", realm: "realm1" };
  const create = (names?: TransactionNames) =>
    openChallenge(
      ports,
      owner,
      { candidates: [candidate("TiQR01")], bystanders: [], path: "vouched" },
      callAt(Date.now()),
      names,
    );

  it("makes a transaction id, and returns the fields that an application shows", async () => {
    const { success, message, transactionId, attributes } = await create();
    expect({ success, message }).toEqual({ success: true, message: "Please scan the QR Code" });
    expect(transactionId).toMatch(/^\d{20}$/);
    expect(Object.keys(attributes).sort()).toEqual(["hideResponseInput", "img", "poll", "value"]);
    expect(attributes).toMatchObject({ poll: true, hideResponseInput: true, img: `png of ${attributes.value}` });
    expect(readLoginQrText(attributes.value)).toEqual({
      userId: "alice b_realm1",
      serviceIdentifier: "tiqr.test",
      sessionKey: (await ports.transactions.namesOf(transactionId))?.sessionKey,
      question: expect.stringMatching(/^[0-9a-f]{10}$/),
      displayName: "Test Service",
      version: "2",
    });
    expect(await ports.transactions.state(transactionId)).toBe("open");
  });

  it("uses the names that it is given, and reports no success if they are taken", async () => {
    const names = await ports.transactions.make(randomBytes);
    const { transactionId } = names;
    expect(await create(names)).toMatchObject({ success: true, transactionId });
    expect(await create(names)).toMatchObject({ success: false, transactionId });
  });

  it("asks a new question each time", async () => {
    const [one, two] = [await create(), await create()];
    const questionOf = ({ attributes }: typeof one) => readLoginQrText(attributes.value)?.question;
    expect(questionOf(one)).not.toBe(questionOf(two));
  });
});

describe("verifyResponse", () => {
  const secret = fromHex("3132333435363738393031323334353637383930313233343536373839303132") as Bytes;
  const verify = (suite: string, question: string, response: string, sessionKey = "05886082430669392756") =>
    isResponse(openedChallenge({ question, sessionKey }), suite, secret, response);

  it.each([
    ["0123456789", "699525", "948435"],
    ["9999999999", "040787", "911834"],
    ["0000000001", "908136", "470145"],
  ])("accepts both readings of %s for a QN suite (test/vectors/tiqr-apps.json)", async (question, rfc, apps) => {
    expect(await verify("OCRA-1:HOTP-SHA1-6:QN10", question, rfc)).toBe(true);
    expect(await verify("OCRA-1:HOTP-SHA1-6:QN10", question, apps)).toBe(true);
  });

  it.each([
    ["two responses for a QN suite", "OCRA-1:HOTP-SHA1-4:QN10", 2],
    ["one response for a QH suite, even when the question looks decimal", "OCRA-1:HOTP-SHA1-4:QH10", 1],
  ])("accepts exactly %s", async (_, suite, expected) => {
    const responses = Array.from({ length: 10_000 }, (_, number) => String(number).padStart(4, "0"));
    const verdicts = await Promise.all(responses.map((response) => verify(suite, "0123456789", response)));
    expect(verdicts.filter(Boolean)).toHaveLength(expected);
  });

  it.each([
    ["another question", "0123456780", "699525"],
    ["another digit", "0123456789", "699526"],
    ["no digits", "0123456789", ""],
    ["a digit too many", "0123456789", "0699525"],
    ["a blank behind", "0123456789", "699525 "],
  ])("is false for %s", async (_, question, response) => {
    expect(await verify("OCRA-1:HOTP-SHA1-6:QN10", question, response)).toBe(false);
  });

  it("binds the response to the transaction when the suite has a session", async () => {
    const suite = "OCRA-1:HOTP-SHA1-6:QN10-S064";
    expect(await verify(suite, "1234567890", "995688")).toBe(true);
    expect(await verify(suite, "1234567890", "995688", "05886082430669392757")).toBe(false);
  });
});

describe("checkChallengeResponse", () => {
  const answered = markAnswered(openedChallenge(), "TiQR01");
  const now = EXPIRES_AT_MS - 1;

  it("finds the token that answered, which the challenge itself knows", () => {
    expect(answered.state).toBe("answered");
    expect(answeredToken(answered, now)?.serial).toBe("TiQR01");
    expect(answeredToken(markAnswered(openedChallenge(), "TiQR02"), now)?.serial).toBe("TiQR02");
  });

  it.each([
    ["unknown", null, now],
    ["not answered", openedChallenge(), now],
    ["used", markUsed(answered, now), now],
    ["cancelled", markCancelled(answered), now],
    ["expired", answered, EXPIRES_AT_MS + FINALIZE_GRACE_MS],
  ])("finds none in one that is %s", (_, challenge, nowMs) => {
    expect(answeredToken(challenge, nowMs)).toBeUndefined();
  });
});
