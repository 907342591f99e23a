// What applications have asked a person within a day, for the person's own page.

import type { Ports } from "../ports/index.ts";
import type { CibaRequest } from "../ports/oidc/ciba.ts";
import type { UserReading } from "../user.ts";
import { whoAsks } from "./asker.ts";
import { openCibaAsked, sealConfirmTicket } from "./sealed.ts";

export interface OwnConfirmation {
  readonly clientName: string;
  readonly message: string;
  readonly madeAtMs: number;
  readonly state: "pending" | "approved" | "denied" | "over";
  /** Of one that is open. */
  readonly ticket: string | undefined;
}

/** Newest first. One whose key is gone is left out: nobody could read it. */
export async function myConfirmations(
  { ciba, clients, sealer }: Pick<Ports, "ciba" | "clients" | "sealer">,
  { user, realm }: UserReading,
  nowMs: number,
): Promise<readonly OwnConfirmation[]> {
  const requests = await (await ciba.of({ user, realm })).list({ user, realm }, nowMs);
  const read = requests.map(async (request): Promise<readonly OwnConfirmation[]> => {
    const { id, expiresAtMs, madeAtMs } = request;
    const asked = await openCibaAsked(sealer, id, request.asked);
    if (!asked) return [];
    const stored = stateOf(request, nowMs);
    // Nobody could confirm for a client that is gone.
    const state = stored === "pending" && !(await whoAsks(clients, request, asked)) ? "over" : stored;
    const ticket = state === "pending" ? await sealConfirmTicket(sealer, { id, user, realm, expiresAtMs }) : undefined;
    return [{ clientName: asked.clientName, message: asked.message, madeAtMs, state, ticket }];
  });
  return (await Promise.all(read)).flat();
}

function stateOf({ state, expiresAtMs }: CibaRequest, nowMs: number): OwnConfirmation["state"] {
  if (state === "pending") return nowMs < expiresAtMs ? "pending" : "over";
  return state === "denied" ? "denied" : "approved";
}
