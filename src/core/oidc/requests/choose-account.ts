// prompt=select_account: the person has chosen to go on as the one who is signed in in this browser.

import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { BrowserKey } from "../../ports/oidc/browser-sessions.ts";
import { markOf } from "../../user.ts";
import type { Answer } from "./answer.ts";
import { isAskedFor } from "./asked-for.ts";
import { fits } from "./authorize.ts";
import { answerSignedIn } from "./give-code.ts";
import type { SignInRequest } from "./sign-in-request.ts";

/**
 * `whose`: the mark of the person whom the page has named. Undefined when another person has signed in since, the session has ended, or it
 * is not what the request asks for: then the person has to sign in.
 */
export async function goOnAsSignedIn(
  ports: Ports,
  asked: SignInRequest,
  key: BrowserKey | undefined,
  whose: string | undefined,
  call: Call,
): Promise<Answer | undefined> {
  const { session, person } = await ports.browserSessions.look(key, undefined, call.nowMs);
  if (!session || !person || (await markOf(session)) !== whose) return undefined;
  if (!fits(ports, asked, { session, person }, call.nowMs)) return undefined;
  if (!(await isAskedFor(ports, asked, person))) return undefined;
  return answerSignedIn(ports, asked, session, call);
}
