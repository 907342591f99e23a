// The application that a person signs in to, from the sealed request that each form brings along.
// It is read before the form is used.

import type { Context } from "hono";
import type { Call } from "../../core/call.ts";
import { ENTRA_PATHS } from "../../core/entra/discovery.ts";
import type { PageApplication } from "../../core/login/page-login.ts";
import { errorAnswer } from "../../core/oidc/requests/answer.ts";
import { localesOf, openSignIn, type SignInRequest } from "../../core/oidc/requests/sign-in-request.ts";
import type { Ports } from "../../core/ports/index.ts";
import { callOf, type HttpEnv } from "../../http/context.ts";
import type { Application, LoginView } from "./view.ts";

export interface ReadApplication extends Application {
  readonly signInRequest: SignInRequest;
  /** Whether the person has taken too long. Then only the way back is left. */
  readonly isOutdated: boolean;
}

export function applicationIn(issuer: string, signInRequest: SignInRequest, request: string): ReadApplication {
  return {
    signInRequest,
    request,
    name: signInRequest.clientName,
    logo: signInRequest.logoUri ?? undefined,
    needsPin: signInRequest.needsPin,
    person: signInRequest.kind === "entra" ? signInRequest.person : undefined,
    locales: localesOf(signInRequest),
    refusal: errorAnswer(issuer, signInRequest, "access_denied", "the person has not signed in"),
    isOutdated: Date.now() >= signInRequest.expiresAtMs,
  };
}

/** Whom the login is for, as the application's own request says. */
export function pageApplicationOf({ request, name, signInRequest }: ReadApplication): PageApplication {
  const { clientId, realms, proximity: rule, takesPass = false, kind } = signInRequest;
  return { request, name, clientId, realms, rule, takesPass, sessionless: kind === "entra" };
}

/** In the trail, all steps of a sign-in at Microsoft are those of its request. */
export const callFor = (c: Context<HttpEnv>, application: ReadApplication | undefined): Call =>
  application?.signInRequest.kind === "entra" ? { ...callOf(c), action: `POST ${ENTRA_PATHS.authorize}` } : callOf(c);

/** Returns undefined for a text that was not sealed here. */
export async function readApplication(
  { sealer, settings }: Pick<Ports, "sealer" | "settings">,
  request: string,
): Promise<ReadApplication | undefined> {
  const signInRequest = await openSignIn(sealer, request);
  return signInRequest && applicationIn(settings.publicUrl, signInRequest, request);
}

type Answer = Response | Promise<Response>;
/** `application` is undefined when the person signs in to the service itself. */
type Handle = (c: Context<HttpEnv>, application: ReadApplication | undefined) => Answer;
type Show = (c: Context<HttpEnv>, view: LoginView, status: 400) => Answer;

/**
 * A form whose request cannot be read must not become a sign-in to the service itself: the person
 * wanted to go elsewhere. `show` draws the page that says so.
 */
export const forApplication =
  (ports: Pick<Ports, "sealer" | "settings">, show: Show) =>
  (handle: Handle) =>
  async (c: Context<HttpEnv>): Promise<Response> => {
    const { parameter, names } = c.var;
    if (!names.has("request")) return handle(c, undefined);
    const application = await readApplication(ports, parameter("request") ?? "");
    if (!application) return show(c, { kind: "unreadable" }, 400);
    return application.isOutdated ? show(c, { kind: "outdated", application }, 400) : handle(c, application);
  };
