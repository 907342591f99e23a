// Whom a line of a job concerns, by address and name, so that its links can be mailed by hand: as
// the file has them, or as the service would mail.

import type { Settings } from "../../settings.ts";
import { emailOf } from "../mail-address.ts";
import type { ItemWithOutcome } from "../ports/job.ts";

export interface AddressedItem extends ItemWithOutcome {
  /** Empty if there is none, or it is hidden from the reader. */
  readonly email: string;
  readonly name: string;
}

export function addressed(one: ItemWithOutcome, settings: Settings): AddressedItem {
  const { item, outcome } = one;
  const given = "given" in item ? item.given : undefined;
  const { known, user = "", realm = "" } = outcome?.ok ? outcome : {};
  const email = given?.email ?? (known && emailOf({ user, realm, email: known.email }, settings)) ?? "";
  return { ...one, email, name: given?.displayName ?? known?.name ?? "" };
}
