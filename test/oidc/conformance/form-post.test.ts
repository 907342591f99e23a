// oidcc-formpost-basic-certification-test-plan of the OpenID Foundation, as we read it: the basic
// plan, with every answer by POST (OAuth 2.0 Form Post Response Mode). `answered` of
// ./relying-party.ts holds that none comes in the address.

import { afterEach, describe, vi } from "vitest";
import { codeTests } from "./basic/code.ts";
import { replayTests } from "./basic/replays.ts";
import { userinfoTests } from "./basic/userinfo.ts";
import { visitTests } from "./basic/visits.ts";
import { stageFor } from "./walk.ts";

afterEach(() => {
  vi.useRealTimers();
});

describe("the form post plan", () => {
  const stage = stageFor("form_post", "form-post");
  codeTests(stage);
  userinfoTests(stage);
  visitTests(stage);
  replayTests(stage);
});
