// The tests of the basic plan on requests within a JWT (OpenID Connect Core 1.0 §6), which the
// service does not take. In the query plan alone: in the form post plan they name their
// response_mode inside the object, which is not read here.

import { expect, it } from "vitest";
import { follow, newBrowser } from "../../../support/oidc/people.ts";
import { errorFor } from "../refusals.ts";
import { requestOf } from "../relying-party.ts";
import type { ConformanceStage } from "../walk.ts";
import { unsigned } from "./code.ts";

export function requestObjectTests(stage: ConformanceStage): void {
  const refused = async (changed: Record<string, string>) => {
    const { party } = stage;
    expect(party.as).toMatchObject({ request_parameter_supported: false, request_uri_parameter_supported: false });
    const request = requestOf(party, changed);
    return errorFor(party, request, await follow(newBrowser(), request.address));
  };

  it("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported: refuses it by name", async () => {
    expect(await refused({ request: unsigned({ scope: "openid" }) })).toBe("request_not_supported");
  });

  it("oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported: refuses it by name", async () => {
    expect(await refused({ request_uri: "https://app.test/request.jwt#x" })).toBe("request_uri_not_supported");
  });
}
