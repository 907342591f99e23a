// The step in which a phone confirms something, as its form brings it along: so the server stores nothing for it.

import { MAX_QR_BYTES } from "../../core/token/qr-capacity.ts";
import { readLoginQrText } from "../../tiqr/urls.ts";

/** `link`: the QR text. */
export interface ConfirmationStep {
  readonly transaction_id: string;
  readonly ticket: string;
  readonly link: string;
}

/** Reads the step from the form. Its link is drawn again, so it must be a login and fit into a QR code. */
export function readConfirmationStep(text: (name: string) => string): ConfirmationStep {
  const link = text("link").slice(0, MAX_QR_BYTES);
  return {
    transaction_id: text("transaction_id"),
    ticket: text("ticket"),
    link: readLoginQrText(link) ? link : "",
  };
}
