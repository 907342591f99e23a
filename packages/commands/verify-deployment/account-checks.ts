// What only an account may ask: settings and their warnings, cron, the audit trail, and the
// receivers of events.
import { createHash } from "node:crypto";
import type { TiqrManagement } from "../../client/index.js";
import { advice, type CheckResult, fine, ONLY_ON_THE_EDGE, untried, wrong } from "./check-result.ts";
import type { RawReply } from "./raw-ask.ts";
import { replyJson, type VerifiedSite } from "./site.ts";

export interface AccountSite extends VerifiedSite {
  readonly manage: TiqrManagement;
  /** With `fields`, by POST. */
  askAsAccount(path: string, fields?: Readonly<Record<string, string>>): Promise<RawReply>;
  /** Whether receivers of events may get a test message. */
  readonly testsEvents: boolean;
}

/** Cron runs every five minutes, and a run may be late. */
const CRON_MAX_SECONDS = 15 * 60;

export const ACCOUNT_CHECKS: Readonly<Record<string, (site: AccountSite) => Promise<CheckResult>>> = {
  settings: async ({ manage, askAsAccount }) => {
    // The client says which right is missing.
    await manage.settings();
    const { others } = await warningsOf(askAsAccount);
    return others.length === 0 ? fine("The settings go together, and warn of nothing.") : wrong(others.join(" / "));
  },

  upstream: async ({ askAsAccount }) => {
    const { upstream, ofUpstream } = await warningsOf(askAsAccount);
    if (!upstream) return untried("no other server is behind this one (UPSTREAM_PRIVACYIDEA).");
    if (ofUpstream.length > 0) return (upstream.fault ? wrong : advice)(ofUpstream.join(" "));
    return fine(`${upstream.product} ${upstream.version} is behind this service, and people sign in here.`);
  },

  guesses: async ({ manage, isEdge }) => {
    const { RATE_LIMITS, TRUSTED_PROXY } = await manage.settings();
    if (isEdge && TRUSTED_PROXY !== "on")
      return wrong(
        `TRUSTED_PROXY is ${TRUSTED_PROXY}, so all people have one address: one guesser keeps out everybody.`,
      );
    return RATE_LIMITS === "on"
      ? fine("Rate limits are on.")
      : advice(`RATE_LIMITS is ${RATE_LIMITS}: guessers are slowed down by locks alone.`);
  },

  jurisdiction: async ({ manage, isEdge }) => {
    const { JURISDICTION = "" } = await manage.settings();
    if (!isEdge) return ONLY_ON_THE_EDGE;
    return JURISDICTION === ""
      ? fine("None is set. Objects may be anywhere.")
      : fine(
          `Objects answer in ${JURISDICTION}. Where the database is, the dashboard and \`npx wrangler d1 info tiqr-edge\` say.`,
        );
  },

  cron: async ({ askAsAccount }) => {
    const { status, text } = await askAsAccount("/metrics");
    if (status === 403) return untried("the account lacks the right metrics.");
    const age = Number(/^tiqr_housekeeping_age_seconds (\d+)$/m.exec(text)?.[1] ?? Number.NaN);
    if (Number.isNaN(age)) return wrong(`/metrics says ${status}, and not when cron ran.`);
    return age <= CRON_MAX_SECONDS
      ? fine(`It ran ${age} seconds ago at most.`)
      : wrong(`It has not run for ${age} seconds, and should every five minutes.`);
  },

  trail: async ({ manage }) => {
    const { rows, checkpoints, problems } = await manage.audit.verification();
    return problems.length === 0
      ? fine(`The audit trail is whole: ${rows} rows, ${checkpoints} checkpoints.`)
      : wrong(`The audit trail is not whole: ${problems.join(" / ")}`);
  },

  archive: async ({ manage, askAsAccount }) => {
    let page = await manage.audit.parts();
    while (page.after !== null) page = await manage.audit.parts({ after: page.after });
    const { bound, databases, parts } = page;
    const newest = parts.at(-1);
    if (!bound)
      return newest
        ? wrong("The trail has parts in a bucket, and none is bound as TRAIL: searches do not find what is in them.")
        : untried("no bucket is bound as TRAIL, so the trail stays in the database.");
    if (!newest) return fine("A bucket is bound as TRAIL. No part was made yet.");
    const { status, body } = await askAsAccount(newest.file);
    if (status !== 200) return wrong(`The newest part, ${newest.file}, cannot be read: status ${status}.`);
    const sha256 = createHash("sha256").update(body).digest("hex");
    const others = databases.length > 1 ? " That of DB alone was read." : "";
    return sha256 === newest.sha256
      ? fine(`The newest part arrives as it was recorded: rows ${newest.first} to ${newest.last}.${others}`)
      : wrong(`The newest part, ${newest.file}, does not arrive as it was recorded.`);
  },

  events: async ({ manage, testsEvents }) => {
    const endpoints = await manage.endpoints.list();
    if (endpoints.length === 0) return untried("no address gets events.");
    const ended = endpoints.filter(({ enabled }) => !enabled).map(({ url }) => url);
    if (ended.length > 0)
      return advice(`Some addresses get no events, because they are disabled: ${ended.join(", ")}.`);
    if (!testsEvents) return untried("--events sends each address a test message.");
    const failed: string[] = [];
    for (const { id, url } of endpoints) {
      const { ok, status, fault } = await manage.endpoints.test(id);
      if (!ok) failed.push(`${url} (${fault || status})`);
    }
    return failed.length === 0
      ? fine(`Each address has taken a test message: ${endpoints.length}.`)
      : wrong(`A test message did not arrive at ${failed.join(", ")}.`);
  },
};

/** Those about a server behind this one are apart: while people move, nothing may be wrong. */
async function warningsOf(askAsAccount: AccountSite["askAsAccount"]) {
  const { detail = {} } = replyJson((await askAsAccount("/system/")).text) ?? {};
  const { upstream, warnings = [], warning_codes: codes = [] } = detail;
  const kindOf = (_: string, at: number) => (codes[at] === "upstream" ? "ofUpstream" : "others");
  const { ofUpstream = [], others = [] } = Object.groupBy<string, string>(warnings, kindOf);
  return { upstream, ofUpstream, others };
}
