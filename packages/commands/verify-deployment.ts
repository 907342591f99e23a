// npm run verify:deployment -- URL [--key-file FILE] [--events] [--mail ADDRESS] Tries a deployed
// service from outside, and says in words what is as it should be. With an API key it tries more: a
// person is made, signs in and is deleted. Exit code 0 if nothing that could be tried is wrong, 1
// if something is, 2 for wrong arguments, 3 if there is no such service.
import { readArguments } from "../../scripts/lib/arguments.ts";
import { CommandError, giveUp } from "../../scripts/lib/project.ts";
import { TiqrManagement } from "../client/index.js";
import { isThisMachine, readApiKey } from "./admin/connection.ts";
import { UsageError } from "./admin/rows.ts";
import { plain, writeLine } from "./program.ts";
import { ACCOUNT_CHECKS, type AccountSite } from "./verify-deployment/account-checks.ts";
import { ADDRESS_CHECKS } from "./verify-deployment/address-checks.ts";
import { ANSWER_CHECKS } from "./verify-deployment/answer-checks.ts";
import { createCheckReport, resultOfError, untried } from "./verify-deployment/check-result.ts";
import { rawAsk } from "./verify-deployment/raw-ask.ts";
import { REQUEST_CHECKS } from "./verify-deployment/request-checks.ts";
import { tryMail, trySignIns } from "./verify-deployment/sign-ins.ts";
import { namesOf, reachSite } from "./verify-deployment/site.ts";
import { withThrowawayPerson } from "./verify-deployment/throwaway-person.ts";

const usage = "Usage: npm run verify:deployment -- URL [--key-file FILE] [--events] [--mail ADDRESS]";

const options = {
  "key-file": { type: "string" },
  events: { type: "boolean", default: false },
  mail: { type: "string" },
} as const;

const readRequest = () =>
  readArguments(usage, { options, allowPositionals: true }, ({ values, positionals: [address, ...more] }) => {
    if (address === undefined || more.length > 0) throw new Error("One URL is needed.");
    const origin = readOrigin(address);
    const key = readApiKey(values["key-file"]);
    if (!key && (values.events || values.mail !== undefined))
      throw new UsageError("--events and --mail need an API key: give TIQR_API_KEY in the environment, or --key-file.");
    return { origin, key, events: values.events, mail: values.mail };
  });

/** An API key may be sent there, which anyone on the way could read without TLS. */
function readOrigin(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Error("URL must be an address such as https://login.example.org.");
  if (url.protocol === "http:" && !isThisMachine(url)) throw new Error("URL must begin with https:.");
  if (url.username || url.password) throw new Error("URL must have no name and no password.");
  if (url.pathname !== "/" || url.search || url.hash) throw new Error("URL must have no path: give the host alone.");
  return url;
}

async function verify(): Promise<void> {
  const { origin, key, events, mail } = readRequest();
  const report = createCheckReport(origin);
  const site = await reachSite(origin);
  writeLine(
    `${origin.origin}, ${plain(await namesOf(site))}, ${site.isEdge ? "behind" : "without"} Cloudflare's edge\n`,
  );
  for (const [name, check] of Object.entries({ ...ADDRESS_CHECKS, ...ANSWER_CHECKS, ...REQUEST_CHECKS }))
    await report.attempt(name, () => check(site));
  if (key) await tryMore({ ...site, ...asAccount(origin, key), testsEvents: events });
  else report.say("sign-in", untried("it needs an API key, in TIQR_API_KEY or --key-file."));
  const { ok, WRONG, advice, untried: left } = report.counts;
  const counted = `${ok} as it should be, ${WRONG} wrong, ${left} not tried`;
  writeLine(`\n${counted}${advice > 0 ? `, ${advice} to improve` : ""}.`);
  process.exitCode = WRONG > 0 ? 1 : 0;

  async function tryMore(account: AccountSite): Promise<void> {
    for (const [name, check] of Object.entries(ACCOUNT_CHECKS)) await report.attempt(name, () => check(account));
    const { promise: ended, reject } = Promise.withResolvers<never>();
    ended.catch(() => {});
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => reject(new CommandError("Ended before all was tried.", 130)));
    try {
      await withThrowawayPerson(account, report, ended, async (person) => {
        await trySignIns(account, person, report);
        await report.attempt("mail", () => tryMail(account, person, mail));
      });
    } catch (error) {
      if (error instanceof CommandError) throw error;
      report.say("sign-in", resultOfError(error, origin));
    }
  }
}

/** Redirects are not followed: another host must not get the key. */
function asAccount(origin: URL, apiKey: string) {
  const fetchHere: typeof fetch = (input, init) => fetch(input, { ...init, redirect: "error" });
  return {
    manage: new TiqrManagement({ baseUrl: origin.href, apiKey, fetch: fetchHere }),
    askAsAccount(path: string, fields?: Readonly<Record<string, string>>) {
      const form = { "Content-Type": "application/x-www-form-urlencoded" };
      const posted = fields && { method: "POST", body: new URLSearchParams(fields).toString() };
      return rawAsk(new URL(path, origin), { headers: { "X-API-Key": apiKey, ...(fields ? form : {}) }, ...posted });
    },
  };
}

await verify().catch(giveUp);
