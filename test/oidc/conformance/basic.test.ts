// oidcc-basic-certification-test-plan of the OpenID Foundation, as we read it: the code flow, with
// a client that is registered by hand. docs/oidc-conformance.md has the tests of the plan that are
// not here, with the reason.

import { afterEach, describe, vi } from "vitest";
import { codeTests } from "./basic/code.ts";
import { replayTests } from "./basic/replays.ts";
import { requestObjectTests } from "./basic/request-objects.ts";
import { userinfoTests } from "./basic/userinfo.ts";
import { visitTests } from "./basic/visits.ts";
import { stageFor } from "./walk.ts";

afterEach(() => {
  vi.useRealTimers();
});

describe("the basic plan", () => {
  const stage = stageFor("query", "basic");
  codeTests(stage);
  requestObjectTests(stage);
  userinfoTests(stage);
  visitTests(stage);
  replayTests(stage);
});
