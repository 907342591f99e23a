// An act that gives access asks what the caller has shown (../callers/acts.ts). With
// DESK_VERIFIES=required the batch of the act itself checks it: src/storage/sql/caller-proof.ts.

import { toHex } from "../../lib/bytes.ts";
import type { AdminCall } from "../call.ts";
import { GIVING_ACTS, type GivingAct, suffices } from "../callers/acts.ts";
import type { Ports } from "../ports/index.ts";
import type { ReasonOf } from "../reasons.ts";
import type { NamedUser } from "../user.ts";

/**
 * The call with what the caller has shown: its rows of the trail end with it, and its batch checks
 * that it still stands. So a flow that gives access has one line: `call = await withProof(…)`. API
 * keys are exempt, since nobody calls a program, and so are jobs, which have a right of their own.
 */
export async function withProof<C extends AdminCall>(
  { settings, callers }: Pick<Ports, "settings" | "callers">,
  act: GivingAct,
  whose: NamedUser,
  call: C,
): Promise<C> {
  const { caller } = call;
  if (settings.deskVerifies === "off" || !caller.session || caller.apiKey || caller.proof === "exempt") return call;
  const standing = caller.session.verifiesCallers ? await callers.standing(caller, whose, call.nowMs) : [];
  const found = standing.find(({ proved }) => suffices(proved, act)) ?? standing[0];
  const action = found ? `${call.action} caller=${found.id} ${found.proved.join(" ")}` : call.action;
  if (settings.deskVerifies !== "required") return { ...call, action };
  const proof = found && suffices(found.proved, act) ? found : { missing: act };
  return { ...call, action, caller: { ...caller, proof } };
}

/** Says what is enough. Without an act, what was shown has just ended. */
export const unproven = (act: GivingAct | undefined): ReasonOf<"caller-unproven"> => ({
  code: "caller-unproven",
  least: act === undefined ? 2 : GIVING_ACTS[act],
});

/** Only a keyed hash of a number is stored: whoever reads the database could else type it. */
export const numberHashOf = async ({ pinSalt }: Pick<Ports, "pinSalt">, number: string): Promise<string> =>
  toHex(await pinSalt(`number of a call ${number}`));
