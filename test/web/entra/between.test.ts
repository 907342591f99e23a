// What happens to a person, or to the phone, between the code and the answer to Microsoft: whoever
// is kept out by then gets no id_token, whether the phone has confirmed or not.

import { expect, it } from "vitest";
import { auditRowsOnce } from "../../support/audit.ts";
import { askEntra, begin, employee, formTo, makeTenant, useMicrosoft } from "../../support/oidc/entra.ts";
import { stateIn } from "../../support/pages/browser.ts";
import { asAdmin, type Reply } from "../../support/service.ts";

useMicrosoft();
const tenant = await makeTenant();

type Act = (user: string, serial: string) => Promise<Reply>;
const ACTS: Readonly<Record<string, Act>> = {
  blocked: (user) => asAdmin("POST", `/user/realm1/${user}/block`),
  removed: (user) => asAdmin("DELETE", `/user/realm1/${user}`),
  disabled: (_, serial) => asAdmin("POST", "/token/disable", { serial }),
  revoked: (_, serial) => asAdmin("POST", "/token/revoke", { serial }),
  unassigned: (_, serial) => asAdmin("POST", "/token/unassign", { serial }),
  deleted: (_, serial) => asAdmin("DELETE", `/token/${serial}`),
};

it.each(Object.entries(ACTS))("%s after the phone has confirmed: no id_token", async (name, act) => {
  const person = await employee(`late-${name}`);
  const { reply, link } = await begin(person, await askEntra(tenant, person));
  expect((await person.phone.login(link)).told).toBe("logged-in");
  expect((await act(person.user, person.serial)).status).toBe(200);
  const fields = formTo(reply, "/login/result") ?? {};
  for (const sent of [fields, { transaction_id: fields.transaction_id ?? "" }]) {
    const done = await person.browser.post("/login/result", sent);
    expect([done.status, done.text.includes("id_token")]).toEqual([200, false]);
  }
});

it.each(Object.entries(ACTS))("%s while the code is shown: the phone confirms nothing", async (name, act) => {
  const person = await employee(`early-${name}`);
  const { reply, link } = await begin(person, await askEntra(tenant, person));
  expect((await act(person.user, person.serial)).status).toBe(200);
  expect((await person.phone.login(link)).told).not.toBe("logged-in");
  const done = await person.browser.post("/login/result", formTo(reply, "/login/result") ?? {});
  expect([done.status, done.text.includes("id_token")]).toEqual([200, false]);
});

it("whoever is blocked between page and code, and let in again, confirms", async () => {
  const anna = await employee("anna");
  const page = await askEntra(tenant, anna);
  await asAdmin("POST", "/user/realm1/anna/block");
  expect(stateIn((await begin(anna, page)).reply)).toBe("deactivated");
  await auditRowsOnce(1, { user: "anna", reason: "user-deactivated", action: "POST /entra/authorize" });
  await asAdmin("DELETE", "/user/realm1/anna/block");
  const { reply, link } = await begin(anna, page);
  await anna.phone.login(link);
  const done = await anna.browser.post("/login/result", formTo(reply, "/login/result") ?? {});
  expect(formTo(done, "/entra/answer")).toHaveProperty("id_token");
});
