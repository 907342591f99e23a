// Sends mail by Cloudflare's Email Service: docs/mail.md. Addresses and links are never logged.
//
// https://developers.cloudflare.com/email-service/api/send-emails/workers-api/

import { readWords } from "../assets/read-words.ts";
import { isMailAddress } from "../core/mail-address.ts";
import type { Mail, MailFault } from "../core/ports/people/mail.ts";
import { within } from "../lib/within.ts";
import type { Settings } from "../settings.ts";
import type { MailWords } from "./words.ts";
import { oneLine, writeLetter } from "./write-letter.ts";

/** A request has ten seconds in all. A job may send twice a mail that was taken later than this. */
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
      // An imported address may be one that Cloudflare reads as two, and both would get the mail.
      if (!isMailAddress(to)) return "refused";
      try {
        const reading = readWords<MailWords>(bindings, `mail-words.${language}.json`);
        const sending = reading.then((words) =>
          sender.send({ to, from, ...writeLetter(letter, language, words, settings) }),
        );
        await within(MAX_SEND_MS, sending);
        return undefined;
      } catch (error) {
        const code = codeOf(error);
        console.error(`mail: a mail (${letter.kind}) was not sent: ${code ?? "no answer, or an unknown error"}`);
        return code === undefined ? "unavailable" : faultOf(code);
      }
    },
  };
}

function codeOf(error: unknown): string | undefined {
  // The message may hold the address, so only the code is used. A binding may lose the field.
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
    // Every other field is ours and worked in other mails, so it is the address.
    case "E_VALIDATION_ERROR":
      return "refused";
    default:
      return "unavailable";
  }
}
