// What a sign-in at Microsoft leaves here: a line in the request log that Microsoft's support can be
// asked about, and a browser that is known.

import { expect, it, vi } from "vitest";
import { askEntra, begin, employee, formTo, makeTenant, useMicrosoft } from "../../support/oidc/entra.ts";
import { Browser, stateIn } from "../../support/pages/browser.ts";
import { ABROAD, AT_HOME, browserAt, phoneAt } from "../../support/phones/whereabouts.ts";
import { withSettings } from "../../support/service.ts";

useMicrosoft();
const tenant = await makeTenant();

it("the request log repeats Microsoft's id of the request, and no other text", async () => {
  const send = await withSettings({ LOG_REQUESTS: "on" } as unknown as Partial<Env>);
  const anna = { ...(await employee("anna")), browser: new Browser(send) };
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  const id = crypto.randomUUID();
  for (const sent of [id, id.toUpperCase(), "x; anna", undefined])
    expect((await askEntra(tenant, anna, { "client-request-id": sent })).status).toBe(200);
  log.mockRestore();
  const told = lines.map((line) => JSON.parse(line)).filter(({ route }) => route === "/entra/authorize");
  expect(told.map(({ client_request_id: one }) => one)).toEqual([id, id, undefined, undefined]);
});

it("a browser in which somebody has confirmed is known, wherever the phone is later", async () => {
  const send = await withSettings({ PROXIMITY: "country", TRUSTED_PROXY: "on" } as unknown as Partial<Env>);
  const bob = { ...(await employee("bob")), browser: browserAt(ABROAD, send) };
  /** The phone is at home, or where the browser is. */
  const signIn = async (where: typeof ABROAD) => {
    const { reply, link } = await begin(bob, await askEntra(tenant, bob));
    await phoneAt(where, bob, send).login(link);
    return stateIn(await bob.browser.post("/login/result", formTo(reply, "/login/result") ?? {}));
  };
  expect([await signIn(AT_HOME), await signIn(ABROAD), await signIn(AT_HOME)]).toEqual([
    "elsewhere",
    "accepted",
    "accepted",
  ]);
});
