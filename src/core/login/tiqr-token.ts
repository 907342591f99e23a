// The TiQR token type, the only one. Its methods have the names of privacyIDEA's token types
// (lib/tokens/tiqrtoken.py), so that a reader of either finds the same step in the other:
//   ../enrolment/init.ts           update, getInitDetail
//   src/http/logins/routes.ts      isChallengeRequest
//   ./open-transaction.ts          createChallenge
//   ./transaction/matching.ts      verifyResponse
//   ./transaction/transaction.ts   checkChallengeResponse
//   src/http/phones/routes.ts      apiEndpoint

import type { Bytes } from "../../lib/bytes.ts";
import { verifyResponse } from "../../ocra/response.ts";
import type { Settings } from "../../settings.ts";
import type { Metadata } from "../../tiqr/metadata.ts";
import type { Parameter, PhoneRequest } from "../../tiqr/requests.ts";
import { enrolmentQrText, metadataUrl } from "../../tiqr/urls.ts";
import type { Call, ImageFormat } from "../call.ts";
import { answerChallenge, fetchMetadata, type PhoneCall, takeSecret } from "../phones/phone-endpoint.ts";
import type { Ports } from "../ports/index.ts";
import type { Answerers, Bindings, Challenge } from "../ports/tokens/challenge.ts";
import type { TransactionNames } from "../ports/tokens/transactions.ts";
import type { Outcome } from "../reasons.ts";
import { storedSuite } from "../token/suites.ts";
import { readUpdate, type TokenUpdate } from "../token/update.ts";
import type { UserReading } from "../user.ts";
import { type CreatedChallenge, openChallenge } from "./open-challenge.ts";
import { stateOf } from "./transaction/challenge.ts";

/** detail of /token/init. */
export interface InitDetail {
  readonly serial: string;
  readonly tiqrenroll: { readonly description: string; readonly value: string; readonly img: string };
}

/** The reply of the phone's URL: metadata to a GET, a word to a POST. */
export type EndpointReply = Outcome<{ readonly metadata: Metadata } | { readonly done: true }>;

const CLASS_INFO: Readonly<Record<string, unknown>> = {
  type: "tiqr",
  title: "TiQR Token",
  description: "TiQR: Enroll a TiQR token.",
  user: ["enroll"],
  ui_enroll: ["admin", "user"],
  policy: {},
};

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

  /** The definition of this type: all of it, or the subtree `key`, or `ret` if there is none. */
  static getClassInfo(key?: string, ret: unknown = "all"): unknown {
    if (key !== undefined && Object.hasOwn(CLASS_INFO, key)) return CLASS_INFO[key];
    return ret === "all" ? CLASS_INFO : ret;
  }

  /** The phone's side of /ttype/tiqr. */
  static async apiEndpoint(ports: Ports, request: PhoneRequest, call: PhoneCall): Promise<EndpointReply> {
    switch (request.action) {
      case "metadata":
        return fetchMetadata(ports, request, call);
      case "enrollment":
        return takeSecret(ports, request, call);
      case "authentication":
        return answerChallenge(ports, request, call);
    }
  }

  /** Reads the parameters of an init. */
  static update(parameter: Parameter, settings: Settings): Outcome<{ readonly update: TokenUpdate }> {
    return readUpdate(parameter, settings);
  }

  /** The details shown to the person who enrols. `session` opens the metadata once. */
  async getInitDetail(ports: Ports, session: string, image: ImageFormat): Promise<InitDetail> {
    const { publicUrl, urlFormat } = ports.settings;
    const value = enrolmentQrText(metadataUrl(publicUrl, session, this.serial), urlFormat);
    const tiqrenroll = { description: "URL for TiQR enrollment", value, img: await ports.qrImage(value, image) };
    return { serial: this.serial, tiqrenroll };
  }

  /** A check that names a transaction ends it. Any other starts a challenge. */
  static isChallengeRequest(transactionId: string | undefined): transactionId is undefined {
    return transactionId === undefined;
  }

  /** Opens a challenge that this token and all others of `answerers` may answer. */
  async createChallenge(
    ports: Ports,
    owner: UserReading,
    answerers: Answerers,
    call: Call,
    given?: TransactionNames,
    bindings?: Bindings,
  ): Promise<CreatedChallenge> {
    return openChallenge(ports, owner, answerers, call, given, bindings);
  }

  /**
   * A positive counter when `response` answers the challenge with this token's secret, else -1.
   * Differs: for QN suites either reading of the question is right. Apps since 2020 read its digits
   * as hex (tiqr app Ocra.kt), the RFC converts the number. So privacyIDEA's tokens work in each.
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

  /** A positive counter if this token answered the challenge, else -1. The phone proved itself. */
  checkChallengeResponse(challenge: Challenge | null, nowMs: number): number {
    return stateOf(challenge, nowMs) === "answered" && challenge?.answeredBy === this.serial ? 1 : -1;
  }
}
