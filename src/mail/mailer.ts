// Sends mail by the binding MAIL, of Cloudflare's Email Service: docs/mail.md. An address or a link is in no line of the log.
//
// https://developers.cloudflare.com/email-service/api/send-emails/workers-api/

import { isMailAddress } from "../core/mail-address.ts";
import type { Mail, MailFault } from "../core/ports/people/mail.ts";
import { within } from "../lib/within.ts";
import type { Settings } from "../settings.ts";
import { oneLine, writeLetter } from "./write-letter.ts";

/** A request has ten seconds, in which its link has to be made as well. A job may send again a mail that was taken later than this. */
const MAX_SEND_MS = 5_000;

type Sender = Pick<SendEmail, "send">;

/** Undefined unless the worker has the binding and MAIL_FROM. */
export function createMail(bindings: object, settings: Settings): Mail | undefined {
  const { MAIL: sender } = bindings as { readonly MAIL?: Sender };
  const { mailFrom, serviceDisplayName } = settings;
  if (!sender || mailFrom === "") return undefined;
  const from = { email: mailFrom, name: oneLine(serviceDisplayName) };
  return {
    async send(to, letter, language) {
      // Addresses may come from an import. One that the service would read as two must not get the mail to both.
      if (!isMailAddress(to)) return "refused";
      try {
        await within(MAX_SEND_MS, sender.send({ to, from, ...writeLetter(letter, language, settings) }));
        return undefined;
      } catch (error) {
        const code = codeOf(error);
        console.error(`mail: a mail (${letter.kind}) was not sent: ${code ?? "no answer, or an unknown error"}`);
        return code === undefined ? "unavailable" : faultOf(code);
      }
    },
  };
}

/** The message of an error may hold the address, so only the code is used. It may not have come as a field through the binding. */
function codeOf(error: unknown): string | undefined {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return /\bE_[A-Z_]{3,60}\b/.exec(`${code ?? ""} ${message ?? ""}`)?.[0];
}

function faultOf(code: string): MailFault {
  switch (code) {
    case "E_DAILY_LIMIT_EXCEEDED":
    case "E_RATE_LIMIT_EXCEEDED":
      return "limit";
    case "E_SENDER_NOT_VERIFIED":
    case "E_SENDER_DOMAIN_NOT_AVAILABLE":
      return "sender";
    case "E_RECIPIENT_NOT_ALLOWED":
    case "E_RECIPIENT_SUPPRESSED":
    case "E_DELIVERY_FAILED":
    // All fields but the address are ours, and were right for the mail before.
    case "E_VALIDATION_ERROR":
      return "refused";
    default:
      return "unavailable";
  }
}
