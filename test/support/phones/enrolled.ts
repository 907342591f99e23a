// A phone that has enrolled a token of the service, over the worker's own fetch or an app with
// other settings. Every reply to a POST of the phone is checked here to keep to one protocol: text
// or JSON, never mixed, and never zero tries.

import { expect } from "vitest";
import { withoutSentence } from "../house/sentence.ts";
import { admin, postOver, type Send, worker } from "../service.ts";
import { type PhoneName, TEST_PHONES } from "./all.ts";
import type { ScanResult, TestPhone, TestPhoneOptions } from "./test-phone.ts";

/** The phone's way to the service, with its replies recorded, without their sentences. */
export interface Line {
  readonly send: Send;
  readonly heard: string[];
}

export function line(over: Send = worker): Line {
  const heard: string[] = [];
  const send: Send = async (request) => {
    const readsJson =
      request.headers.has("X-TIQR-Protocol-Version") || /; iOS /.test(request.headers.get("User-Agent") ?? "");
    const response = await over(request);
    if (request.method !== "POST") return response;
    const body = await response.clone().text();
    expect(response.status).toBe(200);
    expect(response.headers.get("X-TIQR-Protocol-Version")).toBe(readsJson ? "2" : null);
    expect(body).toMatch(readsJson ? /^\{"responseCode":\d+[,}]/ : /^[A-Z_]+(:[1-9])?$/);
    heard.push(readsJson ? withoutSentence(body) : body);
    expect(body).not.toMatch(/:0|"attemptsLeft":(0|-)/);
    return response;
  };
  return { send, heard };
}

export interface EnrolmentOptions {
  readonly over?: Send;
  readonly make?: (options: TestPhoneOptions) => TestPhone;
}

export interface EnrolledPhone {
  readonly phone: TestPhone;
  readonly result: ScanResult;
  readonly serial: string;
  /** Replies to the phone's POSTs, in order, without that to the enrolment. */
  readonly heard: string[];
}

/** Makes a token with these fields and shows its QR code to the phone, whatever the result. */
export async function scanEnrolment(
  name: PhoneName,
  fields: Record<string, string>,
  { over = worker, make = TEST_PHONES[name] }: EnrolmentOptions = {},
): Promise<EnrolledPhone> {
  const { send, heard } = line(over);
  const phone = make({ send });
  return { phone, heard, ...(await scanAgain(phone, heard, fields, over)) };
}

export async function scanAgain(
  phone: TestPhone,
  heard: string[],
  fields: Record<string, string>,
  over: Send = worker,
) {
  const made = await postOver(over, "/token/init", { type: "tiqr", ...fields }, await admin());
  expect(made.json.result).toMatchObject({ status: true });
  const result = await phone.enroll(made.json.detail.tiqrenroll.value);
  heard.length = 0;
  return { result, serial: made.json.detail.serial as string };
}

/** As above, and the phone must have accepted it. */
export async function enrolOn(name: PhoneName, fields: Record<string, string>, enrolling: EnrolmentOptions = {}) {
  const enrolled = await scanEnrolment(name, fields, enrolling);
  expect(enrolled.result).toEqual({ ok: true, words: "success" });
  return enrolled;
}
