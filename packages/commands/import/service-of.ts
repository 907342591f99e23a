// Under which service the phones of an export have filed their accounts. Under another name they
// would find no account, so it is never guessed: an export of privacyIDEA does not hold it, and
// only its tables say whether its default was in use.
import { CommandError } from "../../../scripts/lib/project.ts";
import type { ImportOptions } from "./options.ts";
import type { Foreign } from "./record.ts";

export interface KnownService {
  readonly identifiers: readonly string[];
  readonly source: string;
  /** The one of all tokens that name none themselves; undefined where nobody says it. */
  readonly ofAll: string | undefined;
  /** False where it is the service's own of the day, of which a later run may find another. */
  readonly isGiven: boolean;
}

export function serviceOf(
  { from, serviceIdentifier }: ImportOptions,
  { settings, services }: Foreign,
  ownIdentifier: string,
): KnownService {
  const ofAll = (identifier: string, source: string): KnownService => ({
    identifiers: [identifier],
    source,
    ofAll: identifier,
    isGiven: true,
  });
  if (serviceIdentifier !== undefined) return ofAll(serviceIdentifier, "--service-identifier");
  if (settings) return ofAll(settings.service.identifier, settings.service.source);
  if (services && services.length > 0)
    return { identifiers: services, source: "the tokens themselves", ofAll: undefined, isGiven: true };
  if (/^(privacyidea|edumfa)-/.test(from))
    throw new CommandError(
      "Give --service-identifier: tiqr.serviceIdentifier of the old server, or if that is not set org.privacyidea for privacyIDEA " +
        "and io.edumfa for eduMFA. It is not in this export, and phones find their accounts by it.",
    );
  const source = "the settings of this service, as none is given";
  return { identifiers: [ownIdentifier], source, ofAll: undefined, isGiven: false };
}
