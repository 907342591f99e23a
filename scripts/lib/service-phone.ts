// Simulated phones that call a running service, and the response that one of them would send.
import { Phone, type PhoneAccount } from "../../phone/phone.ts";
import type { Bytes } from "../../src/lib/bytes.ts";
import { readLoginQrText } from "../../src/tiqr/urls.ts";

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length)) as Bytes;

export const newPhone = (accounts: readonly PhoneAccount[] = [], fetchOver: typeof fetch = fetch): Phone =>
  new Phone({ fetch: (url, init) => fetchOver(url, init), randomBytes, protocol: 2, accounts });

/** Computes the phone's response without sending it. */
export async function responseOf({ accounts }: Phone, link: string): Promise<string> {
  const offline = new Phone({ fetch: async () => new Response("OK"), randomBytes, protocol: 1, accounts });
  const outcome = await offline.login(link);
  if (outcome.told !== "logged-in") throw new Error(`the phone computes nothing for ${link}: ${outcome.told}`);
  return outcome.response;
}

/** Returns the sessionKey in a QR text, which names the transaction for the phone. */
export function sessionKeyIn(link: string): string {
  const read = readLoginQrText(link);
  if (!read) throw new Error(`no login: ${link}`);
  return read.sessionKey;
}

/**
 * One of many wrong responses. The same one again in a transaction hears the same, and is not
 * counted.
 */
export const wrongOne = (right: string, n: number): string =>
  String((Number(right) + n + 1) % 10 ** right.length).padStart(right.length, "0");

/** Changes every digit, so that the response is certainly wrong. */
export const unlike = (response: string): string =>
  response.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));
