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
interface SoakClient {
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
  if (told !== "logged-in") throw new Error(`the phone of ${person.user} hears ${told}`);
  crew.ledger.decided("right answers");
  crew.ledger.decided("sign-ins on pages");
  return browser.submit(waiting, "/login/result");
}

type Visit = (crew: SoakCrew, browser: PageBrowser, person: EnrolledPerson) => Promise<string>;

/**
 * Makes each visit in a fresh browser, and signs out at its end. The address that the visit gives
 * must then ask to sign in again.
 */
const visiting =
  (visit: Visit) =>
  (user: string): SoakWork =>
  async (crew) => {
    const person = await crew.enrol(user);
    while (!crew.over) {
      const browser = openBrowser(crew);
      const address = await visit(crew, browser, person);
      await browser.submit(await browser.open(`${SERVICE_URL}/me`), "/oidc/logout");
      const after = await browser.open(address);
      crew.ledger.expect(asksToSignIn(after), () => `after signing out ${user} is still at ${after.url}`);
    }
  };

/** Signs in at one application with a scan, and at the other without one. */
export const reader = ([chat, mail]: readonly [SoakClient, SoakClient]) =>
  visiting(async (crew, browser, person) => {
    const first = await redeem(crew, browser, chat, person);
    const second = await redeem(crew, browser, mail, undefined);
    crew.ledger.expect(first !== "" && first === second, () => `${person.user} is ${first} to Chat, ${second} to Mail`);
    const me = textIn(await browser.open(`${SERVICE_URL}/me`));
    crew.ledger.expect(me.includes("Chat"), () => `/me of ${person.user}: ${me.slice(0, 200)}`);
    return authorizationOf(chat).address;
  });

/** Signs in at the host behind the proxy. */
export const guest = visiting(async (crew, browser, person) => {
  const { user } = person;
  const page = await browser.open(`${WIKI_URL}/page?a=1`);
  crew.ledger.expect(asksToSignIn(page), () => `a stranger is at ${page.url}`);
  const last = await signIn(crew, browser, page, person);
  const isIn = last.url.href === `${WIKI_URL}/page?a=1` && last.text === `${user} is in the wiki`;
  crew.ledger.expect(isIn, () => `${user} is at ${last.url}: ${textIn(last).slice(0, 200)}`);
  const again = await browser.open(`${WIKI_URL}/`);
  crew.ledger.expect(again.status === 200, () => `${user} was let in once, and then got ${again.status}`);
  return `${WIKI_URL}/`;
});

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

/** Gives the application's code for tokens, and returns the `sub` of its userinfo. */
async function redeem(
  crew: SoakCrew,
  browser: PageBrowser,
  client: SoakClient,
  person: EnrolledPerson | undefined,
): Promise<string> {
  const { service, ledger } = crew;
  const { verifier, address } = authorizationOf(client);
  const page = await browser.open(address);
  const last = person ? await signIn(crew, browser, page, person) : page;
  const code = last.url.searchParams.get("code") ?? "";
  const form = { grant_type: "authorization_code", code, redirect_uri: CALLBACK, code_verifier: verifier };
  const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString("base64");
  const { json, text } = await service.post("/oidc/token", form, { Authorization: `Basic ${basic}` });
  ledger.expect(json?.access_token !== undefined, () => `no tokens at ${last.url}: ${text}`);
  if (json?.access_token === undefined) return "";
  ledger.decided("codes redeemed");
  const headers = { Authorization: `Bearer ${json.access_token}` };
  const userinfo = await service.request("/oidc/userinfo", { headers });
  return String(userinfo.json?.sub ?? "");
}
