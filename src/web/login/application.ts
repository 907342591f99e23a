// The application that a person signs in to, from the sealed request that each form brings along.

import { errorAnswer } from "../../core/oidc/requests/answer.ts";
import { localesOf, openSignIn, type SignInRequest } from "../../core/oidc/requests/sign-in-request.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { Application } from "./view.ts";

export interface ReadApplication extends Application {
  readonly asked: SignInRequest;
  /** Whether the person has taken too long. Then only the way back is left. */
  readonly isOutdated: boolean;
}

export function applicationIn(issuer: string, asked: SignInRequest, request: string): ReadApplication {
  return {
    asked,
    request,
    name: asked.clientName,
    logo: asked.logoUri ?? undefined,
    needsPin: asked.needsPin,
    locales: localesOf(asked),
    refusal: errorAnswer(issuer, asked, "access_denied", "the person has not signed in"),
    isOutdated: Date.now() >= asked.expiresAtMs,
  };
}

/** Returns undefined for a text that was not sealed here. */
export async function readApplication(
  { sealer, settings }: Pick<Ports, "sealer" | "settings">,
  request: string,
): Promise<ReadApplication | undefined> {
  const asked = await openSignIn(sealer, request);
  return asked && applicationIn(settings.publicUrl, asked, request);
}
