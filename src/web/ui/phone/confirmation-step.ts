// The step in which a phone confirms something. Its form has all of it: the server stores nothing.

import { MAX_QR_BYTES } from "../../../core/token/qr-capacity.ts";
import { readLoginQrText } from "../../../tiqr/urls.ts";

/** `link`: the QR text. */
export interface ConfirmationStep {
  readonly transaction_id: string;
  readonly ticket: string;
  readonly link: string;
}

/** Reads the step from the form. The link becomes a QR code, so it must be a login and fit. */
export function readConfirmationStep(text: (name: string) => string): ConfirmationStep {
  const link = text("link").slice(0, MAX_QR_BYTES);
  return {
    transaction_id: text("transaction_id"),
    ticket: text("ticket"),
    link: readLoginQrText(link) ? link : "",
  };
}
