// The TiQR token type, the only one there is. Its methods keep the names that privacyIDEA gives those of a token type
// (lib/tokens/tiqrtoken.py), so that a reader of either finds the same step in the other. The flows are written on them:
//   ./enrolment/init.ts            update, getInitDetail
//   src/http/api/validate.ts       isChallengeRequest
//   ./login/login.ts               createChallenge
//   ./login/answering.ts           verifyResponse
//   ./login/transaction.ts         checkChallengeResponse
//   src/http/api/ttype.ts          apiEndpoint

import type { Bytes } from "../lib/bytes.ts";
import { makeQuestion } from "../ocra/question.ts";
import { verifyResponse } from "../ocra/response.ts";
import type { Settings } from "../settings.ts";
import type { Metadata } from "../tiqr/metadata.ts";
import { MAX_PARAMETER_CHARACTERS, type Parameter, type PhoneRequest } from "../tiqr/requests.ts";
import { enrolmentQrText, identityOf, loginQrText, metadataUrl } from "../tiqr/urls.ts";
import type { Call, ImageFormat } from "./call.ts";
import { type Answerers, type Bound, type Challenge, newChallenge, stateOf } from "./challenge.ts";
import { answerChallenge, fetchMetadata, takeSecret } from "./phone-endpoint.ts";
import type { Ports } from "./ports/index.ts";
import type { TransactionNames } from "./ports/transactions.ts";
import { type Outcome, refuse } from "./reasons.ts";
import { readPin } from "./token/pin.ts";
import { fitsQrCode, MAX_IDENTITY_CHARACTERS } from "./token/qr-room.ts";
import { isSerial, MAX_SERIAL_CHARACTERS } from "./token/serial.ts";
import { commonQuestion, readTokenSuite, storedSuite } from "./token/suites.ts";
import { readValidityPeriod } from "./token/validity.ts";
import type { NamedUser } from "./token.ts";
import { saysShadows, type UserReading } from "./user.ts";

/** The parameters of an init that `update` reads. */
export interface TokenUpdate {
  readonly named: NamedUser;
  readonly shadows: boolean;
  readonly suite: string;
  readonly description: string | undefined;
  readonly pin: string | undefined;
  readonly validFromMs: number | undefined;
  readonly validUntilMs: number | undefined;
}

/** detail of /token/init. */
export interface InitDetail {
  readonly serial: string;
  readonly tiqrenroll: { readonly description: string; readonly value: string; readonly img: string };
}

/** A challenge as the application sees it. */
export interface ChallengeAttributes {
  readonly value: string;
  readonly img: string;
  readonly poll: true;
  readonly hideResponseInput: true;
}

export interface CreatedChallenge {
  /** False for names of the caller's that are taken, and when too many logins are open that anyone could open. */
  readonly success: boolean;
  readonly message: string;
  readonly transactionId: string;
  readonly attemptId: string;
  readonly attributes: ChallengeAttributes;
}

/** The reply of the phone's URL: metadata to a GET, a word to a POST. */
export type EndpointReply = Outcome<{ readonly metadata: Metadata } | { readonly done: true }>;

/** Whether a user can be called so, and there is room for the name in every QR code and answer. */
export function readOwner(
  named: NamedUser,
  settings: Pick<Settings, "defaultRealm" | "foldUserCase">,
): Outcome<{ readonly named: NamedUser }> {
  if (/\p{Cc}/u.test(named.user + (named.realm ?? ""))) return refuse({ code: "control-character" });
  if (fitsQrCode(named, settings)) return { ok: true, named };
  return refuse({
    code: "user-too-long",
    mostCharacters: MAX_PARAMETER_CHARACTERS,
    mostEncoded: MAX_IDENTITY_CHARACTERS,
  });
}

/** Undefined is none. */
export function readSerial(serial: string | undefined): Outcome<{ readonly serial: string | undefined }> {
  if (serial !== undefined && !isSerial(serial)) {
    const message = "Invalid serial number. Must comply to ^[0-9a-zA-Z\\-_]+$.";
    return refuse({ code: "invalid-parameter", message });
  }
  if (serial !== undefined && serial.length > MAX_SERIAL_CHARACTERS)
    return refuse({
      code: "invalid-parameter",
      message: `Invalid serial number. At most ${MAX_SERIAL_CHARACTERS} characters.`,
    });
  return { ok: true, serial };
}

const CLASS_INFO: Readonly<Record<string, unknown>> = {
  type: "tiqr",
  title: "TiQR Token",
  description: "TiQR: Enroll a TiQR token.",
  user: ["enroll"],
  ui_enroll: ["admin", "user"],
  policy: {},
};

/** The text in the QR code of a login. */
export const loginLink = (
  settings: Settings,
  owner: UserReading,
  { sessionKey, question }: Pick<Challenge, "sessionKey" | "question">,
): string =>
  loginQrText(
    {
      userId: identityOf(owner.user, owner.realm),
      serviceIdentifier: settings.serviceIdentifier,
      sessionKey,
      question,
      displayName: settings.serviceDisplayName,
    },
    settings.urlFormat,
  );

export class TiqrToken {
  readonly serial: string;
  readonly suite: string;

  constructor(serial: string, suite: string) {
    this.serial = serial;
    this.suite = suite;
  }

  static getClassType(): "tiqr" {
    return "tiqr";
  }

  /** The prefix of generated serials. */
  static getClassPrefix(): "TiQR" {
    return "TiQR";
  }

  /** The definition of this type: all of it, the subtree `key`, or `ret` when there is no such subtree. */
  static getClassInfo(key?: string, ret: unknown = "all"): unknown {
    if (key !== undefined && Object.hasOwn(CLASS_INFO, key)) return CLASS_INFO[key];
    return ret === "all" ? CLASS_INFO : ret;
  }

  /** The phone's side of /ttype/tiqr. */
  static async apiEndpoint(ports: Ports, request: PhoneRequest, call: Call): Promise<EndpointReply> {
    switch (request.action) {
      case "metadata":
        return fetchMetadata(ports, request, call);
      case "enrollment":
        return takeSecret(ports, request, call);
      case "authentication":
        return answerChallenge(ports, request, call);
    }
  }

  /** Reads the parameters of an init. A TiQR token needs a user, because the phone files its accounts under users. */
  static update(parameter: Parameter, settings: Settings): Outcome<{ readonly update: TokenUpdate }> {
    const user = parameter("user");
    if (user === undefined) return refuse({ code: "missing-init-user" });
    const named = { user, realm: parameter("realm") };
    const serial = parameter("serial");
    for (const read of [readOwner(named, settings), readSerial(serial)]) if (!read.ok) return read;
    const suite = readTokenSuite(parameter("ocrasuite") ?? settings.ocraSuite);
    if (!suite.ok) return suite;
    const pin = parameter("pin");
    // A token of this serial keeps its PIN. Whether there is one, the store alone knows.
    const keepsPin = pin === undefined && serial !== undefined;
    const read = keepsPin ? undefined : readPin(pin, settings);
    if (read && !read.ok) return read;
    const period = readValidityPeriod(parameter);
    if (!period.ok) return period;
    const { validFromMs, validUntilMs } = period;
    const description = parameter("description");
    return {
      ok: true,
      update: {
        named,
        shadows: saysShadows(parameter),
        suite: suite.suite.text,
        description,
        pin,
        validFromMs,
        validUntilMs,
      },
    };
  }

  /** The details shown to the person who enrols. `session` opens the metadata once. */
  async getInitDetail(ports: Ports, session: string, image: ImageFormat): Promise<InitDetail> {
    const { publicUrl, urlFormat } = ports.settings;
    const value = enrolmentQrText(metadataUrl(publicUrl, session, this.serial), urlFormat);
    const tiqrenroll = { description: "URL for TiQR enrollment", value, img: await ports.qrImage(value, image) };
    return { serial: this.serial, tiqrenroll };
  }

  /** A check that names a transaction wants to end it. Every other one starts a challenge. */
  static isChallengeRequest(transactionId: string | undefined): transactionId is undefined {
    return transactionId === undefined;
  }

  /**
   * Opens a challenge under the caller's names, or under some that it makes. The candidates are all tokens that may answer it,
   * this one among them: they share one question and one QR code, so any of the user's phones may answer.
   */
  async createChallenge(
    ports: Ports,
    owner: UserReading,
    answerers: Answerers,
    call: Call,
    given?: TransactionNames,
    bound: Bound = {},
  ): Promise<CreatedChallenge> {
    const { settings, transactions, openLogins, randomBytes } = ports;
    const { candidates } = answerers;
    const question = makeQuestion(commonQuestion(candidates.map(({ suite }) => storedSuite(suite))), randomBytes);
    const { transactionId, sessionKey, attemptId } = given ?? (await transactions.make(randomBytes));
    const expiresAtMs = call.nowMs + settings.challengeValidityMs;
    const maxTries = settings.maxFail;
    const opening = transactions.open(
      newChallenge({
        sessionKey,
        attemptId,
        question,
        ...owner,
        ...answerers,
        expiresAtMs,
        maxTries,
        ...bound,
      }),
    );
    const value = loginLink(settings, owner, { sessionKey, question });
    const login = { attemptId, sessionKey, question, openedAtMs: call.nowMs, expiresAtMs };
    const index = candidates.map(({ serial }) => ({ ...login, serial }));
    // The image is drawn, and room is found, while the object opens.
    const [opened, hasRoom, img] = await Promise.all([
      opening,
      answerers.path === "vouched" || openLogins.noteByAnyone(index, call.client, call.nowMs),
      ports.qrImage(value, call.imageFormat),
    ]);
    if (opened && !hasRoom) await transactions.cancelListed(sessionKey);
    if (hasRoom && !opened && given === undefined)
      return this.createChallenge(ports, owner, answerers, call, undefined, bound);
    const success = opened && hasRoom;
    if (success && answerers.path === "vouched") call.afterwards(() => openLogins.note(index));
    const attributes = { value, img, poll: true, hideResponseInput: true } as const;
    return { success, message: "Please scan the QR Code", transactionId, attemptId, attributes };
  }

  /**
   * A positive counter when `response` answers the challenge with this token's secret, else -1.
   * Differs: for QN suites either reading of the question is right, because the apps since 2020 read its decimal digits
   * as hex digits (tiqr app Ocra.kt) and the RFC converts the number. So tokens from privacyIDEA log in with every app.
   */
  async verifyResponse(challenge: Challenge, response: string, secret: Bytes): Promise<number> {
    const suite = storedSuite(this.suite);
    const input = { question: challenge.question, session: challenge.sessionKey };
    const readings = suite.question.format === "N" ? (["rfc", "digits-as-hex"] as const) : (["rfc"] as const);
    const verdicts = await Promise.all(
      readings.map((questionReading) => verifyResponse(suite, secret, { ...input, questionReading }, response)),
    );
    return verdicts.includes(true) ? 1 : -1;
  }

  /** A positive counter when the challenge was answered with this token, else -1. A password does not matter: the phone proved itself. */
  checkChallengeResponse(challenge: Challenge | null, nowMs: number): number {
    return stateOf(challenge, nowMs) === "answered" && challenge?.answeredBy === this.serial ? 1 : -1;
  }
}
