// Whether the service works, is at the address that it gives out, and is reached by TLS alone.
import { once } from "node:events";
import { connect } from "node:tls";
import { isThisMachine } from "../admin/connection.ts";
import { advice, type CheckResult, fine, ONLY_ON_THE_EDGE, untried, wrong } from "./check-result.ts";
import { connectionProblem, rawAsk } from "./raw-ask.ts";
import { OWN_REFUSAL, replyJson, type VerifiedSite } from "./site.ts";

const DAY_MS = 86_400_000;
const CERTIFICATE_MIN_DAYS = 14;
/** More than a request takes, and less than a session or a code would forgive. */
const MAX_CLOCK_SECONDS = 10;

/** By the name of the check. */
export const ADDRESS_CHECKS: Readonly<Record<string, (site: VerifiedSite) => Promise<CheckResult> | CheckResult>> = {
  health: ({ health: { status, text } }) => {
    const { housekeeping, message = "" } = replyJson(text);
    if (status !== 200) return wrong(`/health says ${status}: ${message}`);
    return housekeeping === "ok"
      ? fine("Settings, keys, database, migrations and objects are good, and housekeeping keeps up.")
      : wrong("Housekeeping is behind: has cron run within two hours? The dashboard shows the Worker's triggers.");
  },

  address: async ({ origin, ask }) => {
    const metadata = replyJson((await ask("/.well-known/openid-configuration")).text) ?? {};
    const { issuer } = metadata;
    if (issuer !== origin.origin)
      return wrong(`PUBLIC_URL is ${issuer}, but this is ${origin.origin}: phones and applications get the former.`);
    const foreign = Object.entries(metadata).filter(
      ([name, value]) => /_(endpoint|uri)$/.test(name) && !String(value).startsWith(`${issuer}/`),
    );
    return foreign.length === 0
      ? fine(`PUBLIC_URL is ${issuer}, which is where this was asked.`)
      : wrong(`Discovery leads elsewhere: ${foreign.map(([name]) => name).join(", ")}.`);
  },

  clock: async ({ ask }) => {
    const { text, tookMs } = await ask(OWN_REFUSAL);
    const apart = Date.now() / 1000 - tookMs / 2000 - Number(replyJson(text)?.time);
    if (Number.isNaN(apart)) return wrong("No time is in an answer of the API.");
    const seconds = `${Math.abs(apart).toFixed(1)} s`;
    return Math.abs(apart) <= MAX_CLOCK_SECONDS
      ? fine(`Its clock and this machine's are ${seconds} apart.`)
      : wrong(`Its clock and this machine's are ${seconds} apart. One of them is wrong.`);
  },

  tls: ({ origin, health: { tls } }) => {
    if (!tls)
      return isThisMachine(origin) ? ONLY_ON_THE_EDGE : wrong("Reached by http, which anyone on the way can read.");
    const days = Math.floor((tls.validToMs - Date.now()) / DAY_MS);
    if (days < CERTIFICATE_MIN_DAYS)
      return wrong(`The certificate is good for ${days} more days. It should be renewed by now.`);
    return fine(`${tls.protocol}, with a certificate that is good for ${days} more days.`);
  },

  "old-tls": async ({ origin }) => {
    if (origin.protocol !== "https:") return ONLY_ON_THE_EDGE;
    return (await takesOldTls(origin))
      ? advice("TLS 1.1 is accepted, too. The domain's Minimum TLS Version in the dashboard should be 1.2.")
      : fine("TLS 1.1 is refused.");
  },

  http: async ({ origin }) => {
    if (origin.protocol !== "https:") return ONLY_ON_THE_EDGE;
    const unencrypted = new URL(`http://${origin.hostname}/health`);
    const reply = await rawAsk(unencrypted).catch((error) => connectionProblem(error, unencrypted));
    if (typeof reply === "string") return fine(`Nothing is at port 80 (${reply})`);
    if (reply.status >= 300 && reply.status < 400 && reply.headers.location?.startsWith("https:"))
      return fine("http: leads to https:.");
    return reply.status < 300
      ? wrong("The service also answers by http:. Turn on Always Use HTTPS for the domain.")
      : untried(`http: answers ${reply.status}, without the service.`);
  },
};

/** OpenSSL offers such versions only at the lowest of its levels of security. */
async function takesOldTls({ hostname, port }: URL): Promise<boolean> {
  const socket = connect({
    ...{ host: hostname, port: Number(port || 443), servername: hostname },
    ...{ minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" },
    timeout: 10_000,
  });
  socket.on("timeout", () => socket.destroy(new Error("no answer")));
  try {
    await once(socket, "secureConnect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
