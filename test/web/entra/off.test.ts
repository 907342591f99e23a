// A service without a tenant does not show that it could have one.

import { expect, it } from "vitest";
import { application } from "../../support/oidc/applications.ts";
import { Microsoft, makeSigningKey, somebody } from "../../support/oidc/microsoft.ts";
import { post, request } from "../../support/service.ts";

it("has nothing at /entra", async () => {
  const microsoft = new Microsoft(await makeSigningKey());
  for (const clientId of ["unknown", await application()])
    expect((await post("/entra/authorize", await microsoft.form(clientId, somebody()))).status).toBe(404);
  for (const path of ["/entra/authorize", "/entra/answer"]) expect((await request(path)).status).toBe(404);
  expect((await post("/entra/authorize", {})).status).toBe(404);
});
