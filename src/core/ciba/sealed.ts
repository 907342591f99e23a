// What of a confirmation is sealed: the name by which the client polls, the ticket of the person's
// page, and what was asked. A foreign or expired name reads nothing.

import type { CibaPing } from "../ports/oidc/ciba.ts";
import { openJson, type Sealer, sealJson } from "../sealer.ts";
import type { UserReading } from "../user.ts";

/** Names a request, and its database by its person. */
export interface CibaName extends UserReading {
  readonly id: string;
  readonly expiresAtMs: number;
}

/** `auth_req_id`: only its own client's opens. */
export const sealAuthReqId = (sealer: Sealer, clientId: string, name: CibaName): Promise<string> =>
  sealJson(sealer, "ciba", `client ${clientId}`, name);
export const openAuthReqId = (sealer: Sealer, clientId: string, text: string): Promise<CibaName | undefined> =>
  openJson(sealer, "ciba", `client ${clientId}`, text);

export const sealConfirmTicket = (sealer: Sealer, name: CibaName): Promise<string> =>
  sealJson(sealer, "ciba", "ticket", name);
export const openConfirmTicket = (sealer: Sealer, text: string): Promise<CibaName | undefined> =>
  openJson(sealer, "ciba", "ticket", text);

/** What the person sees, and what the client gets. */
export interface CibaAsked {
  readonly clientName: string;
  readonly message: string;
  readonly scope: readonly string[];
  /** Whether nothing less than two factors is accepted. */
  readonly asksMfa: boolean;
  /** The serials that the PIN of the client's request opens. Without one the page asks for it. */
  readonly opened: readonly string[] | undefined;
  /** Sealed: a CibaPing. */
  readonly ping: string | undefined;
}

export const sealCibaAsked = (sealer: Sealer, id: string, asked: CibaAsked): Promise<string> =>
  sealJson(sealer, "ciba", `asked ${id}`, asked);
export const openCibaAsked = (sealer: Sealer, id: string, text: string): Promise<CibaAsked | undefined> =>
  openJson(sealer, "ciba", `asked ${id}`, text);

export const sealPing = (sealer: Sealer, id: string, ping: CibaPing): Promise<string> =>
  sealJson(sealer, "ciba", `ping ${id}`, ping);
export const openPing = (sealer: Sealer, id: string, text: string): Promise<CibaPing | undefined> =>
  openJson(sealer, "ciba", `ping ${id}`, text);
