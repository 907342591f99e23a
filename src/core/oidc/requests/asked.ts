// The request for authorization that a person signs in for, once it was found good
// (./authorization.ts). It passes through the browser, which must not change it, so it is sealed.
// Nothing is stored before the phone has answered: OpenID Connect Core 1.0 §3.1.2.1, decision 031.

import type { Sealer } from "../../sealer.ts";
import { openJson, sealJson } from "../sealed-json.ts";

/** Long enough to go and find the phone. */
export const ASKED_VALIDITY_MS = 30 * 60 * 1000;

export type Prompt = "none" | "login" | "select_account" | undefined;

/** `none`: for hosts behind a proxy only (./hand-over.ts). The browser comes back with nothing. */
export type ResponseMode = "query" | "form_post" | "none";

/** Where the answer goes, and how. */
export interface WayBack {
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
  readonly state: string | null;
}

export interface Asked extends WayBack {
  readonly clientId: string;
  /** The name and the picture of the application, for the person. */
  readonly clientName: string;
  readonly logoUri: string | null;
  /** The realms whose users may sign in; all if empty. */
  readonly realms: readonly string[];
  readonly scope: readonly string[];
  readonly nonce: string | null;
  readonly codeChallenge: string | null;
  /** The client asks for a PIN, or the request for two factors: a phone alone is not enough. */
  readonly needsPin: boolean;
  /** The `sub` of the person who must sign in, from an id_token_hint; null: anyone. */
  readonly subject: string | null;
  /** How the client knows people: ../subject.ts. */
  readonly sector: string | null;
  /** `login`: the person must sign in even when signed in already. */
  readonly prompt: Prompt | null;
  readonly maxAgeMs: number | null;
  readonly loginHint: string | null;
  readonly uiLocales: string | null;
  readonly expiresAtMs: number;
}

export const sealAsked = (sealer: Sealer, asked: Asked): Promise<string> =>
  sealJson(sealer, "authorization", "page", asked);

/** One that is over opens too, so that the page can lead back. Undefined for any other text. */
export const openAsked = (sealer: Sealer, text: string): Promise<Asked | undefined> =>
  openJson(sealer, "authorization", "page", text);
