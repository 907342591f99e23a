// A login from end to end, over the worker's own fetch: people with phones, the phones' responses,
// the service's replies.

import { Phone } from "../../phone/phone.ts";
import { readLoginQrText } from "../../src/tiqr/urls.ts";
import { randomBytes, unlike } from "./responses.ts";
import { check, initToken, post, type Reply, tokenOf, worker } from "./service.ts";

export { randomBytes, unlike, wrongOnes } from "./responses.ts";

export const newPhone = (): Phone =>
  new Phone({
    fetch: (url, init) => worker(new Request(url, init)),
    randomBytes,
    protocol: 2,
    accounts: [],
  });

export interface EnrolledPerson {
  readonly user: string;
  readonly pin: string;
  readonly serial: string;
  readonly phone: Phone;
}

/** A user with a token, and a phone that has enrolled it. `fields` go to /token/init. */
export async function enrolledUser(
  user: string,
  pin = "1234",
  fields: Record<string, string> = {},
): Promise<EnrolledPerson> {
  const made = await initToken({ user, pin, ...fields });
  const phone = newPhone();
  const outcome = await phone.enroll(made.json.result.status ? made.json.detail.tiqrenroll.value : made.text);
  if (outcome.told !== "enrolled") throw new Error(`${user} could not enrol: ${JSON.stringify(outcome)}`);
  return { user, pin, serial: made.json.detail.serial, phone };
}

/** Whether this PIN leads to a login. */
export const opensWith = async (user: string, pin: string): Promise<boolean> =>
  (await check({ user, pass: pin })).json.result.authentication === "CHALLENGE";

/** An open transaction, with a right response to it and a wrong one. */
export interface TestLogin {
  readonly user: string;
  readonly transactionId: string;
  readonly link: string;
  readonly right: string;
  readonly wrong: string;
}

export async function trigger({ user, pin, phone }: EnrolledPerson): Promise<TestLogin> {
  const reply = await check({ user, pass: pin });
  if (reply.json.result.authentication !== "CHALLENGE") throw new Error(`no challenge for ${user}: ${reply.text}`);
  const { transaction_id: transactionId, attributes } = reply.json.detail;
  const right = await responseOf(phone, attributes.value);
  return { user, transactionId, link: attributes.value, right, wrong: unlike(right) };
}

/** The response that the phone would give; nothing is sent. */
export async function responseOf({ accounts }: Phone, link: string): Promise<string> {
  const phone = new Phone({ fetch: async () => new Response("OK"), randomBytes, protocol: 1, accounts });
  const outcome = await phone.login(link);
  if (outcome.told !== "logged-in") throw new Error(`the phone computes nothing for ${link}: ${outcome.told}`);
  return outcome.response;
}

/** The sessionKey in a QR code, under which the phone answers. */
export function sessionKeyIn(link: string): string {
  const read = readLoginQrText(link);
  if (!read) throw new Error(`no login: ${link}`);
  return read.sessionKey;
}

/** Answers as a phone does, and returns the word of the reply (protocol 1). */
export const answer = async ({ link, user }: Pick<TestLogin, "link" | "user">, response: string): Promise<string> => {
  const fields = { sessionKey: sessionKeyIn(link), userId: `${user}_realm1`, response, operation: "login" };
  return (await post("/ttype/tiqr", fields)).text;
};

export const endLogin = ({ transactionId, user }: Pick<TestLogin, "transactionId" | "user">): Promise<Reply> =>
  check({ user, transaction_id: transactionId });

/** Triggers a login and gives the right answer. */
export async function answered(enrolled: EnrolledPerson): Promise<TestLogin> {
  const login = await trigger(enrolled);
  const word = await answer(login, login.right);
  if (word !== "OK") throw new Error(`the right answer was refused: ${word}`);
  return login;
}

export const readFailCount = async (serial: string): Promise<unknown> => (await tokenOf(serial)).failcount;

/** `count` of them at once. */
export const atOnce = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

/** How often each text occurs. */
export function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
