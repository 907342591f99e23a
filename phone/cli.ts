// npm run phone -- enrol <tiqrenroll-URL> | login <tiqrauth-URL> [--wrong] [--lose N]
// Exit code: 0 when it is done, 1 when the service or the phone refuses, 2 for wrong arguments.

import { parseArgs } from "node:util";
import { refuseFlagsOfNpm } from "../scripts/lib/npm-flags.ts";
import { CommandError, giveUp } from "../scripts/lib/project.ts";
import type { Bytes } from "../src/lib/bytes.ts";
import { APPS } from "./enrolment-link.ts";
import { loadAccounts, saveAccounts } from "./keystore.ts";
import { losingEach } from "./losing.ts";
import { Phone, type PhoneOutcome } from "./phone.ts";
import { inWords } from "./words.ts";

const USAGE = `Usage:
  npm run phone -- enrol <URL of an enrolment QR code>
  npm run phone -- login <URL of a login QR code> [--wrong]
Options:
  --wrong           answer as if the PIN were wrong
  --lose N          lose the first N replies of each step: Android asks again by itself, else you scan or tap again
  --app android|ios take only enrolment links that this app can read (default: those of both)
  --protocol 1|2    speak as an old app (text replies) or a current one (JSON replies; default)
  --keystore FILE   the file that holds the accounts (default: .phone.json in this folder)`;

async function main(): Promise<number> {
  if (process.argv.includes("--help")) {
    console.log(USAGE);
    return 0;
  }
  const { command, link, wrong, lose, app, protocol, keystore } = readArguments();
  const phone = new Phone({
    fetch: losingEach(fetch, lose),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
    protocol,
    app,
    accounts: loadAccounts(keystore),
  });
  const begin = () => (command === "login" ? phone.login(link, wrong) : phone.enroll(link));
  let outcome: PhoneOutcome = await begin();
  for (let again = 0; again < 2 * lose && (outcome.told === "no-network" || outcome.told === "digits"); again++) {
    console.log(inWords(outcome));
    console.log(phone.mayTapAgain ? "You tap again." : "You scan the code again.");
    outcome = phone.mayTapAgain ? await phone.tapAgain() : await begin();
  }
  saveAccounts(keystore, phone.accounts);
  console.log(inWords(outcome));
  return outcome.told === "enrolled" || outcome.told === "logged-in" ? 0 : 1;
}

const options = {
  wrong: { type: "boolean", default: false },
  lose: { type: "string", default: "0" },
  app: { type: "string" },
  protocol: { type: "string", default: "2" },
  keystore: { type: "string", default: ".phone.json" },
} as const;

function readArguments() {
  refuseFlagsOfNpm(options);
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [command = "", link, ...rest] = positionals;
  if (!["enrol", "enroll", "login"].includes(command) || !link || rest.length > 0)
    throw new Error("give enrol or login, and one URL");
  if (values.protocol !== "1" && values.protocol !== "2") throw new Error("--protocol takes 1 or 2");
  const app = APPS.find((each) => each === values.app);
  if (values.app !== undefined && app === undefined) throw new Error("--app takes android or ios");
  if (!/^\d{1,2}$/.test(values.lose)) throw new Error("--lose takes a number of replies");
  const protocol: 1 | 2 = values.protocol === "1" ? 1 : 2;
  return { command, link, wrong: values.wrong, lose: Number(values.lose), app, protocol, keystore: values.keystore };
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof CommandError) giveUp(error);
  console.error(`phone: ${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  process.exitCode = 2;
}
