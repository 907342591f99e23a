// Opens the transaction of a login, for the tokens that a PIN or caller has opened.

import type { LoginCall } from "../call.ts";
import { accountInQrCode } from "../phones/phone-account.ts";
import type { Ports } from "../ports/index.ts";
import type { Bindings, Bystander, Candidate } from "../ports/tokens/challenge.ts";
import type { Outcome } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import type { PassUse } from "../token/pass.ts";
import type { TokenRecord } from "../token.ts";
import type { OpenedTokens } from "./first-factor.ts";
import { type CreatedChallenge, openChallenge } from "./open-challenge.ts";
import { passUseOf, serialsOf } from "./transaction/challenge.ts";

export interface NewLogin {
  readonly challenge: CreatedChallenge;
  /** The tokens that may answer, at least one. */
  readonly tokens: readonly TokenRecord[];
  readonly pass?: Exclude<PassUse, "none"> | undefined;
}

/** Opens a transaction for tokens of one user, all usable; one without a phone has a pass. */
export async function openTransaction(
  ports: Ports,
  { tokens, path, bystanders, pass }: OpenedTokens,
  call: LoginCall,
  bindings: Bindings = {},
): Promise<Outcome<NewLogin, "too-many-requests">> {
  const { serial, user = null, realm = null } = tokens[0] ?? {};
  if (user === null || realm === null) throw new Error(`token ${serial} is enrolled and has no user`);
  const answerers = { candidates: tokens.map(candidateOf), bystanders: bystanders.map(bystanderOf), path };
  const bound = {
    ...bindings,
    ...(pass && { pass }),
    account: accountInQrCode(tokens, { user, realm }, ports.settings),
  };
  const challenge = await openChallenge(ports, { user, realm }, answerers, call, undefined, bound);
  if (!challenge.success) {
    const serial = serialsOf(tokens);
    const reason = { code: "too-many-requests", retryAfterSeconds: ports.settings.challengeValidityMs / 1000 } as const;
    return refuseAndNote(ports, call, reason, { serial, user, realm }, "counted");
  }
  return { ok: true, challenge, tokens, pass: passUseOf({ pass }) };
}

const candidateOf = (token: TokenRecord): Candidate => ({
  id: token.id,
  generation: token.generation,
  // Without a phone, only its pass can answer.
  ...verifierOf(token.rolloutState === "enrolled" ? token : { ...token, sealedSecret: "" }),
  ...(token.identity === null ? {} : { identity: token.identity }),
});

const bystanderOf = ({ token, because }: OpenedTokens["bystanders"][number]): Bystander => ({
  ...verifierOf(token),
  because,
});

function verifierOf({ serial, suite, sealedSecret }: TokenRecord) {
  if (sealedSecret === null) throw new Error(`token ${serial} is enrolled without a secret`);
  return { serial, suite, sealedSecret };
}
