// A tenant of Microsoft in the service under test, and its people at their browsers.

import { vi } from "vitest";
import { plainText } from "../../../scripts/lib/page-browser.ts";
import { type EnrolledPerson, enrolledUser } from "../login.ts";
import { Browser, hiddenIn, linkIn } from "../pages/browser.ts";
import { admin, postOver, type Reply, type Send, worker } from "../service.ts";
import { type EntraIdentity, Microsoft, makeSigningKey, somebody } from "./microsoft.ts";
import { makeClient } from "./oidc.ts";

const tenants: Microsoft[] = [];

/**
 * Call this at the top of a test file. Requests of the service itself reach the tenants; all others
 * fail, as without a network.
 */
export const useMicrosoft = () =>
  vi.spyOn(globalThis, "fetch").mockImplementation(async (asked) => {
    const address = String(asked instanceof Request ? asked.url : asked);
    for (const tenant of tenants) {
      const published = tenant.publishes(address);
      if (published) return published;
    }
    throw new TypeError(`nothing is at ${address}`);
  });

export interface Tenant {
  readonly microsoft: Microsoft;
  readonly clientId: string;
}

export async function makeTenant(metadata: Record<string, unknown> = {}, send?: Send): Promise<Tenant> {
  const microsoft = new Microsoft(await makeSigningKey());
  tenants.push(microsoft);
  const asked = { client_name: "Contoso", entra: microsoft.entra, realms: ["realm1"], ...metadata };
  const { client_id: clientId } = await makeClient({ redirect_uris: undefined, scope: undefined, ...asked }, send);
  return { microsoft, clientId };
}

export interface EntraPerson extends EnrolledPerson, EntraIdentity {
  readonly browser: Browser;
}

/** Somebody whom the tenant knows by an object id, with a phone here. */
export async function employee(user: string, pin = "", send?: Send): Promise<EntraPerson> {
  const person = { ...(await enrolledUser(user, pin)), ...somebody(), browser: new Browser(send) };
  await bind(user, person.oid);
  return person;
}

export async function bind(user: string, oid: string, send: Send = worker): Promise<void> {
  const fields = { user, realm: "realm1", key: "external_id", value: oid };
  const bound = await postOver(send, "/user/attribute", fields, await admin());
  if (bound.status !== 200) throw new Error(bound.text);
}

/** Microsoft's page has another origin, so none of our cookies comes along. */
export const fromMicrosoft = ({ host }: Microsoft): Record<string, string> => ({
  Origin: `https://${host}`,
  "Sec-Fetch-Site": "cross-site",
  Cookie: "",
});

/** Sends the form of Microsoft's page. */
export async function askEntra(
  { microsoft, clientId }: Tenant,
  { browser, ...person }: EntraIdentity & { readonly browser: Browser },
  changed: Record<string, string | undefined> = {},
): Promise<Reply> {
  const form = await microsoft.form(clientId, person, changed);
  return browser.post("/entra/authorize", form, fromMicrosoft(microsoft));
}

/** What a form of the page would send to this address; undefined if it has none. */
export function formTo({ text }: Pick<Reply, "text">, action: string): Record<string, string> | undefined {
  const form = text.split("<form").find((part) => part.includes(`action="${action}"`));
  if (form === undefined) return undefined;
  const fields = [
    ...(form.split("</form>")[0]?.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g) ?? []),
  ];
  return Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, plainText(value)]));
}

/** The first step, which is our own page's: the QR code. */
export async function begin({ browser, pin }: EntraPerson, page: Reply) {
  const reply = await browser.post("/login/begin", { ...formTo(page, "/login/begin"), ...(pin && { pin }) });
  const [link, transactionId] = [linkIn(reply), hiddenIn(reply, "transaction_id")];
  return { reply, link: link ?? "", transactionId: transactionId ?? "" };
}

/** From the page to the last one: the phone answers, or digits are typed in. */
export async function confirm(person: EntraPerson, page: Reply, digits?: (link: string) => Promise<string>) {
  const { reply, link } = await begin(person, page);
  if (!digits) await person.phone.login(link);
  const typed = digits ? { response: await digits(link) } : {};
  return person.browser.post("/login/result", { ...formTo(reply, "/login/result"), ...typed });
}

/** What Microsoft gets from a page of ours, which leads there by way of /entra/answer. */
export async function answerFrom({ browser }: Pick<EntraPerson, "browser">, { microsoft }: Tenant, page: Reply) {
  const onwards = formTo(page, "/entra/answer");
  const last = onwards ? await browser.post("/entra/answer", onwards) : page;
  return { last, fields: formTo(last, microsoft.redirectUri) };
}
