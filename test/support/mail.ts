// The mail service as the worker sees it, by the binding MAIL: it keeps what it takes, and refuses
// what a test tells it to.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { requestOver, type Send, withSettings } from "./service.ts";

export interface SentMail {
  readonly to: string;
  readonly from: { readonly email: string; readonly name: string };
  readonly subject: string;
  readonly text: string;
}

/**
 * `refusal` gives the code with which a mail is refused, if it is. `number` counts all tries, from
 * 1 on.
 */
export function mailService(refusal: (to: string, number: number) => string | undefined = () => undefined) {
  const sent: SentMail[] = [];
  let tries = 0;
  const MAIL = {
    async send(mail: SentMail) {
      const code = refusal(mail.to, ++tries);
      if (code !== undefined) throw Object.assign(new Error(`refused for ${mail.to}`), { code });
      sent.push(mail);
      return { messageId: `<${tries}@mail.test>` };
    },
  };
  const settings = { MAIL, MAIL_FROM: "login@mail.test" } as unknown as Partial<Env>;
  return { sent, settings, tries: () => tries };
}
export type MailService = ReturnType<typeof mailService>;

/** The service with this mail. */
export const withMail = (mail: MailService, settings: Partial<Env> = {}): Promise<Send> =>
  withSettings({ ...mail.settings, ...settings });

/** Begins a job whose object has this mail, too. */
export async function beginMailJob(
  mail: MailService,
  id: string,
  path: string,
  body: object,
  headers: Record<string, string>,
) {
  await runInDurableObject(env.JOBS.getByName(id), (object) => {
    const inside = object as unknown as { env: Env };
    inside.env = { ...inside.env, ...mail.settings };
  });
  return requestOver(await withMail(mail), `/jobs/${path}`, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify({ id, mail: true, ...body }),
  });
}
