// The account of a phone that answers a login: the identity by which the phone calls it, and the service under which the phone has
// filed it. A phone looks both up in the QR code, and they never change on the phone. So a token that was enrolled elsewhere, or
// before a change of settings, keeps its own (docs/migrating.md).
//
// A QR code has room for one account, and several tokens may answer:
//   their identities differ     it carries none, and the app finds the account by the service, or asks which one
//   their services differ       it carries that of TIQR_SERVICE_IDENTIFIER if any token has it, else that of the token used last;
//                               the other phones find no account for it, and can be asked by the serial of their token

import type { Settings } from "../../settings.ts";
import { type AccountName, identityOf } from "../../tiqr/urls.ts";
import type { TokenRecord } from "../token.ts";
import type { UserReading } from "../user.ts";

type ServedServices = Pick<Settings, "serviceIdentifier" | "otherServiceIdentifiers">;
type Filed = Pick<TokenRecord, "identity" | "serviceIdentifier" | "lastAuthMs" | "id">;

export const identityOfToken = ({ identity }: Pick<TokenRecord, "identity">, { user, realm }: UserReading): string =>
  identity ?? identityOf(user, realm);

/** An identifier that is no longer served is that of phones which were given up: the QR code carries the service's own. */
const servedBy = ({ serviceIdentifier }: Pick<TokenRecord, "serviceIdentifier">, served: ServedServices): string =>
  serviceIdentifier !== null && served.otherServiceIdentifiers.includes(serviceIdentifier)
    ? serviceIdentifier
    : served.serviceIdentifier;

/** The account that the QR code of a login names: one for all `tokens`, of which there is at least one. */
export function accountInQrCode(tokens: readonly Filed[], owner: UserReading, served: ServedServices): AccountName {
  const services = tokens
    .toSorted((a, b) => (b.lastAuthMs ?? 0) - (a.lastAuthMs ?? 0) || b.id - a.id)
    .map((token) => servedBy(token, served));
  const serviceIdentifier = services.includes(served.serviceIdentifier)
    ? served.serviceIdentifier
    : (services[0] ?? served.serviceIdentifier);
  const named = tokens.filter((token) => servedBy(token, served) === serviceIdentifier);
  const identities = new Set(named.map((token) => identityOfToken(token, owner)));
  const [userId] = identities;
  return { userId: identities.size === 1 ? userId : undefined, serviceIdentifier };
}

/** The account of every token whose identity and service were never told apart from the user's and the settings'. */
export const usualAccount = (
  { user, realm }: UserReading,
  { serviceIdentifier }: Pick<Settings, "serviceIdentifier">,
): AccountName => ({ userId: identityOf(user, realm), serviceIdentifier });
