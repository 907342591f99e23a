// What is tried with the throwaway person: whole sign-ins, through the API, as an application waits
// for one, and on the service's own page; and a mail.
import { PageBrowser, qrTextIn, textIn } from "../../../scripts/lib/page-browser.ts";
import { TiqrClient } from "../../client/index.js";
import type { AccountSite } from "./account-checks.ts";
import { type CheckReport, type CheckResult, fine, ONLY_ON_THE_EDGE, untried, wrong } from "./check-result.ts";
import { replyJson, WAIT_SECONDS, waitOnSocket } from "./site.ts";
import type { ThrowawayPerson } from "./throwaway-person.ts";

/** From the phone's answer until those who wait know of it. */
const NEWS_MAX_MS = 3_000;

export async function trySignIns(site: AccountSite, person: ThrowawayPerson, report: CheckReport): Promise<void> {
  const attempts = { "sign-in": signInByApi, page: signInOnPage, place: placeOfPerson };
  for (const [name, attempt] of Object.entries(attempts))
    await report.attempt(name, () => attempt(site, person, report));
}

async function signInByApi(
  site: AccountSite,
  { name, realm, pin, phone }: ThrowawayPerson,
  report: CheckReport,
): Promise<CheckResult> {
  const client = new TiqrClient({ baseUrl: site.origin.href });
  const challenge = await client.trigger({ user: name, realm, pin });
  if (!challenge.triggered) return wrong(`The right PIN opens no sign-in: ${challenge.message}`);
  const { transactionId } = challenge;
  const socket = waitOnSocket(site.origin, transactionId);
  const held = site.ask(`/validate/polltransaction?transaction_id=${transactionId}&wait=${WAIT_SECONDS}`);
  // Nobody waits for it when the phone fails.
  held.catch(() => {});
  await socket.open;
  const outcome = await phone.login(challenge.link);
  if (outcome.told !== "logged-in") return wrong(`The phone cannot answer: ${outcome.told}.`);
  const answeredMs = Date.now();
  const heard = await socket.answered;
  report.say("websocket", resultOfNews("A WebSocket", heard === "answered", Date.now() - answeredMs));
  const polled = replyJson((await held).text)?.detail?.transaction_state;
  report.say("waiting-poll", resultOfNews("A poll that waits", polled === "answered", Date.now() - answeredMs));
  const finalized = await client.finalize({ user: name, realm, transactionId });
  return finalized.accepted
    ? fine("PIN, QR code, phone: the application hears that it is the person.")
    : wrong(`The sign-in is not finalized: ${finalized.message}`);
}

const resultOfNews = (who: string, heard: boolean, afterMs: number): CheckResult =>
  heard && afterMs <= NEWS_MAX_MS
    ? fine(`${who} knows ${afterMs} ms later that the phone has answered.`)
    : wrong(`${who} ${heard ? `knows only ${afterMs} ms later` : "never knows"} that the phone has answered.`);

async function signInOnPage({ origin }: AccountSite, { name, pin, phone }: ThrowawayPerson): Promise<CheckResult> {
  const browser = new PageBrowser({ fetch });
  const first = await browser.open(new URL("/login", origin));
  const waiting = await browser.submit(first, "/login/begin", { user: name, pin });
  const { told } = await phone.login(qrTextIn(waiting) ?? "");
  if (told !== "logged-in") return wrong(`The phone cannot answer the page: ${told}.`);
  const last = await browser.submit(waiting, "/login/result");
  const cookies = [...browser.cookiesFor(origin).keys()];
  if (last.status !== 200 || cookies.length === 0)
    return wrong(`The page does not let the person in: ${textIn(last).slice(0, 200)}`);
  const open = cookies.filter((cookie) => !cookie.startsWith("__Host-"));
  return origin.protocol === "https:" && open.length > 0
    ? wrong(`A cookie is not bound to this host: ${open.join(", ")}.`)
    : fine("The sign-in page lets the person in, in a session of its own.");
}

/** Both were on this machine, so the edge has seen them in one place. */
async function placeOfPerson({ manage, isEdge }: AccountSite, { name, realm }: ThrowawayPerson): Promise<CheckResult> {
  if (!isEdge) return ONLY_ON_THE_EDGE;
  if ((await manage.settings()).PROXIMITY === "off") return untried("PROXIMITY is off.");
  const { auditdata } = await manage.audit.list({ user: name, realm, page_size: 50 });
  const seen = new Set(auditdata.map(({ proximity }) => proximity).filter((place) => place !== ""));
  if (seen.size === 0) return wrong("The edge tells neither country nor provider: PROXIMITY compares nothing.");
  return seen.has("network") || seen.has("provider")
    ? fine("The edge tells where phone and browser are: here, in one place.")
    : wrong(`Phone and browser are here, but the trail says ${[...seen].join(", ")}.`);
}

/** To an address that the operator names: an enrolment link, which ends with the person. */
export async function tryMail(
  site: AccountSite,
  { name, realm }: ThrowawayPerson,
  to: string | undefined,
): Promise<CheckResult> {
  if (!(await site.manage.settings()).MAIL_FROM) return untried("MAIL_FROM is empty, so the service sends no mail.");
  if (to === undefined) return untried("--mail ADDRESS sends one there.");
  await site.manage.users.setAttribute(realm, name, "email", to);
  const { status, text } = await site.askAsAccount("/token/enrollmentlink", { user: name, realm, mail: "true" });
  const mail = replyJson(text)?.detail?.mail;
  if (mail === "sent")
    return fine(`Email Service has taken a mail to ${to}. See that it arrives: its link no longer works.`);
  return wrong(`No mail was sent: ${mail ?? replyJson(text)?.result?.error?.message ?? status}. See docs/mail.md.`);
}
