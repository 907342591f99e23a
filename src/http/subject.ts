// Whom a request is about: `serial`, `user` (perhaps with `@realm`), `realm`.

import type { Subject } from "../core/token.ts";
import type { Parameter } from "../tiqr/requests.ts";

export function subjectOf(parameter: Parameter): Subject {
  const user = parameter("user");
  return {
    serial: parameter("serial"),
    named: user === undefined ? undefined : { user, realm: parameter("realm") },
  };
}
