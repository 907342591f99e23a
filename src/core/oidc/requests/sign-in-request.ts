// A request for which a person signs in, once it has been read and found good (./authorization.ts).
// It passes through the browser, sealed, so nothing has to be stored before the phone has answered,
// and a browser can change nothing of it: OpenID Connect Core 1.0 §3.1.2.1, decision 031.

import type { Ports } from "../../ports/index.ts";
import type { Person } from "../../ports/oidc/browser-sessions.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import type { ProximityRule } from "../../proximity/proximity.ts";
import { openJson, type Sealer, sealJson } from "../../sealer.ts";
import type { UserReading } from "../../user.ts";
import { rulesOf } from "../clients/client.ts";
import { subjectFor } from "../subject.ts";
import type { EntraWayBack, HostWayBack } from "./answer.ts";
import type { AuthorizationRequest } from "./authorization.ts";
import type { PageOfPushed } from "./pushed.ts";

/** Long enough to go and find the phone. */
const VALIDITY_MS = 30 * 60 * 1000;

/** What every sign-in for an application has. */
interface ApplicationSignIn {
  readonly clientId: string;
  /** The name and the picture of the application, for the person. */
  readonly clientName: string;
  readonly logoUri: string | null;
  /** The realms whose users may sign in; all if empty. */
  readonly realms: readonly string[];
  /** Whether a phone alone is not enough: the client asks for a PIN, or the request for more. */
  readonly needsPin: boolean;
  /** Whether a day pass is enough; undefined in requests of earlier versions. */
  readonly takesPass?: boolean;
  /** The client's own rule about the distance of the phone. */
  readonly proximity?: ProximityRule | undefined;
  readonly expiresAtMs: number;
}

/** For a client of OpenID Connect, which gets a code or an error. */
export interface ClientSignIn extends ApplicationSignIn, Omit<AuthorizationRequest, "idTokenHint" | "asksMfa"> {
  /** The `sub` of the person who must sign in, from an id_token_hint; null: anyone. */
  readonly subject: string | null;
  /** How the client knows people: ../subject.ts. */
  readonly sector: string | null;
  readonly pushed?: PageOfPushed | undefined;
}

/** For a host that a proxy guards: it ends when the browser has come back (./hand-over.ts). */
export interface HostSignIn extends ApplicationSignIn, HostWayBack {}

/** One that a session of the browser answers. */
export type SessionSignIn = ClientSignIn | HostSignIn;

/**
 * For Microsoft, which has checked a password and says who it is. It wants the phone's answer each
 * time, so no session answers it, and none begins with it: ../../entra/authorize.ts.
 */
export interface EntraSignIn extends ApplicationSignIn, EntraWayBack {
  readonly person: HintedPerson;
  /** Microsoft's name for the person, which the answer repeats. */
  readonly sub: string;
  readonly acr: string;
  /** The factors that Microsoft takes. */
  readonly amr: readonly ("swk" | "otp")[];
}

/** A name may become another person's while the page is open, so the object id goes along. */
export interface HintedPerson extends UserReading {
  readonly externalId: string;
}

export type SignInRequest = SessionSignIn | EntraSignIn;

export const signInAt = (
  client: OidcClient,
  picture: string | null,
  nowMs: number,
  validityMs = VALIDITY_MS,
): ApplicationSignIn => ({
  clientId: client.clientId,
  clientName: client.clientName,
  logoUri: picture,
  ...rulesOf(client),
  expiresAtMs: nowMs + validityMs,
});

/** The languages that the application asks for. */
export function localesOf(request: SignInRequest): string | null {
  switch (request.kind) {
    case "client":
      return request.uiLocales;
    case "host":
    case "entra":
      return null;
  }
}

/** Whether a person is the one in the client's id_token_hint; true without a hint. */
export async function isAskedFor(
  ports: Pick<Ports, "signer">,
  request: SessionSignIn,
  person: Pick<Person, "subject">,
): Promise<boolean> {
  switch (request.kind) {
    case "client":
      return request.subject === null || request.subject === (await subjectFor(ports, request.sector, person));
    case "host":
      return true;
  }
}

export const sealSignIn = (sealer: Sealer, request: SignInRequest): Promise<string> =>
  sealJson(sealer, "authorization", "page", request);

/** One that is over opens too, so that the page can lead back. Undefined for any other text. */
export async function openSignIn(sealer: Sealer, text: string): Promise<SignInRequest | undefined> {
  const request = await openJson<SignInRequest | EarlierSignIn>(sealer, "authorization", "page", text);
  if (!request || "kind" in request) return request;
  return request.responseMode === "none" ? { ...request, kind: "host" } : { ...request, kind: "client" };
}

/** In pages of earlier versions, where a host had a response mode of its own. */
type EarlierSignIn = Omit<ClientSignIn, "kind"> | (Omit<HostSignIn, "kind"> & { readonly responseMode: "none" });
