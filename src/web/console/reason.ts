// Why the API has refused, in the words of the page. The API says it to programs in the header TiQR-Reason (docs/api.md);
// its English message is for what no word is here for.

import type { Evidence } from "../words/en/reasons.ts";
import type { ConsoleWords } from "../words/words.ts";

export interface ToldReason {
  readonly code: string;
  readonly evidence: Evidence;
}

const NO_EVIDENCE: Evidence = { right: "", least: "", most: "", seconds: "", count: "" };

/** Reads `missing-right;right="tokenlist"`, as src/http/reason-header.ts writes it. */
export function readReason(header: string | null): ToldReason | undefined {
  const [code, ...parameters] = header?.split(";") ?? [];
  if (!code) return undefined;
  const told = parameters.map((parameter) => {
    const [name = "", quoted = ""] = parameter.split("=");
    return [name, decodeURIComponent(quoted.slice(1, -1))];
  });
  return { code, evidence: { ...NO_EVIDENCE, ...Object.fromEntries(told) } };
}

/** Undefined where the words have none for it. */
export function sayReason(words: ConsoleWords["reasons"], reason: ToldReason | undefined): string | undefined {
  if (!reason || !Object.hasOwn(words, reason.code)) return undefined;
  const word = words[reason.code as keyof typeof words];
  return typeof word === "string" ? word : word(reason.evidence);
}
