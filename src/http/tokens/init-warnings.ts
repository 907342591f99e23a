// What /token/init warns of: a phone that it has locked out, and apps that compute wrongly.

import type { NewEnrolment } from "../../core/enrolment/init.ts";
import { isWrongInPhp, storedSuite } from "../../core/token/suites.ts";
import type { Warning } from "../../core/warning.ts";

export function initWarnings({ detail: { serial }, suite, endedPhone }: NewEnrolment): readonly Warning[] {
  const ended =
    `A phone had enrolled the token ${serial}, and can no longer log in with it. ` +
    "If the same phone is to enrol it again, delete the account in the app before the QR code is scanned: " +
    "apps refuse a second account of the same service and user.";
  const php = `The PHP client computes the responses of the suite ${suite} wrongly, other apps do not.`;
  return [
    ...(endedPhone ? [{ code: "phone-ended", message: ended } as const] : []),
    ...(isWrongInPhp(storedSuite(suite)) ? [{ code: "suite-wrong-in-php", message: php } as const] : []),
  ];
}
