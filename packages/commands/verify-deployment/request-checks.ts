// Whether everything between here and the service lets requests through as they are, whoever sends
// them: phones, servers, pages of other sites.
import { type CheckResult, fine, wrong } from "./check-result.ts";
import type { RawReply } from "./raw-ask.ts";
import { NO_POLL, replyJson, type VerifiedSite, waitOnSocket } from "./site.ts";

export const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

/** As the TiQR apps and the HTTP libraries of applications name themselves. */
const PHONE_AGENTS = [
  "okhttp/4.12.0",
  "Dalvik/2.1.0 (Linux; U; Android 14)",
  "EduID/1 CFNetwork/1490.0.4 Darwin/23.2.0",
];
const APPLICATION_AGENTS = [
  "python-requests/2.32.3",
  "GuzzleHttp/7",
  "Java/17.0.9",
  "curl/8.5.0",
  "Go-http-client/2.0",
  "",
];

export const REQUEST_CHECKS: Readonly<Record<string, (site: VerifiedSite) => Promise<CheckResult>>> = {
  "get-body": async ({ ask }) => {
    const { status, text } = await ask("/validate/polltransaction", { headers: FORM, body: "transaction_id=0" });
    return status === 200 && replyJson(text)?.result?.status === true
      ? fine("The body of a GET arrives, as ownCloud sends it.")
      : wrong(`The body of a GET does not arrive (status ${status}), so ownCloud cannot poll.`);
  },

  phones: ({ ask }) =>
    allPass("phones", PHONE_AGENTS, async (agent) =>
      isOfPhones(await ask("/ttype/tiqr", { method: "POST", headers: { ...FORM, "User-Agent": agent }, body: "a=b" })),
    ),

  applications: ({ ask }) =>
    allPass("applications", APPLICATION_AGENTS, async (agent) => {
      const { status, text } = await ask(NO_POLL, { headers: { "User-Agent": agent } });
      return status === 200 && replyJson(text)?.result?.status === true;
    }),

  "other-sites": async ({ ask }) => {
    const path = "/.well-known/openid-configuration";
    const headers = { Origin: "https://app.example.org", "Access-Control-Request-Method": "GET" };
    const [before, { headers: got }] = [await ask(path, { method: "OPTIONS", headers }), await ask(path, { headers })];
    return before.status < 300 && got["access-control-allow-origin"] === "*"
      ? fine("Pages of other sites may read what they are meant to.")
      : wrong("Pages of other sites cannot read discovery: a header of CORS is lost.");
  },

  sockets: async ({ origin }) => {
    const heard = await waitOnSocket(origin, "0").answered;
    return heard === "unknown"
      ? fine("A WebSocket opens, and hears from the service.")
      : wrong(`A WebSocket hears nothing (${heard}): pages and applications would have to poll.`);
  },
};

export const isOfPhones = ({ text }: RawReply): boolean => /^INVALID_REQUEST|"responseCode"/.test(text);

async function allPass(
  who: string,
  agents: readonly string[],
  passes: (agent: string) => Promise<boolean>,
): Promise<CheckResult> {
  const stopped: string[] = [];
  for (const agent of agents) if (!(await passes(agent))) stopped.push(agent === "" ? "no User-Agent" : agent);
  return stopped.length === 0
    ? fine(`Nothing stops ${who}, by whatever name they call themselves.`)
    : wrong(`Something on the way stops ${who} (${stopped.join(", ")}): docs/deploy.md, No challenges for phones.`);
}
