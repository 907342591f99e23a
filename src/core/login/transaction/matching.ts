// Which token a response is from. Only the response tells: the name sent with it proves nothing.

import type { Candidate, Challenge } from "../../ports/tokens/challenge.ts";
import { TiqrToken } from "../tiqr-token.ts";
import type { TransactionPorts } from "./challenge-box.ts";

/**
 * Finds the candidate whose secret gives this response. A secret that does not open keeps out only
 * its own phone. Throws when none opens.
 */
export async function answererOf(ports: TransactionPorts, challenge: Challenge, response: string) {
  const { answerer, failed } = await matching(ports, challenge, challenge.candidates, response);
  if (failed.length === challenge.candidates.length) throw failed[0];
  return answerer;
}

export const bystanderOf = async (ports: TransactionPorts, challenge: Challenge, response: string) =>
  (await matching(ports, challenge, challenge.bystanders, response)).answerer;

/** Tries all tokens, so that the time does not tell which one matched. */
async function matching<Token extends Pick<Candidate, "serial" | "suite" | "sealedSecret">>(
  { sealer }: TransactionPorts,
  challenge: Challenge,
  tokens: readonly Token[],
  response: string,
) {
  const tried = await Promise.allSettled(
    tokens.map(async ({ serial, suite, sealedSecret }) => {
      const secret = await sealer.open("secret", serial, sealedSecret);
      return new TiqrToken(serial, suite).verifyResponse(challenge, response, secret);
    }),
  );
  const failed = tried.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  for (const reason of failed) console.error("transaction: a token cannot answer:", reason);
  return { answerer: tokens[tried.findIndex((result) => result.status === "fulfilled" && result.value > 0)], failed };
}
