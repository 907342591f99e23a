// The address at which a phone can be woken by a push message. Whoever reads it can wake the phone, so it is stored sealed.

import { utf8 } from "../../lib/bytes.ts";
import type { Notification } from "../../tiqr/requests.ts";
import type { Sealer } from "../sealer.ts";

export interface SealedNotification {
  readonly type: string;
  /** Alike for the same address, so that only another one is written. */
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
