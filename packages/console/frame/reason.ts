// The API's refusals in the words of the page, by the header TiQR-Reason (docs/api.md). For a
// reason without words here, the API's English message stands in.

import { EVIDENCE_NAMES, type ReasonCode } from "../../../src/for-console.ts";
import type { EvidenceTexts } from "../words/faults.ts";
import type { ConsoleWords } from "../words/words.ts";

export interface ApiReason {
  readonly code: string;
  readonly evidence: EvidenceTexts;
}

const NO_EVIDENCE = Object.fromEntries(EVIDENCE_NAMES.map((name) => [name, ""])) as EvidenceTexts;

/** Reads `missing-right;right="tokenlist"`, as src/http/answer/reason-header.ts writes it. */
export function readReason(header: string | null): ApiReason | undefined {
  const [code, ...parameters] = header?.split(";") ?? [];
  if (!code) return undefined;
  const pairs = parameters.map((parameter) => {
    const [name = "", quoted = ""] = parameter.split("=");
    return [name, decodeURIComponent(quoted.slice(1, -1))];
  });
  return apiReason(code, Object.fromEntries(pairs));
}

/** A reason whose code and evidence are in the body of an answer. */
export function apiReason(code: string, evidence: Readonly<Record<string, string | number>>): ApiReason {
  const texts = Object.entries(evidence).map(([name, value]) => [name, String(value)]);
  return { code, evidence: { ...NO_EVIDENCE, ...Object.fromEntries(texts) } };
}

/** Returns undefined if there are no words for this reason. */
export function reasonText(words: ConsoleWords["reasons"], reason: ApiReason | undefined): string | undefined {
  if (!reason || !Object.hasOwn(words, reason.code)) return undefined;
  const word = words[reason.code as keyof typeof words];
  const text = typeof word === "object" ? ofFault(word, reason.evidence.fault) : word;
  return typeof text === "string" ? text : text(reason.evidence);
}

const ofFault = <F extends { readonly "": string }>(words: F, fault: string): F[keyof F] | string =>
  Object.hasOwn(words, fault) ? words[fault as keyof F] : words[""];

/** Why, in a few words. An old row of the trail may have a code that no longer exists. */
export const causeOf = (causes: ConsoleWords["causes"], code: string): string =>
  Object.hasOwn(causes, code) ? causes[code as ReasonCode] : code;
