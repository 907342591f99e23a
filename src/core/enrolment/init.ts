// /token/init makes a token or restarts its enrolment. A QR code leads the phone to the metadata.
// Its session is stored only as a hash, works once and expires.

import type { Parameter } from "../../tiqr/requests.ts";
import { enrolmentQrText, metadataUrl } from "../../tiqr/urls.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall, ImageFormat } from "../call.ts";
import { withProof } from "../desk/proven.ts";
import { endUnanswerableOf } from "../end-unanswerable.ts";
import { tellPerson } from "../mail-person.ts";
import { hashSession, makeSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { GivenPin } from "../token/pin.ts";
import { sealPin } from "../token/seal-pin.ts";
import { makeSerial } from "../token/serial.ts";
import { readUpdate } from "../token/update.ts";
import { readingsOf } from "../user.ts";

/** `detail` of /token/init. */
export interface InitDetail {
  readonly serial: string;
  readonly tiqrenroll: { readonly description: string; readonly value: string; readonly img: string };
}

export interface NewEnrolment {
  readonly detail: InitDetail;
  readonly enrolmentId: string;
  readonly suite: string;
  /** Whether a phone had enrolled the token, and has lost it now. */
  readonly endedPhone: boolean;
}

export async function initToken(ports: Ports, parameter: Parameter, asked: AdminCall): Promise<Outcome<NewEnrolment>> {
  const type = parameter("type") ?? "tiqr";
  if (type.toLowerCase() !== "tiqr") return refuse({ code: "unknown-token-type", type });
  const { settings, randomBytes } = ports;
  const read = readUpdate(parameter, settings);
  if (!read.ok) return read;
  const { pin, ...update } = read.update;

  const known = parameter("serial");
  const serial = known ?? makeSerial(randomBytes, await ports.tokens.slotFor(update.named));
  const session = makeSession(randomBytes);
  const owner = readingsOf(update.named, settings).whole;
  const call = await withProof(ports, "link", update.named, asked);
  const token = {
    ...update,
    serial,
    mayExist: known !== undefined,
    maxFail: settings.maxFail,
    sealedPin: pin === undefined ? undefined : await sealPin(ports, serial, owner, new GivenPin(pin)),
    sessionHash: await hashSession(session),
    sessionExpiresAtMs: call.nowMs + settings.enrolmentValidityMs,
  };
  const note = { ...noteOnSuccess(call, "ENROLLMENT_BEGUN", { serial }), named: update.named };
  const begun = await ports.tokens.init(call.caller, token, call.nowMs, note);
  if (!begun.ok)
    return refuseAndNote(ports, call, begun.reason, async () => {
      const { user } = await ports.tokens.view({ serial: undefined, named: update.named });
      return { serial, user: user?.name ?? "", realm: user?.realm ?? "" };
    });
  if (begun.result === "taken") {
    if (token.mayExist) throw new Error("a serial that may exist is never taken");
    return initToken(ports, parameter, asked); // draws another serial
  }
  const endedPhone = begun.result === "replaced";
  if (endedPhone) endUnanswerableOf(ports, [owner], call);
  tellPerson(ports, owner, "link", call);
  const detail = await initDetail(ports, serial, session, call.imageFormat);
  return { ok: true, enrolmentId: token.sessionHash, detail, suite: update.suite, endedPhone };
}

/** What the person who enrols is shown. `session` opens the metadata once. */
export async function initDetail(
  { settings, qrImage }: Ports,
  serial: string,
  session: string,
  image: ImageFormat,
): Promise<InitDetail> {
  const value = enrolmentQrText(metadataUrl(settings.publicUrl, session, serial), settings.urlFormat);
  return { serial, tiqrenroll: { description: "URL for TiQR enrollment", value, img: await qrImage(value, image) } };
}
