// The model's rules of the locks: failures of one kind close their own path, for a wait that grows
// with each further lock.

import type { Model, Path, Token } from "./model.ts";

/** In minutes. */
const LONGEST: Readonly<Record<Path, number>> = { pin: 15, open: 60, vouched: 24 * 60 };

/** The minutes of the lock that this token's failures of that kind have caused, or would cause. */
export const waitOf = ({ failures }: Token, path: Path): number =>
  Math.min(((failures[path]?.locks ?? 0) + 1) ** 2, LONGEST[path]);

export function isLocked({ now }: Model, token: Token, path: Path): boolean {
  const failed = token.failures[path];
  return failed !== undefined && failed.count >= token.maxFail && now < failed.at + 60 * waitOf(token, path);
}

/** A lock that has ended is remembered, and counting starts again. */
export function addFailure({ now }: Model, token: Token, path: Path): void {
  const { count, locks } = token.failures[path] ?? { count: 0, locks: 0 };
  const over = count >= token.maxFail;
  token.failures[path] = { count: over ? 1 : count + 1, locks: over ? locks + 1 : locks, at: now };
}

/** Whether the token may take part in a login, as far as this path is concerned. */
export const isUsableToken = (model: Model, token: Token, path: Path): boolean =>
  token.active && !token.revoked && !isLocked(model, token, path);

/** Without a PIN a stranger could open the login, too. */
export const pathBehindPin = ({ pin }: Token): Path => (pin === "" ? "open" : "vouched");

/** An administrator sees the path with the most failures. */
export const modelFailCount = ({ failures }: Token): number =>
  Math.max(0, ...Object.values(failures).map(({ count }) => count));

export const lockTexts = (model: Model, token: Token): Path[] =>
  (["open", "pin", "vouched"] as const).filter((path) => isLocked(model, token, path));
