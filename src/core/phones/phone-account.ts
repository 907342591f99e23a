// The account with which a phone answers: its identity, and the service under which it is filed. A
// phone compares both with the QR code and never changes them. So a token that was enrolled
// elsewhere, or before a change of settings, keeps its own (docs/migrating.md).
//
// A QR code has room for one account, but several tokens may answer. If their identities differ, it
// has none: the app goes by the service, or asks. If their services differ, it has the one of
// TIQR_SERVICE_IDENTIFIER if a token has that, else that of the token used last. Other phones then
// find no account, and can be asked by the serial of their token.

import type { Settings } from "../../settings.ts";
import { type AccountName, identityOf } from "../../tiqr/urls.ts";
import type { TokenRecord } from "../token.ts";
import type { UserReading } from "../user.ts";

type ServedServices = Pick<Settings, "serviceIdentifier" | "otherServiceIdentifiers">;
type Filed = Pick<TokenRecord, "identity" | "serviceIdentifier" | "lastAuthMs" | "id">;

export const identityOfToken = ({ identity }: Pick<TokenRecord, "identity">, { user, realm }: UserReading): string =>
  identity ?? identityOf(user, realm);

/** Phones under an identifier that is no longer served were given up: the service's own is used. */
const servedBy = ({ serviceIdentifier }: Pick<TokenRecord, "serviceIdentifier">, served: ServedServices): string =>
  serviceIdentifier !== null && served.otherServiceIdentifiers.includes(serviceIdentifier)
    ? serviceIdentifier
    : served.serviceIdentifier;

/** The account that a login's QR code names: one for all `tokens`. There is at least one token. */
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

/** The account of a token that has no identity and no service of its own. */
export const usualAccount = (
  { user, realm }: UserReading,
  { serviceIdentifier }: Pick<Settings, "serviceIdentifier">,
): AccountName => ({ userId: identityOf(user, realm), serviceIdentifier });
