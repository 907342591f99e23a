// Which token a response is from. Only the response tells: the name sent with it proves nothing.

import { type Bytes, equalInConstantTime, utf8 } from "../../../lib/bytes.ts";
import { verifyResponse } from "../../../ocra/response.ts";
import type { Candidate, Challenge } from "../../ports/tokens/challenge.ts";
import { readPassCode } from "../../token/pass.ts";
import { storedSuite } from "../../token/suites.ts";
import type { TransactionPorts } from "./challenge-box.ts";

/**
 * Finds the candidate whose secret gives this response. A secret that does not open keeps out only
 * its own phone. Throws when none opens.
 */
export async function answererOf(ports: TransactionPorts, challenge: Challenge, response: string) {
  const withPhone = challenge.candidates.filter(({ sealedSecret }) => sealedSecret !== "");
  const { answerer, failed } = await matching(ports, challenge, withPhone, response);
  if (failed.length > 0 && failed.length === withPhone.length) throw failed[0];
  return answerer;
}

/** The candidate whose day pass this is. Its end is looked at by the lock. */
export async function passHolderOf({ sealer }: TransactionPorts, { candidates, pass }: Challenge, digits: string) {
  const code = readPassCode(digits);
  if (typeof pass !== "object" || code === undefined) return undefined;
  const isRight = equalInConstantTime(await sealer.open("pass", pass.serial, pass.sealed), utf8(code));
  return isRight ? candidates.find(({ serial }) => serial === pass.serial) : undefined;
}

export const bystanderOf = async (ports: TransactionPorts, challenge: Challenge, response: string) =>
  (await matching(ports, challenge, challenge.bystanders, response)).answerer;

/**
 * Whether digits are right for the code that the page showed before this one. While that one still
 * took them, a guess here would try two logins for the price of one, so it has to be over.
 */
export async function isForCodeBefore(ports: TransactionPorts, challenge: Challenge, digits: string): Promise<boolean> {
  const before = challenge.browser?.codeBefore;
  if (!before || ports.nowMs() < before.expiresAtMs) return false;
  const { candidates, bystanders } = challenge;
  const tokens = [...candidates, ...bystanders];
  return (await matching(ports, { ...challenge, ...before }, tokens, digits)).answerer !== undefined;
}

/** Tries all tokens, so that the time does not tell which one matched. */
async function matching<Token extends Pick<Candidate, "serial" | "suite" | "sealedSecret">>(
  { sealer }: TransactionPorts,
  challenge: Challenge,
  tokens: readonly Token[],
  response: string,
) {
  const tried = await Promise.allSettled(
    tokens.map(async ({ serial, suite, sealedSecret }) =>
      isResponse(challenge, suite, await sealer.open("secret", serial, sealedSecret), response),
    ),
  );
  const failed = tried.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  for (const reason of failed) console.error("transaction: a token cannot answer:", reason);
  return { answerer: tokens[tried.findIndex((result) => result.status === "fulfilled" && result.value)], failed };
}

/**
 * Whether `response` answers the challenge with this secret. Differs: for QN suites either reading
 * of the question is right. Apps since 2020 read its digits as hex (tiqr app Ocra.kt), the RFC
 * converts the number. So privacyIDEA's tokens work in each.
 */
export async function isResponse(
  { question, sessionKey: session }: Challenge,
  suiteText: string,
  secret: Bytes,
  response: string,
): Promise<boolean> {
  const suite = storedSuite(suiteText);
  const readings = suite.question.format === "N" ? (["rfc", "digits-as-hex"] as const) : (["rfc"] as const);
  const verdicts = await Promise.all(
    readings.map((questionReading) => verifyResponse(suite, secret, { question, session, questionReading }, response)),
  );
  return verdicts.includes(true);
}
