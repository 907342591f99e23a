// Whoever calls the help desk may be anybody. What takes access away needs no proof; what gives it
// needs the caller to have shown who they are: with DESK_VERIFIES=required the batch of the act
// itself checks that (src/storage/sql/caller-proof.ts).

import { toHex } from "../../lib/bytes.ts";
import type { AdminCall } from "../call.ts";
import type { CallerProof } from "../caller.ts";
import type { Ports } from "../ports/index.ts";
import type { ReasonOf } from "../reasons.ts";
import type { NamedUser } from "../user.ts";

/** What a caller shows at /call. A known browser is not among NIST's, so it is none alone. */
export const OWN_PROOFS = ["phone", "pin", "code", "browser"] as const;
/** Each is enough alone: a colleague has seen an ID, a day has passed, an administrator's reason. */
const OTHER_PROOFS = ["id", "wait", "reason"] as const;
export const PROOFS = [...OWN_PROOFS, ...OTHER_PROOFS] as const;
export type OwnProof = (typeof OWN_PROOFS)[number];
export type Proof = (typeof PROOFS)[number];

/**
 * The acts that give access, each with how many of OWN_PROOFS are enough. Two, so that the thief of
 * a phone gets no PIN. A link that is only mailed reaches a mailbox besides. Other acts need none.
 */
export const GIVING_ACTS = { pin: 2, link: 2, "mailed-link": 1, pass: 2, enable: 2, unblock: 2, undo: 2 } as const;
export type GivingAct = keyof typeof GIVING_ACTS;

/** What the person is told that the caller wants. */
export const WANTED_ACTS = ["pin", "link", "pass", "enable", "unblock", "undo", "help"] as const;
export type WantedAct = (typeof WANTED_ACTS)[number];

/** Whether this is enough for the act. */
export const suffices = (proved: readonly Proof[], act: GivingAct): boolean =>
  OTHER_PROOFS.some((other) => proved.includes(other)) ||
  proved.filter((one) => OWN_PROOFS.some((own) => own === one)).length >= GIVING_ACTS[act];

/**
 * The call with what the caller has shown: its rows of the trail end with it, and its batch checks
 * that it still stands. Whoever makes a giving act writes `call = await withProof(…)` before it. API
 * keys are exempt, since no person calls a program, and so are jobs, which have a right of their
 * own. `whose`: undefined if the token belongs to nobody.
 */
export async function withProof<C extends AdminCall>(
  { settings, callers }: Pick<Ports, "settings" | "callers">,
  act: GivingAct,
  whose: NamedUser | { readonly serial: string },
  call: C,
): Promise<C> {
  const { caller } = call;
  if (settings.deskVerifies === "off" || !caller.session || caller.apiKey || caller.proof === "exempt") return call;
  const found = await callers.standing(caller, whose, call.nowMs);
  const proof: CallerProof | undefined = found && suffices(found.proved, act) ? found : undefined;
  const action = found ? `${call.action} caller=${found.id} ${found.proved.join(" ")}` : call.action;
  if (settings.deskVerifies !== "required") return { ...call, action };
  return { ...call, action, caller: { ...caller, proof: proof ?? { missing: act } } };
}

/** Says what is enough. Without an act, what was shown has just ended. */
export const unproven = (act: GivingAct | undefined): ReasonOf<"caller-unproven"> => ({
  code: "caller-unproven",
  least: act === undefined ? 2 : GIVING_ACTS[act],
});

/** Only a keyed hash of a number is stored: whoever reads the database could else type it. */
export const numberHashOf = async ({ pinSalt }: Pick<Ports, "pinSalt">, number: string): Promise<string> =>
  toHex(await pinSalt(`number of a call ${number}`));
