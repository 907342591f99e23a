// An agent of the help desk, and somebody on the phone who shows at /call who they are.

import type { Phone } from "../../../phone/phone.ts";
import type { Right } from "../../../src/core/caller.ts";
import { type Browser, hiddenIn, linkIn } from "../pages/browser.ts";
import { type Reply, requestOver, type Send, serviceAccount, withSettings } from "../service.ts";

export const DESK_RIGHTS: readonly Right[] = [
  ...(["tokenlist", "userlist", "enable", "disable", "reset", "setrandompin", "setpin"] as const),
  ...(["enrollTIQR", "verifycaller", "daypass"] as const),
];

export const REQUIRED = { DESK_VERIFIES: "required" } as unknown as Partial<Env>;
export const withDesk = (settings: object = {}): Promise<Send> =>
  withSettings({ ...REQUIRED, ...settings } as Partial<Env>);

export interface Agent {
  readonly name: string;
  readonly call: (method: string, path: string, fields?: Record<string, string>) => Promise<Reply>;
  /** The same over another app. */
  readonly over: (send: Send) => Agent;
}

export async function agent(name: string, send: Send, rights = DESK_RIGHTS): Promise<Agent> {
  const headers = await serviceAccount(name, rights);
  const over = (through: Send): Agent => ({
    name,
    over,
    call: (method, path, fields) =>
      requestOver(through, path, { method, headers, ...(fields && { body: new URLSearchParams(fields) }) }),
  });
  return over(send);
}

export const pathOf = (user: string, what: string): string => `/user/realm1/${encodeURIComponent(user)}/${what}`;
export const callerPath = (user: string): string => pathOf(user, "caller");

/** The number that the agent reads out, and the id of the call. */
export async function askNumber(by: Agent, user: string, act = "pin"): Promise<{ id: string; number: string }> {
  const { json, text } = await by.call("POST", callerPath(user), { act });
  if (!json?.detail?.number) throw new Error(`no number: ${text}`);
  return json.detail;
}

export interface AtPage {
  readonly browser: Browser;
  readonly page: Reply;
  readonly ticket: string;
}

export async function typeNumber(user: string, number: string, browser: Browser): Promise<AtPage> {
  const page = await browser.post("/call", { user, number });
  return { browser, page, ticket: hiddenIn(page, "ticket") ?? "" };
}

/** Sends a form of the page, which brings the ticket along. */
export const sendCallForm = ({ browser, ticket }: AtPage, step: string, fields: Record<string, string> = {}) =>
  browser.post(`/call/${step}`, { ticket, ...fields });

/** The phone scans the code of the page, and the page goes on. */
export async function confirmByPhone(at: AtPage, phone: Phone): Promise<Reply> {
  const asked = await sendCallForm(at, "phone");
  const link = linkIn(asked);
  if (link === undefined) throw new Error(`no QR code: ${asked.status} ${asked.text}`);
  await phone.login(link);
  return sendCallForm(at, "confirmed", { transaction_id: hiddenIn(asked, "transaction_id") ?? "", link });
}

export const callsOf = async (by: Agent, user: string) =>
  (await by.call("GET", callerPath(user))).json.result.value.calls;
