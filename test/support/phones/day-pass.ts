// A service that has day passes, and the passes that its help desk makes.

import { admin, postOver, type Reply, requestOver, resultOf, type Send, withSettings } from "../service.ts";

/** `everywhere`: for applications that use the API, too. */
export const withPasses = (rule: "pages" | "everywhere", more: Partial<Env> = {}): Promise<Send> =>
  withSettings({ DAY_PASS: rule, ...more } as Partial<Env>);

export const passPath = (user: string, realm = "realm1"): string => `/user/${realm}/${encodeURIComponent(user)}/pass`;

export const askPass = async (send: Send, user: string, fields: Record<string, string> = {}): Promise<Reply> =>
  postOver(send, passPath(user), fields, await admin());

/** The digits of a new pass. */
export const passFor = async (send: Send, user: string, fields: Record<string, string> = {}): Promise<string> =>
  resultOf(await askPass(send, user, fields)).pass;

export const withdrawPass = async (send: Send, user: string): Promise<Reply> =>
  requestOver(send, passPath(user), { method: "DELETE", headers: await admin() });

/** Twelve other digits. */
export const otherPass = (pass: string, by = 1): string =>
  String((BigInt(pass.replaceAll(" ", "")) + BigInt(by)) % 10n ** 12n).padStart(12, "0");
