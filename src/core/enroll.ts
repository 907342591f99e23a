// /token/init: a token is made, or its enrolment begins anew, and a QR code shows where the phone fetches the metadata.
// The session in that QR code is stored only as a hash, works once and expires.

import { utf8 } from "../lib/bytes.ts";
import type { Parameter } from "../tiqr/requests.ts";
import { hashSession, makeSession } from "./enrollment-session.ts";
import { hashPin } from "./pin.ts";
import type { Caller, Ports } from "./ports.ts";
import { type Outcome, refuse } from "./reasons.ts";
import { makeSerial } from "./serial.ts";
import { type InitDetail, TiqrToken } from "./tiqr-token.ts";

export async function initToken(
  ports: Ports,
  caller: Caller,
  parameter: Parameter,
  nowMs: number,
): Promise<Outcome<{ readonly detail: InitDetail }>> {
  const type = parameter("type") ?? TiqrToken.getClassType();
  if (type.toLowerCase() !== TiqrToken.getClassType()) return refuse({ code: "unknown-token-type", type });
  const read = TiqrToken.update(parameter, ports.settings.ocraSuite);
  if (!read.ok) return read;
  const { named, suite, description, pin } = read.update;
  const { settings, sealer, randomBytes } = ports;

  const given = parameter("serial");
  const serial = given ?? makeSerial(TiqrToken.getClassPrefix(), randomBytes);
  const sealedPin =
    pin === undefined
      ? undefined
      : await sealer.seal("pin", serial, utf8(await hashPin(pin, settings.pinIterations, randomBytes)));
  const session = makeSession(randomBytes);
  const made = await ports.tokens.init(
    caller,
    {
      serial,
      mayExist: given !== undefined,
      named,
      description,
      suite,
      maxFail: settings.maxFail,
      sealedPin,
      sessionHash: await hashSession(session),
      sessionExpiresAtMs: nowMs + settings.enrollmentValidityMs,
    },
    nowMs,
  );
  if (!made.allowed) return refuse({ code: made.why, right: "enrollTIQR" });
  if (made.value === "revoked") return refuse({ code: "token-revoked" });
  if (made.value === "taken") return initToken(ports, caller, parameter, nowMs); // a generated serial: draw another
  return { ok: true, detail: await new TiqrToken(serial, suite).getInitDetail(ports, session) };
}
