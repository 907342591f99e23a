// The clients that sign in on the service's pages: for applications of OpenID Connect, and for a
// host behind a proxy. They look at their own account, and leave.
import { createHash, randomBytes } from "node:crypto";
import { type BrowserPage, PageBrowser, qrTextIn, textIn } from "../../scripts/lib/page-browser.ts";
import type { EnrolledPerson } from "../../scripts/lib/service-client.ts";
import { sessionKeyIn } from "../../scripts/lib/service-phone.ts";
import type { SoakCrew, SoakWork } from "./crew.ts";
import { SERVICE_URL, throughProxy, WIKI_URL } from "./names.ts";

const APPLICATION = "https://app.test";
const CALLBACK = `${APPLICATION}/back`;

/** An application, as the service has registered it. */
export interface SoakClient {
  readonly client_id: string;
  readonly client_secret: string;
}

/** Registers two applications, and the host behind the proxy. */
export async function registerClients({ service }: SoakCrew): Promise<readonly [SoakClient, SoakClient]> {
  const register = async (metadata: object): Promise<SoakClient> => {
    const { json, text } = await service.postAsAdmin("/oidc/clients", metadata);
    if (json?.result?.value?.client_id === undefined) throw new Error(`no client: ${text}`);
    return json.result.value;
  };
  await register({ client_name: "Wiki", forward_auth_hosts: [new URL(WIKI_URL).host] });
  const application = { redirect_uris: [CALLBACK], scope: "openid profile offline_access" };
  return [
    await register({ ...application, client_name: "Chat" }),
    await register({ ...application, client_name: "Mail" }),
  ];
}

/** A fresh browser, in which nobody is signed in. It stops at the application's address. */
const openBrowser = ({ service }: SoakCrew): PageBrowser =>
  new PageBrowser({ fetch: throughProxy(service.fetch), serves: ({ origin }) => origin !== APPLICATION });

const asksToSignIn = ({ forms }: BrowserPage): boolean =>
  forms.some(({ action }) => action.pathname === "/login/begin");

/** Fills the form in, confirms on the phone, and follows where the page then leads. */
async function signIn(crew: SoakCrew, browser: PageBrowser, page: BrowserPage, person: EnrolledPerson) {
  const openedAtMs = Date.now();
  const waiting = await crew.inTurn(() => browser.submit(page, "/login/begin", { user: person.user, pin: person.pin }));
  const link = qrTextIn(waiting);
  if (link === undefined) throw new Error(`no QR code for ${person.user}: ${textIn(waiting)}`);
  const login = { openedAtMs, user: person.user, sessionKey: sessionKeyIn(link), state: "used" };
  crew.ledger.logins.set(login.sessionKey, login);
  const { told } = await person.phone.login(link);
  if (told !== "logged-in") throw new Error(`the phone of ${person.user} is told ${told}`);
  crew.ledger.decided("right answers");
  crew.ledger.decided("sign-ins on pages");
  return browser.submit(waiting, "/login/result");
}

/**
 * Signs in at one application with a scan, and at the other without one. Then the session is ended,
 * and neither gets anything any more.
 */
export const reader =
  (clients: readonly [SoakClient, SoakClient]) =>
  (user: string): SoakWork =>
  async (crew) => {
    const person = await crew.enrol(user);
    const { ledger } = crew;
    while (!crew.over) {
      const browser = openBrowser(crew);
      const [chat, mail] = clients;
      const first = await redeem(crew, browser, chat, person);
      const second = await redeem(crew, browser, mail, undefined);
      ledger.expect(first !== "" && first === second, () => `${user} is ${first} to Chat and ${second} to Mail`);
      const me = await browser.open(`${SERVICE_URL}/me`);
      ledger.expect(textIn(me).includes("Chat"), () => `/me of ${user}: ${me.status} ${textIn(me).slice(0, 200)}`);
      await browser.submit(me, "/oidc/logout");
      const after = await browser.open(authorizationOf(chat).address);
      ledger.expect(asksToSignIn(after), () => `after signing out ${user} is still at ${after.url}`);
    }
  };

/** Signs in at the host behind the proxy, and out again. */
export const guest =
  (user: string): SoakWork =>
  async (crew) => {
    const person = await crew.enrol(user);
    const { ledger } = crew;
    while (!crew.over) {
      const browser = openBrowser(crew);
      const page = await browser.open(`${WIKI_URL}/page?a=1`);
      ledger.expect(asksToSignIn(page), () => `a stranger is at ${page.url}`);
      const shown = await signIn(crew, browser, page, person);
      const isIn = shown.url.href === `${WIKI_URL}/page?a=1` && shown.text === `${user} is in the wiki`;
      ledger.expect(isIn, () => `${user} is at ${shown.url}: ${textIn(shown).slice(0, 200)}`);
      const again = await browser.open(`${WIKI_URL}/`);
      ledger.expect(again.status === 200, () => `${user} was let in once, and then told ${again.status}`);
      await browser.submit(await browser.open(`${SERVICE_URL}/me`), "/oidc/logout");
      const after = await browser.open(`${WIKI_URL}/`);
      ledger.expect(asksToSignIn(after), () => `after signing out ${user} is still at ${after.url}`);
    }
  };

function authorizationOf({ client_id }: SoakClient) {
  const verifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    client_id,
    redirect_uri: CALLBACK,
    response_type: "code",
    scope: "openid profile",
    state: randomBytes(8).toString("hex"),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  return { verifier, address: `${SERVICE_URL}/oidc/authorize?${query}` };
}

/** Gives the application's code for tokens, and returns the `sub` that userinfo tells. */
async function redeem(
  crew: SoakCrew,
  browser: PageBrowser,
  client: SoakClient,
  person: EnrolledPerson | undefined,
): Promise<string> {
  const { service, ledger } = crew;
  const { verifier, address } = authorizationOf(client);
  const page = await browser.open(address);
  const shown = person ? await signIn(crew, browser, page, person) : page;
  const code = shown.url.searchParams.get("code") ?? "";
  const form = { grant_type: "authorization_code", code, redirect_uri: CALLBACK, code_verifier: verifier };
  const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString("base64");
  const { json, text } = await service.post("/oidc/token", form, { Authorization: `Basic ${basic}` });
  ledger.expect(json?.access_token !== undefined, () => `no tokens at ${shown.url}: ${text}`);
  if (json?.access_token === undefined) return "";
  ledger.decided("codes redeemed");
  const headers = { Authorization: `Bearer ${json.access_token}` };
  const told = await service.request("/oidc/userinfo", { headers });
  return String(told.json?.sub ?? "");
}
