// A service with CIBA, an application that asks, and a person with a phone at /confirm.

import { env } from "cloudflare:workers";
import { sealConfirmTicket } from "../../../src/core/ciba/sealed.ts";
import type { EnrolledPerson } from "../login.ts";
import { Browser, hiddenIn, linkIn } from "../pages/browser.ts";
import { type Reply, requestOver, type Send, withSettings } from "../service.ts";
import { realPorts } from "../storage/ports.ts";
import { type MadeClient, makeClient } from "./oidc.ts";

export const CIBA = "urn:openid:params:grant-type:ciba";

/** The objects of logins have the settings of the worker, which need not say so. */
export const withCiba = (more: Readonly<Record<string, unknown>> = {}): Promise<Send> =>
  withSettings({ CIBA: "on", ...more } as unknown as Partial<Env>);

export const cibaClient = (over: Send, metadata: Readonly<Record<string, unknown>> = {}): Promise<MadeClient> =>
  makeClient(
    {
      client_name: "Shop",
      redirect_uris: [],
      grant_types: [CIBA, "refresh_token"],
      backchannel_token_delivery_mode: "poll",
      ...metadata,
    },
    over,
  );

type Fields = Readonly<Record<string, string>>;

const formPost = (over: Send, path: string, client: MadeClient, fields: Fields): Promise<Reply> =>
  requestOver(over, path, {
    method: "POST",
    body: new URLSearchParams({ client_id: client.client_id, client_secret: client.client_secret, ...fields }),
  });

export const USUAL = { scope: "openid profile", binding_message: "W4SCT" };

export const askCiba = (over: Send, client: MadeClient, fields: Fields = {}): Promise<Reply> =>
  formPost(over, "/oidc/ciba", client, { ...USUAL, ...fields });

export const pollFor = (over: Send, client: MadeClient, auth_req_id: string, fields: Fields = {}): Promise<Reply> =>
  formPost(over, "/oidc/token", client, { grant_type: CIBA, auth_req_id, ...fields });

/** A page of the ticket, in a browser that knows nothing of the person. */
export interface ConfirmVisit {
  readonly browser: Browser;
  readonly path: string;
}

export const atTicket = (over: Send, path: string): ConfirmVisit => ({ browser: new Browser(over), path });

/** The page of the person's newest question. */
export async function newestTicketOf(over: Send, user: string, db = env.DB): Promise<ConfirmVisit> {
  const row = await db
    .prepare(
      "SELECT id, user, realm, expires_at_ms AS expiresAtMs FROM ciba_request WHERE user = ? ORDER BY made_at_ms DESC LIMIT 1",
    )
    .bind(user)
    .first<{ id: string; user: string; realm: string; expiresAtMs: number }>();
  if (!row) throw new Error(`nothing was asked of ${user}`);
  return atTicket(over, `/confirm/${await sealConfirmTicket((await realPorts()).sealer, row)}`);
}

export const lookAt = ({ browser, path }: ConfirmVisit): Promise<Reply> => browser.request(path);

export const declineAt = ({ browser, path }: ConfirmVisit): Promise<Reply> => browser.post(`${path}/decline`, {});

/** The page with the QR code. */
export async function askPhoneAt({ browser, path }: ConfirmVisit, pin = "1234") {
  const page = await browser.post(path, { pin });
  const [link, transaction_id] = [linkIn(page), hiddenIn(page, "transaction_id")];
  if (link === undefined || transaction_id === undefined) throw new Error(`no QR code: ${page.status} ${page.text}`);
  return { page, link, fields: { transaction_id, link } };
}

/** The phone confirms. Nobody goes back to the page. */
export async function confirmAt(at: ConfirmVisit, { phone, pin }: Pick<EnrolledPerson, "phone" | "pin">) {
  const { link, ...asked } = await askPhoneAt(at, pin);
  return { ...asked, link, outcome: await phone.login(link) };
}
