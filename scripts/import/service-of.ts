// Under which service the phones of an export have filed their accounts. They find none under
// another, so it is never guessed: an export of privacyIDEA does not hold it, and only its tables
// say whether its default was in use.
import { Refusal } from "../lib/project.ts";
import type { Asked } from "./options.ts";
import type { Foreign, PhoneService } from "./record.ts";

export interface KnownService extends PhoneService {
  /** False where it is the service's own of the day, of which a later run may find another. */
  readonly isGiven: boolean;
}

export function serviceOf(
  { from, serviceIdentifier }: Asked,
  { settings }: Foreign,
  ownIdentifier: string,
): KnownService {
  if (serviceIdentifier !== undefined)
    return { identifier: serviceIdentifier, source: "--service-identifier", isGiven: true };
  if (settings) return { ...settings.service, isGiven: true };
  if (/^(privacyidea|edumfa)-/.test(from))
    throw new Refusal(
      "Give --service-identifier: tiqr.serviceIdentifier of the old server, or if that is not set org.privacyidea for privacyIDEA " +
        "and io.edumfa for eduMFA. It is not in this export, and phones find their accounts by it.",
    );
  return { identifier: ownIdentifier, source: "the settings of this service, as none is given", isGiven: false };
}
