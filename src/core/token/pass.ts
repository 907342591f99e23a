// The day pass: a code that stands for a person's phone for some hours, in the field for its
// digits. It is spoken and used again, so it proves less than a phone: no sign-in by it is MFA.

import type { RandomBytes } from "../../lib/bytes.ts";
import { makeQuestion } from "../../ocra/question.ts";
import type { Sealer } from "../sealer.ts";

/** A response of OCRA has at most ten digits (RFC 6287 §6.1), so none is mistaken for a pass. */
const PASS_DIGITS = 12;

/** Who takes passes: nobody; our own pages; applications that use the API, too. */
export type DayPassRule = "off" | "pages" | "everywhere";

/** What a login makes of a live pass. `elsewhere`: this application takes none, and says so. */
export type PassUse = "none" | "elsewhere" | "taken";

/** A pass as the object of a login keeps it. */
export interface StoredPass {
  readonly serial: string;
  readonly sealed: string;
  readonly untilMs: number;
}

export const makePassCode = (randomBytes: RandomBytes): string =>
  makeQuestion({ format: "N", length: PASS_DIGITS }, randomBytes);

/** As people read it, and may type it: in groups of four. */
export const inGroups = (code: string): string => code.replace(/(?=(....)+$)(?!^)/g, " ");

/** Undefined for any text but the digits of a pass, in groups or not. */
export function readPassCode(text: string | undefined): string | undefined {
  const digits = text?.replace(/\s/g, "") ?? "";
  return digits.length === PASS_DIGITS && /^\d+$/.test(digits) ? digits : undefined;
}

/** The pass of a token, as its record has it. */
interface PassRecord {
  readonly serial: string;
  readonly sealedPin: string | null;
  readonly sealedPass: string | null;
  readonly passUntilMs: number | null;
  readonly passLeft: number;
}

/** The pass of tokens that one PIN has opened. One whose key is lost is none. */
export const livePassAmong = (
  tokens: readonly PassRecord[],
  nowMs: number,
  sealer: Pick<Sealer, "hasKeyOf">,
): StoredPass | undefined =>
  tokens.flatMap((token) => livePassOf(token, nowMs) ?? []).find(({ sealed }) => sealer.hasKeyOf(sealed));

function livePassOf(
  { serial, sealedPin, sealedPass, passUntilMs, passLeft }: PassRecord,
  nowMs: number,
): StoredPass | undefined {
  const isLive = sealedPin !== null && passUntilMs !== null && nowMs < passUntilMs && passLeft > 0;
  return isLive && sealedPass !== null ? { serial, sealed: sealedPass, untilMs: passUntilMs } : undefined;
}
