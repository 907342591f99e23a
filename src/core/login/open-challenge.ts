// Opens the challenge of a login: its question, its QR code, and its audit row.

import { utf8 } from "../../lib/bytes.ts";
import { makeQuestion } from "../../ocra/question.ts";
import type { Settings } from "../../settings.ts";
import { loginQrText } from "../../tiqr/urls.ts";
import { entryOf } from "../audit/audit.ts";
import { bytesOfDigest } from "../audit/bound-text.ts";
import type { Call } from "../call.ts";
import { usualAccount } from "../phones/phone-account.ts";
import type { Ports } from "../ports/index.ts";
import type { Answerers, Bindings, Challenge } from "../ports/tokens/challenge.ts";
import type { TransactionNames } from "../ports/tokens/transactions.ts";
import { toldStart } from "../proximity/proximity.ts";
import { MAX_QR_BYTES } from "../token/qr-capacity.ts";
import { commonQuestion, storedSuite } from "../token/suites.ts";
import type { UserReading } from "../user.ts";
import { newChallenge, serialsOf } from "./transaction/challenge.ts";

export interface ChallengeAttributes {
  readonly value: string;
  /** Empty if no phone can answer. */
  readonly img: string;
  readonly poll: true;
  /** False for a day pass, which is typed in. */
  readonly hideResponseInput: boolean;
}

export interface CreatedChallenge {
  /** False when the given names are taken, or too many logins that anyone can open are open. */
  readonly success: boolean;
  readonly message: string;
  readonly transactionId: string;
  readonly attemptId: string;
  readonly attributes: ChallengeAttributes;
}

/**
 * The text in a login's QR code. A phone that asks before it answers shows the `application`, or
 * the service's name if the other does not fit a QR code with the user's.
 */
export function loginLink(
  settings: Settings,
  owner: UserReading,
  { sessionKey, question, account }: Pick<Challenge, "sessionKey" | "question" | "account">,
  application = settings.serviceDisplayName,
): string {
  const named = { ...(account ?? usualAccount(owner, settings)), sessionKey, question };
  const textWith = (displayName: string) => loginQrText({ ...named, displayName }, settings.urlFormat);
  const text = textWith(application);
  return utf8(text).length <= MAX_QR_BYTES ? text : textWith(settings.serviceDisplayName);
}

/**
 * Opens a challenge under the given names, or new ones. All candidates share one question and one
 * QR code, so any of the user's phones may answer.
 */
export async function openChallenge(
  ports: Ports,
  owner: UserReading,
  answerers: Answerers,
  call: Call,
  knownNames?: TransactionNames,
  bindings: Bindings = {},
): Promise<CreatedChallenge> {
  const { settings, transactions, openLogins, randomBytes } = ports;
  const { candidates, path } = answerers;
  const { account, browser, pass, confirms } = bindings;
  const suites = candidates.map(({ suite }) => storedSuite(suite));
  // The text that a person confirms is in the question that the phone answers.
  const question = makeQuestion(commonQuestion(suites), confirms ? await bytesOfDigest(confirms) : randomBytes);
  const { transactionId, sessionKey, attemptId } = knownNames ?? (await transactions.make(randomBytes));
  const expiresAtMs = call.nowMs + settings.challengeValidityMs;
  const maxTries = settings.maxFail;
  const takesPass = typeof pass === "object";
  const hasPhone = candidates.some(({ sealedSecret }) => sealedSecret !== "");
  const value = loginLink(
    settings,
    owner,
    { sessionKey, question, account },
    confirms?.shown ?? browser?.application ?? undefined,
  );
  // As in privacyIDEA, a challenge is not yet a success.
  const details = { success: false, authentication: "CHALLENGE", event: "CHALLENGE_TRIGGERED" } as const;
  const entry = entryOf(call, { ...details, ...owner, serial: serialsOf(candidates), attemptId });
  const login = { attemptId, serials: candidates.map(({ serial }) => serial), expiresAtMs };
  const names = { sessionKey, attemptId, question };
  // Nobody knows where the device is that began a confirmation.
  const begun = confirms ? undefined : (bindings.begun ?? toldStart(settings, call));
  const challenge = newChallenge({ ...names, ...owner, ...answerers, expiresAtMs, maxTries, ...bindings, begun });
  // Strangers could fill the platform with objects that last for minutes, so the place comes first.
  const open = async () => {
    const hasPlace = path === "vouched" || (await openLogins.reserve(login, call.client, call.nowMs, entry));
    return { hasPlace, opened: hasPlace && (await transactions.open(challenge)) };
  };
  // The image is drawn meanwhile.
  const drawn = hasPhone ? ports.qrImage(value, call.imageFormat) : "";
  const [{ hasPlace, opened }, img] = await Promise.all([open(), drawn]);
  if (hasPlace && !opened && knownNames === undefined)
    return openChallenge(ports, owner, answerers, call, undefined, bindings);
  if (opened && path === "vouched") call.afterwards(() => ports.audit.write(entry));
  const attributes = { value, img, poll: true, hideResponseInput: !takesPass } as const;
  const messages = [takesPass && "enter your day pass", hasPhone && "scan the QR Code"].filter(Boolean);
  return { success: opened, message: `Please ${messages.join(", or ")}`, transactionId, attemptId, attributes };
}
