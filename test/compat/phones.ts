// The phones of the recording. A response fits only one question, so for our questions they compute
// again: right where the recorded response was right, and wrong where it was wrong.

import { fromHex } from "../../src/lib/bytes.ts";
import { computeResponse } from "../../src/ocra/response.ts";
import { parseSuite } from "../../src/ocra/suite.ts";
import { readLoginQrText } from "../../src/tiqr/urls.ts";
import { at, type Exchange, sentParameters } from "./exchanges.ts";

/** privacyIDEA's default, which is in force when the recording begins. */
export const DEFAULT_SUITE = "OCRA-1:HOTP-SHA1-6:QN10";

interface Asked {
  readonly serial: string;
  readonly question: string;
}

export class RecordedPhones {
  /** The suite of new tokens at this moment: the recording changes privacyIDEA's setting. */
  suite = DEFAULT_SUITE;
  /** By recorded serial. */
  readonly #accounts = new Map<string, { readonly suite: string; secretHex?: string }>();
  /**
   * The question of each side in a transaction, by recorded transaction_id. privacyIDEA has a
   * question for each token, we have one for all.
   */
  readonly #theirs = new Map<string, readonly Asked[]>();
  readonly #ours = new Map<string, string>();

  learn({ request, response }: Exchange, ours: unknown): void {
    const parameter = sentParameters(request);
    const theirs = response.body;
    const serial = at(theirs, "detail", "serial");
    if (request.path === "/system/setConfig") this.suite = parameter.get("tiqr.ocrasuite") ?? this.suite;
    if (request.path === "/token/init" && typeof serial === "string") this.#accounts.set(serial, { suite: this.suite });
    const account = this.#accounts.get(parameter.get("serial") ?? "");
    const secretHex = parameter.get("secret");
    if (account && secretHex !== undefined && theirs === "OK") account.secretHex = secretHex;
    const transactionId = at(theirs, "detail", "transaction_id");
    if (typeof transactionId === "string") {
      const entries = at(theirs, "detail", "multi_challenge") as readonly {
        serial: string;
        attributes: { value: string };
      }[];
      this.#theirs.set(
        transactionId,
        entries.map(({ serial, attributes }) => ({ serial, question: questionIn(attributes.value) ?? "" })),
      );
      const question = questionIn(at(ours, "detail", "attributes", "value"));
      if (question !== undefined) this.#ours.set(transactionId, question);
    }
  }

  /**
   * Returns the response to send instead of a recorded one, or undefined to leave it as it is.
   * `ourKey`: our sessionKey.
   */
  async responseInstead(exchange: Exchange, ourKey: string | undefined): Promise<string | undefined> {
    const parameter = sentParameters(exchange.request);
    const [transactionId, response] = [parameter.get("sessionKey") ?? "", parameter.get("response")];
    const asked = this.#theirs.get(transactionId);
    const question = this.#ours.get(transactionId);
    if (!response || !asked || !ourKey || question === undefined) return undefined;
    for (const { serial, question: theirQuestion } of asked) {
      const was = await this.#compute(serial, theirQuestion, transactionId);
      const is = await this.#compute(serial, question, ourKey);
      if (was === undefined || is === undefined) continue;
      if (response === was) return is;
      if (response.replace(" ", "") === was) return `${is.slice(0, 3)} ${is.slice(3)}`;
    }
    if (exchange.response.body === "OK")
      throw new Error(`[${exchange.n}] was accepted, and our OCRA does not know why`);
    const right = await this.#compute(asked[0]?.serial ?? "", question, ourKey);
    // The recording repeats one wrong response, of which each counts there. Here the same one
    // counts once, so each is another.
    return right && String((Number(right) + exchange.n) % 10 ** right.length).padStart(right.length, "0");
  }

  async #compute(serial: string, question: string, session: string): Promise<string | undefined> {
    const account = this.#accounts.get(serial);
    const suite = account && parseSuite(account.suite);
    const secret = fromHex(account?.secretHex ?? "");
    if (!suite?.ok || !secret?.length) return undefined;
    const computed = await computeResponse(suite.suite, secret, { question, session });
    return computed.ok ? computed.response : undefined;
  }
}

const questionIn = (url: unknown): string | undefined => readLoginQrText(String(url))?.question;
