// A service without a tenant does not show that it could have one.

import { expect, it } from "vitest";
import { application } from "../../support/oidc/applications.ts";
import { Microsoft, makeSigningKey, somebody } from "../../support/oidc/microsoft.ts";
import { postOver, requestOver, withSettings } from "../../support/service.ts";

it("has nothing at /entra", async () => {
  // An isolate knows for some seconds whether there is one.
  const send = await withSettings({});
  const microsoft = new Microsoft(await makeSigningKey());
  for (const clientId of ["unknown", await application()])
    expect((await postOver(send, "/entra/authorize", await microsoft.form(clientId, somebody()))).status).toBe(404);
  for (const path of ["/entra/authorize", "/entra/answer"]) expect((await postOver(send, path, {})).status).toBe(404);
});

it("has nothing there for any method, and not another answer than for any unknown path", async () => {
  const send = await withSettings({});
  const paths = ["authorize", "answer", "jwks", ".well-known/openid-configuration"].map((path) => `/entra/${path}`);
  for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]) {
    const unknown = await requestOver(send, "/nothing", { method });
    for (const path of paths) {
      const { status, headers } = await requestOver(send, path, { method });
      expect([method, path, status, headers.get("Allow")]).toEqual([method, path, unknown.status, null]);
    }
  }
});

it("has nothing there for a form that cannot be read either", async () => {
  const send = await withSettings({});
  const tooBig = "s".repeat(70_000);
  for (const fields of [{ state: tooBig }, { client_id: "a\0b" }])
    expect((await postOver(send, "/entra/authorize", fields)).status).toBe(404);
});
