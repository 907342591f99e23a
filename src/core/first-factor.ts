// The first factor: which of a subject's tokens a PIN opens, or why none. Looks at what it is given and writes nothing.

import { utf8 } from "../lib/bytes.ts";
import type { Call } from "./audit.ts";
import { hashPin, iterationsOf, verifyPin } from "./pin.ts";
import type { Ports } from "./ports.ts";
import type { Reason } from "./reasons.ts";
import { isLocked, isValidAt, likeliest, type Subject, type SubjectView, type TokenRecord } from "./token.ts";

export type Verdict =
  | { readonly ok: true; readonly tokens: readonly TokenRecord[] }
  /** `counts`: the tokens on which this refusal is a failure. */
  | { readonly ok: false; readonly reason: Reason; readonly counts: readonly TokenRecord[] };

const refused = (reason: Reason, counts: readonly TokenRecord[] = []): Verdict => ({ ok: false, reason, counts });

/** Judges one PIN, against several looks at the same subject if need be; no stored hash is computed twice. */
export class FirstFactor {
  readonly #ports: Ports;
  readonly #pin: string | undefined;
  readonly #nowMs: number;
  readonly #verified = new Map<string, boolean>();

  /** `pin` undefined: the caller vouches for the user, and any PIN is right. */
  constructor(ports: Ports, pin: string | undefined, call: Call) {
    this.#ports = ports;
    this.#pin = pin;
    this.#nowMs = call.nowMs;
  }

  async judge({ user, tokens }: SubjectView, subject: Subject): Promise<Verdict> {
    if (user && !user.known) return refused({ code: "unknown-user", user: user.name, realm: user.realm });
    if (subject.serial !== undefined) {
      const [token] = tokens;
      if (!token) return refused({ code: "unknown-serial" });
      if (user && (token.user !== user.name || token.realm !== user.realm)) return refused({ code: "foreign-serial" });
    }
    if (tokens.length === 0) return refused({ code: "no-tokens" });
    const alive = tokens.filter((token) => !token.revoked);
    if (alive.length === 0) return refused({ code: "token-revoked" });
    const active = alive.filter((token) => token.active);
    if (active.length === 0) return refused({ code: "token-disabled" });
    const valid = active.filter((token) => isValidAt(token, this.#nowMs));
    if (valid.length === 0) return refused({ code: "token-not-valid-now" });
    const { failCountClearMs } = this.#ports.settings;
    const open = valid.filter((token) => !isLocked(token, { nowMs: this.#nowMs, failCountClearMs }));
    if (open.length === 0) return refused({ code: "token-locked" });
    const usable = likeliest(open);

    const right: TokenRecord[] = [];
    for (const token of usable) if (await this.#opens(token)) right.push(token);
    if (right.length === 0) return refused({ code: "wrong-pin" }, usable);
    // A token that no phone has enrolled has no secret: it never takes part in a login.
    // Differs: privacyIDEA lets it in with an empty key.
    const enrolled = right.filter((token) => token.rolloutState === "enrolled");
    return enrolled.length > 0 ? { ok: true, tokens: enrolled } : refused({ code: "token-not-enrolled" });
  }

  /** Takes the time of a judged PIN when none was judged, so that the time does not tell. */
  async takeTime(): Promise<void> {
    const { settings, randomBytes } = this.#ports;
    if (this.#verified.size === 0) await hashPin(this.#pin ?? "", settings.pinIterations, randomBytes);
  }

  /** Gives the tokens whose PIN was hashed with fewer iterations than are set now a new hash. */
  async rehash(tokens: readonly TokenRecord[]): Promise<void> {
    const { sealer, settings, tokens: store, randomBytes } = this.#ports;
    for (const token of tokens) {
      if (token.sealedPin === null || this.#pin === undefined) continue;
      const stored = new TextDecoder().decode(await sealer.open("pin", token.serial, token.sealedPin));
      if (iterationsOf(stored) >= settings.pinIterations) continue;
      const hashed = await hashPin(this.#pin, settings.pinIterations, randomBytes);
      await store.replacePinHash(token, token.sealedPin, await sealer.seal("pin", token.serial, utf8(hashed)));
    }
  }

  async #opens({ serial, sealedPin }: TokenRecord): Promise<boolean> {
    if (this.#pin === undefined) return true;
    if (sealedPin === null) return this.#pin === "";
    const known = this.#verified.get(sealedPin);
    if (known !== undefined) return known;
    const hashed = new TextDecoder().decode(await this.#ports.sealer.open("pin", serial, sealedPin));
    const right = await verifyPin(this.#pin, hashed);
    this.#verified.set(sealedPin, right);
    return right;
  }
}
