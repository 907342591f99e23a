// A person at /me, in a browser without a script.

import { markOf } from "../../../src/core/user.ts";
import { type PersonAtBrowser, signInAs, visitor } from "../oidc/applications.ts";
import type { Reply, Send } from "../service.ts";
import { hiddenIn, linkIn } from "./browser.ts";

/** Somebody who has signed in to the service itself. */
export async function signedIn(user: string, pin?: string, over?: Send): Promise<PersonAtBrowser> {
  const person = await visitor(user, pin, over);
  await signInAs(person);
  return person;
}

/** Sends a form of the person's own page, and does not follow the answer. */
export const send = async (
  { browser, user }: PersonAtBrowser,
  path: string,
  fields: Record<string, string> = {},
): Promise<Reply> => {
  const whose = await markOf({ user, realm: "realm1" });
  return browser.request(path, { method: "POST", body: new URLSearchParams({ whose, ...fields }), redirect: "manual" });
};

export const openMe = ({ browser }: PersonAtBrowser, path = "/me"): Promise<Reply> =>
  browser.request(path, { redirect: "manual" });

/** Where /me leads a browser that is not signed in. */
export const ME_SIGN_IN = "/login?to=%2Fme";

export const locationIn = (reply: Reply): string | null => reply.headers.get("Location");

/** The QR code that asks the phone, and the fields of its form. */
export async function askPhone(person: PersonAtBrowser, act: string, serial = "") {
  const reply = await send(person, "/me/confirm", { act, serial });
  const link = linkIn(reply);
  const transactionId = hiddenIn(reply, "transaction_id");
  if (link === undefined || transactionId === undefined) throw new Error(`no QR code: ${reply.status} ${reply.text}`);
  return { link, fields: { act, serial, transaction_id: transactionId, link } };
}

/** The phone confirms, and the page goes on. */
export async function confirmAct(person: PersonAtBrowser, act: string, serial = ""): Promise<Reply> {
  const { link, fields } = await askPhone(person, act, serial);
  await person.phone.login(link);
  return send(person, "/me/confirmed", fields);
}
