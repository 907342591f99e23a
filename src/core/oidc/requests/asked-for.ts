// Whether a person is the one in the client's id_token_hint (OpenID Connect Core 1.0 §3.1.2.1).

import type { Ports } from "../../ports/index.ts";
import type { Person } from "../../ports/oidc/browser-sessions.ts";
import { subjectFor } from "../subject.ts";
import type { SignInRequest } from "./sign-in-request.ts";

/** True without a hint. */
export async function isAskedFor(
  ports: Pick<Ports, "signer">,
  request: SignInRequest,
  person: Pick<Person, "subject">,
): Promise<boolean> {
  switch (request.kind) {
    case "client":
      return request.subject === null || request.subject === (await subjectFor(ports, request.sector, person));
    case "host":
      return true;
  }
}
