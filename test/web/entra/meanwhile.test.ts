// Who a person is counts at the moment when the code is shown, not when Microsoft's form came: until
// then a name, or an object id, may have become another person's.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { auditRowsOnce } from "../../support/audit.ts";
import { answerFrom, askEntra, begin, bind, employee, makeTenant, useMicrosoft } from "../../support/oidc/entra.ts";
import { stateIn } from "../../support/pages/browser.ts";
import { asAdmin } from "../../support/service.ts";

useMicrosoft();
const tenant = await makeTenant();
const strict = await makeTenant({ require_pin: true });

const unbind = (user: string) => asAdmin("DELETE", `/user/attribute/external_id/${user}/realm1`);
/** As a directory does. */
const rename = async (from: string, to: string) => {
  for (const sql of ["UPDATE user SET name = ?2 WHERE name = ?1", "UPDATE token SET user = ?2 WHERE user = ?1"])
    await env.DB.prepare(sql).bind(from, to).run();
};

it("a name that has become another person's shows no code for that person's phone", async () => {
  const anna = await employee("anna", "2468");
  await employee("bert", "2468");
  const pages = [await askEntra(tenant, anna), await askEntra(strict, anna)];
  await rename("anna", "anna-smith");
  await rename("bert", "anna");
  const begun = [];
  for (const page of pages) begun.push(await begin(anna, page));
  expect(begun.map(({ reply, link }) => [link, stateIn(reply)])).toEqual([
    ["", "unusable"],
    ["", "wrong-user"],
  ]);
  const { reply } = await begin(anna, await askEntra(tenant, anna));
  expect(reply.text).toContain("as anna-smith.");
});

it("an object id that an operator takes from one person and gives to another counts at once", async () => {
  const carl = await employee("carl");
  await employee("dora");
  const page = await askEntra(tenant, carl);
  await unbind("carl");
  await bind("dora", carl.oid);
  const { reply, link } = await begin(carl, page);
  expect([link, stateIn(reply)]).toEqual(["", "unusable"]);
  expect((await answerFrom(carl, tenant, reply)).fields).toMatchObject({ error: "access_denied" });
  await auditRowsOnce(1, { user: "carl", reason: "no-tokens", action: "POST /entra/authorize" });
  const again = await askEntra(tenant, carl);
  expect(again.text).toContain("as dora.");
});

it("whoever is removed, and made anew under the same name, is another person", async () => {
  const emil = await employee("emil");
  const page = await askEntra(tenant, emil);
  await env.DB.prepare("UPDATE user SET external_id = NULL WHERE name = 'emil'").run();
  expect((await begin(emil, page)).link).toBe("");
});
