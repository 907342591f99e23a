// The views of the login page as data: ./routes.ts chooses one, ./page.tsx draws it.

import type { AuthorizationResponse } from "../../core/oidc/requests/answer.ts";
import type { HintedPerson } from "../../core/oidc/requests/sign-in-request.ts";
import type { BrowserView } from "../../core/ports/tokens/transactions.ts";
import type { LoginNotice } from "./notice.ts";

/** The application that a person signs in to. */
export interface Application {
  readonly name: string;
  readonly logo: string | undefined;
  /** Its request, sealed: each form brings it along. */
  readonly request: string;
  readonly needsPin: boolean;
  /** Whom the application names itself: the page asks for no name. */
  readonly person: HintedPerson | undefined;
  /** The languages that it asks for. */
  readonly locales: string | null;
  /** The answer to the application if the person goes back without signing in. */
  readonly refusal: AuthorizationResponse;
}

export type LoginView =
  | {
      readonly kind: "start";
      readonly notice: LoginNotice | undefined;
      /** The name that is already in the field. */
      readonly user: string;
      readonly application: Application | undefined;
      /** The code that the page showed before, sealed. */
      readonly code?: string | undefined;
    }
  | {
      readonly kind: "waiting";
      readonly notice: LoginNotice | undefined;
      readonly user: string;
      readonly application: Application | undefined;
      readonly transactionId: string;
      /** Whether a day pass may be typed in, or that the application takes none. */
      readonly pass: BrowserView["pass"];
      /** Undefined if no phone can answer, or one has and only the platform stands in the way. */
      readonly qr: { readonly link: string; readonly image: string } | undefined;
      /** That code, sealed. */
      readonly code: string | undefined;
      readonly secondsLeft: number;
      /** Those that a QR code has at first. */
      readonly validSeconds: number;
      readonly expiresAtMs: number;
      /** After wrong digits: the failures that are left until the phone's token is locked. */
      readonly attemptsLeft?: number | undefined;
      /** The page that finds this login again when the app on the same phone leads back. */
      readonly returnTo: string;
    }
  /** Signed in to the service itself, or to an application that the browser goes back to now. */
  | {
      readonly kind: "accepted";
      readonly user: string;
      readonly byPass: boolean;
      readonly back: ReturnLink | undefined;
    }
  /** The person has signed in with a PIN of the help desk, and chooses another one. */
  | {
      readonly kind: "new-pin";
      readonly user: string;
      readonly whose: string;
      readonly least: number;
      readonly fault: "short" | "differs" | "same" | undefined;
      readonly application: Application | undefined;
    }
  /** Somebody is signed in in this browser already, and nobody asks for another sign-in. */
  | { readonly kind: "here"; readonly user: string }
  /** Another tab has finished the sign-in: its own, or the one that the app led to. */
  | { readonly kind: "elsewhere"; readonly user: string }
  /** Somebody is signed in here, and the application asks for a choice of account. */
  | { readonly kind: "choose"; readonly user: string; readonly whose: string; readonly application: Application }
  /** The browser goes back to the application; nothing more is to be said. */
  | { readonly kind: "left"; readonly back: ReturnLink }
  /** The request is too old. Only the way back is left. */
  | { readonly kind: "outdated"; readonly application: Application }
  /** The request is not one of ours, so there is no known way back. */
  | { readonly kind: "unreadable" };

/** The way back to an application, and its name. */
export interface ReturnLink {
  readonly name: string;
  readonly locales: string | null;
  readonly answer: AuthorizationResponse;
}
