// What a check of `npm run verify:deployment` finds, in words for the person who has deployed.

/** `advice` is something to improve, and `untried` says why nothing was tried: neither is wrong. */
export interface CheckResult {
  readonly kind: "ok" | "WRONG" | "advice" | "untried";
  readonly words: string;
}

const result =
  (kind: CheckResult["kind"]) =>
  (words: string): CheckResult => ({ kind, words });

export const fine = result("ok");
export const wrong = result("WRONG");
export const advice = result("advice");
export const untried = result("untried");

export const ONLY_ON_THE_EDGE = untried("only on the edge: not tried here.");

export interface CheckReport {
  say(check: string, result: CheckResult): void;
}

/** Names come from the network, and may hold what steers a terminal. */
export const printable = (text: string): string => text.replace(/\p{C}/gu, "?");

/** Prints a line for each result as it comes, and counts them. */
export function createCheckReport(write: (line: string) => unknown) {
  const counts = { ok: 0, WRONG: 0, advice: 0, untried: 0 };
  return {
    counts,
    say(check: string, { kind, words }: CheckResult): void {
      counts[kind]++;
      write(`${kind.padEnd(8)}${check.padEnd(14)}${printable(words)}`);
    },
  };
}
