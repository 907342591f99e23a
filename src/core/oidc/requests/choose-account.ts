// prompt=select_account: the person has chosen to go on as the one who is signed in.

import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { BrowserKey } from "../../ports/oidc/browser-sessions.ts";
import { markOf } from "../../user.ts";
import type { AuthorizationResponse } from "./answer.ts";
import { isAskedFor } from "./asked-for.ts";
import { fits } from "./authorize.ts";
import { answerSignedIn } from "./give-code.ts";
import type { SignInRequest } from "./sign-in-request.ts";

/**
 * `whose`: the mark of the person whom the page named. Undefined, so that the person has to sign
 * in, if another one has signed in since, or the session has ended or does not fit the request.
 */
export async function goOnAsSignedIn(
  ports: Ports,
  asked: SignInRequest,
  key: BrowserKey | undefined,
  whose: string | undefined,
  call: Call,
): Promise<AuthorizationResponse | undefined> {
  const { session, person } = await ports.browserSessions.look(key, undefined, call.nowMs);
  if (!session || !person || (await markOf(session)) !== whose) return undefined;
  if (!fits(ports, asked, { session, person }, call.nowMs)) return undefined;
  if (!(await isAskedFor(ports, asked, person))) return undefined;
  return answerSignedIn(ports, asked, session, call);
}
