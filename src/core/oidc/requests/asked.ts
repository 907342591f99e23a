// The request for authorization that a person signs in for, once it has been read and found good (./authorization.ts). It passes
// through the browser, sealed, so nothing has to be stored before the phone has answered, and a browser can change nothing of it:
// OpenID Connect Core 1.0 §3.1.2.1, decision 031.

import type { Sealer } from "../../sealer.ts";
import { openJson, sealJson } from "../sealed-json.ts";

/** A person may look for the phone meanwhile. */
export const ASKED_VALIDITY_MS = 30 * 60 * 1000;

export type Prompt = "none" | "login" | "select_account" | undefined;

/** `none`: the browser comes back, and brings nothing. Hosts behind a proxy have it (./hand-over.ts); no request can ask for it. */
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
  /** Whether a phone alone is not enough: the client asks for a PIN, or the request for two factors. */
  readonly needsPin: boolean;
  /** The `sub` of the person who must sign in, from an id_token_hint; null: anyone. */
  readonly subject: string | null;
  /** Of the client: how it knows people (../subject.ts). */
  readonly sector: string | null;
  /** `login`: the person has to sign in, whoever is signed in already. */
  readonly prompt: Prompt | null;
  readonly maxAgeMs: number | null;
  readonly loginHint: string | null;
  readonly uiLocales: string | null;
  readonly expiresAtMs: number;
}

export const sealAsked = (sealer: Sealer, asked: Asked): Promise<string> =>
  sealJson(sealer, "authorization", "page", asked);

/** Also gives one that is over, so that the page can lead back to its application. Undefined for a text that is none of ours. */
export const openAsked = (sealer: Sealer, text: string): Promise<Asked | undefined> =>
  openJson(sealer, "authorization", "page", text);
