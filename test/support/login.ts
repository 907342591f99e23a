// A login from end to end, over the worker's own fetch: people with phones, the phones' responses,
// the service's replies.

import type { EnrolledPerson, TestLogin } from "../../scripts/lib/service-client.ts";
import { responseOf, sessionKeyIn, unlike } from "../../scripts/lib/service-phone.ts";
import { check, initToken, makePhone, post, type Reply, tokenOf } from "./service.ts";

export type { EnrolledPerson, TestLogin } from "../../scripts/lib/service-client.ts";
export { responseOf, sessionKeyIn, unlike } from "../../scripts/lib/service-phone.ts";
export { randomBytes, wrongOnes } from "./responses.ts";
export { tally } from "./tally.ts";

/** A user with a token, and a phone that has enrolled it. `fields` go to /token/init. */
export async function enrolledUser(
  user: string,
  pin = "1234",
  fields: Record<string, string> = {},
): Promise<EnrolledPerson> {
  const made = await initToken({ user, pin, ...fields });
  const phone = makePhone();
  const outcome = await phone.enroll(made.json.result.status ? made.json.detail.tiqrenroll.value : made.text);
  if (outcome.told !== "enrolled") throw new Error(`${user} could not enrol: ${JSON.stringify(outcome)}`);
  return { user, pin, serial: made.json.detail.serial, phone };
}

/** Whether this PIN leads to a login. */
export const opensWith = async (user: string, pin: string): Promise<boolean> =>
  (await check({ user, pass: pin })).json.result.authentication === "CHALLENGE";

export async function trigger({ user, pin, phone }: EnrolledPerson): Promise<TestLogin> {
  const reply = await check({ user, pass: pin });
  if (reply.json.result.authentication !== "CHALLENGE") throw new Error(`no challenge for ${user}: ${reply.text}`);
  const { transaction_id: transactionId, attributes } = reply.json.detail;
  const right = await responseOf(phone, attributes.value);
  return { user, transactionId, link: attributes.value, right, wrong: unlike(right) };
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
