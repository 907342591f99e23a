// The parameters of an init, which makes or replaces a token.

import type { Settings } from "../../settings.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import { refuse } from "../reasons.ts";
import { saysShadows } from "../user.ts";
import { readDescription } from "./description.ts";
import { readNewOwner } from "./owner.ts";
import { readPin } from "./pin.ts";
import { readSerial } from "./serial.ts";
import { readTokenSuite } from "./suites.ts";
import { readValidityPeriod } from "./validity.ts";

/** A TiQR token needs a user, because the phone files its accounts under users. */
export function readUpdate(parameter: Parameter, settings: Settings) {
  const user = parameter("user");
  if (user === undefined) return refuse({ code: "missing-init-user" });
  const named = { user, realm: parameter("realm") };
  const serial = parameter("serial");
  for (const read of [readNewOwner(named, settings), readSerial(serial)]) if (!read.ok) return read;
  const suite = readTokenSuite(parameter("ocrasuite") ?? settings.ocraSuite);
  if (!suite.ok) return suite;
  const pin = parameter("pin");
  // A token of this serial keeps its PIN. Only the store knows whether there is such a token.
  const keepsPin = pin === undefined && serial !== undefined;
  const read = keepsPin ? undefined : readPin(pin, settings);
  if (read && !read.ok) return read;
  const period = readValidityPeriod(parameter);
  if (!period.ok) return period;
  const { validFromMs, validUntilMs } = period;
  const described = readDescription(parameter("description"));
  if (!described.ok) return described;
  const { description } = described;
  const shadows = saysShadows(parameter);
  const update = { named, shadows, suite: suite.suite.text, description, pin, validFromMs, validUntilMs };
  return { ok: true, update } as const;
}
