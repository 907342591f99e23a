// The address at which a push message wakes a phone. Whoever reads it can wake it, so it is sealed.

import { utf8 } from "../../lib/bytes.ts";
import type { Notification } from "../../tiqr/requests.ts";
import type { Sealer } from "../sealer.ts";

export interface SealedNotification {
  readonly type: string;
  /** The same text for the same address, so that only a changed address is written. */
  readonly sealedAddress: string;
}

export async function sealNotification(
  sealer: Sealer,
  serial: string,
  notification: Notification | null,
): Promise<SealedNotification | null> {
  if (notification === null) return null;
  const { type, address } = notification;
  return { type, sealedAddress: await sealer.sealAlike("push", serial, utf8(address)) };
}
