// Tokens and users as `--format json` writes them, and `npm run import -- --from tiqr-edge-json`
// reads them: all that another installation needs. What is secret is sealed by itself, and the rest
// can be read.
import { identityOfToken } from "../../../src/core/phones/phone-account.ts";
import { type FernetKey, sealFernet, withMac } from "../import/crypt/fernet.ts";
import type { ExportedToken } from "./all-tokens.ts";
import { type ExportFormat, jsonFile, type OpenedToken } from "./format.ts";

export const ownFormat = (key: FernetKey, service: string | undefined): ExportFormat => ({
  file: jsonFile,
  token: (exported, opened) => ownToken(exported, opened, service, key),
  // The import knows a user by the missing serial.
  user: (user) => withMac({ ...user }, key),
});

/** `service` is that of phones whose token names none; undefined where the settings do not tell. */
function ownToken(
  { token, notification, ...known }: ExportedToken,
  { secretHex, pinHash, pushAddress }: OpenedToken,
  service: string | undefined,
  key: FernetKey,
): object {
  const { id: _, generation: __, sealedPin, sealedSecret, sessionExpiresAtMs, ...others } = token;
  // A day pass is over before the other installation is in use.
  const { sealedPass: ___, passUntilMs: ____, passLeft: _____, ...rest } = others;
  const { user, realm, identity } = token;
  const seal = (text: string) => sealFernet(Buffer.from(text), key, Date.now());
  const hasPhone = sealedSecret !== null;
  return withMac(
    {
      ...rest,
      identity: hasPhone && user !== null && realm !== null ? identityOfToken(token, { user, realm }) : identity,
      serviceIdentifier: token.serviceIdentifier ?? (hasPhone && service ? service : null),
      ...known,
      secret: secretHex === "" ? null : seal(secretHex),
      pinHash: pinHash === undefined ? null : seal(pinHash),
      notification:
        notification && pushAddress !== undefined ? { type: notification.type, address: seal(pushAddress) } : null,
    },
    key,
  );
}
