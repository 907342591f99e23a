// Enrolment links as the store has them, without the look that usually comes first.

import { expect } from "vitest";
import { adminCaller, NO_NOTE, newToken, realPorts } from "../../support/storage/ports.ts";

export const LINK_NOW_MS = 1_000_000;
export const LINK_EXPIRES_MS = 2_000_000;
export const { links, tokens, settings } = await realPorts();

/** A link of a user, and the means to start it. */
export async function made(user: string, more: { replaces?: string; asksPin?: boolean; shadows?: boolean } = {}) {
  const maker = await adminCaller();
  const named = { user, realm: undefined };
  await links.make(
    maker,
    { hash: user, named, shadows: false, replaces: undefined, asksPin: true, expiresAtMs: LINK_EXPIRES_MS, ...more },
    LINK_NOW_MS,
    NO_NOTE,
  );
  const begin = async (browserHash: string, codes: number, { nowMs = LINK_NOW_MS, knowsOfSecret = false } = {}) => {
    const code = { hash: user, browserHash, codes, knowsOfSecret };
    const begun = await links.begin(maker, code, tokenFor(user, codes), nowMs, NO_NOTE);
    return begun.ok ? begun.result : begun.reason.code;
  };
  return { begin };
}

/** The same link, started: its token waits for its phone. */
export async function started(user: string, more: Parameters<typeof made>[1] = {}) {
  const { begin } = await made(user, more);
  expect(await begin("mine", 0)).toBe("made");
  const session = { serial: serialFor(user), sessionHash: `${user}-0`, nowMs: LINK_NOW_MS };
  const enrol = async () => {
    await tokens.useSession(session, "phone", {
      authenticationUrl: "https://tiqr.test/ttype/tiqr",
      serviceIdentifier: "tiqr.test",
    });
    return tokens.enroll(
      session,
      { fetch: 1, sealedSecret: "sealed", identity: "alice_realm1", notification: null },
      NO_NOTE,
    );
  };
  return { begin, enrol };
}

export const serialFor = (user: string): string => `TiQR${user}`;
export const tokenFor = (user: string, codes: number) =>
  newToken(serialFor(user), user, { sessionHash: `${user}-${codes}`, sessionExpiresAtMs: LINK_EXPIRES_MS });
