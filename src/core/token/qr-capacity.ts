// Bounds on the parts of a link, so that every link fits a QR code. Users and serials are bounded
// where an init is read (./update.ts), settings where they are read (src/config/read-config.ts):
// when the longest links of the settings fit, no request leads to one that does not.

import { utf8 } from "../../lib/bytes.ts";
import type { Settings } from "../../settings.ts";
import { MAX_PARAMETER_CHARACTERS } from "../../tiqr/requests.ts";
import { enrolmentQrText, identityOf, loginQrText, metadataUrl } from "../../tiqr/urls.ts";
import { makeSession } from "../phone-session.ts";
import type { UserReading, UserReadings } from "../user.ts";
import { MAX_SERIAL_CHARACTERS } from "./serial.ts";

/** Version 40 at level L (ISO/IEC 18004 table 7). */
export const MAX_QR_BYTES = 2953;

/** The longest realm that surely leaves a user 200 characters. */
export const MAX_REALM_CHARACTERS = 64;

/** Percent-encoded: 200 emoji take 12 characters each; `_` and the realm follow. */
export const MAX_IDENTITY_CHARACTERS = 200 * 12 + 1 + MAX_REALM_CHARACTERS;

/** src/storage/objects/transaction-id.ts makes 20 digits; RFC 6287 §6.3 allows 64. */
const FULL_SESSION_KEY = "0".repeat(20);
const FULL_QUESTION = "0".repeat(64);

/** Whether the user's login fits a QR code, and its answer a request, however the name is read. */
export const fitsQrCode = ({ whole, split }: UserReadings): boolean =>
  fitsAs(whole) && (split === undefined || fitsAs(split));

function fitsAs({ user, realm }: UserReading): boolean {
  const identity = identityOf(user, realm);
  return identity.length <= MAX_PARAMETER_CHARACTERS && encodeURIComponent(identity).length <= MAX_IDENTITY_CHARACTERS;
}

/** The bytes of the longest login link. */
export const longestLogin = ({ serviceDisplayName: displayName, urlFormat, ...served }: Settings): number => {
  const userId = "x".repeat(MAX_IDENTITY_CHARACTERS);
  const services = [served.serviceIdentifier, ...served.otherServiceIdentifiers];
  const serviceIdentifier = services.reduce((longest, one) => (one.length > longest.length ? one : longest));
  const link = { userId, serviceIdentifier, sessionKey: FULL_SESSION_KEY, question: FULL_QUESTION, displayName };
  return utf8(loginQrText(link, urlFormat)).length;
};

/** The bytes of the longest enrolment link. */
export const longestEnrolment = ({ publicUrl, urlFormat }: Settings): number => {
  const session = makeSession((length) => new Uint8Array(length));
  return utf8(enrolmentQrText(metadataUrl(publicUrl, session, "x".repeat(MAX_SERIAL_CHARACTERS)), urlFormat)).length;
};
