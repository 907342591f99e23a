// The responses that the phones compute. A secret is known by the number of the enrolment that
// pushed it.

import { fromHex, toHex, utf8 } from "../../src/lib/bytes.ts";
import { computeResponse } from "../../src/ocra/response.ts";
import { parseSuite } from "../../src/ocra/suite.ts";
import { readLoginQrText } from "../../src/tiqr/urls.ts";

/**
 * One serial has another suite, with decimal questions and no session, so that transactions with
 * different suites occur.
 */
export const suiteOfSerial = (serial: string): string =>
  serial === "B2" ? "OCRA-1:HOTP-SHA1-8:QN10" : "OCRA-1:HOTP-SHA256-8:QH10-S064";

/** 20 bytes. */
export const secretHex = (number: number): string => toHex(utf8(String(number).padStart(20, "0")));

/** The response to the challenge of a link, as the phone with this secret computes it. */
export async function responseTo(
  { link }: { readonly link: string },
  secret: number,
  suiteText: string,
): Promise<string> {
  const [suite, key] = [parseSuite(suiteText), fromHex(secretHex(secret))];
  if (!suite.ok || !key) throw new Error("a suite or secret of the test is wrong");
  const { question = "0123456789", sessionKey = "0123456789" } = readLoginQrText(link) ?? {};
  const computed = await computeResponse(suite.suite, key, { question, session: sessionKey });
  return computed.ok ? computed.response : "00000000";
}
