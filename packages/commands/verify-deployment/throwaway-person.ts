// A person who is made for these checks alone, enrols the simulated phone, signs in, and is deleted
// again, whatever happens in between.
import { randomBytes, randomInt } from "node:crypto";
import type { Phone } from "../../../phone/phone.ts";
import { newPhone } from "../../../scripts/lib/service-phone.ts";
import { TiqrError } from "../../client/index.js";
import type { AccountSite } from "./account-checks.ts";
import { type CheckReport, fine, untried, wrong } from "./check-result.ts";

export interface ThrowawayPerson {
  readonly name: string;
  readonly realm: string;
  readonly pin: string;
  readonly phone: Phone;
}

/**
 * Makes the person, hands it to `use`, and deletes it. `ended` rejects when somebody ends the
 * command meanwhile.
 */
export async function withThrowawayPerson(
  site: AccountSite,
  report: CheckReport,
  ended: Promise<never>,
  use: (person: ThrowawayPerson) => Promise<void>,
): Promise<void> {
  const { manage } = site;
  const name = `verify-deployment-${randomBytes(4).toString("hex")}`;
  const realm = (await manage.settings()).DEFAULT_REALM ?? "";
  // An account that may not delete people must not make one. Nobody of that name is there yet.
  await manage.users.delete(realm, name).catch((error) => {
    if (!isUnknown(error)) throw error;
  });
  try {
    const pin = String(randomInt(10 ** 11, 10 ** 12));
    const made = await manage.tokens.init({ user: name, realm, pin });
    const phone = newPhone();
    const outcome = await Promise.race([phone.enroll(made.qrText), ended]);
    if (outcome.told !== "enrolled") {
      const problem = "problem" in outcome ? `: ${outcome.problem}` : "";
      return report.say("enrolment", wrong(`The simulated phone cannot register (${outcome.told}${problem}).`));
    }
    report.say("enrolment", fine("The simulated phone has scanned a QR code, and has an account."));
    await Promise.race([use({ name, realm, pin, phone }), ended]);
  } finally {
    await remove(site, report, { name, realm });
  }
}

const isUnknown = (error: unknown): boolean => error instanceof TiqrError && error.reason === "user-not-found";

const remove = ({ manage }: AccountSite, report: CheckReport, { name, realm }: { name: string; realm: string }) =>
  report.attempt("clean-up", async () => {
    const by = `\`npm run admin -- users remove ${name} --realm ${realm}\``;
    try {
      await manage.users.delete(realm, name);
    } catch (error) {
      if (isUnknown(error)) return untried("nobody was made.");
      return wrong(`${name} is still there (${(error as Error).message}): ${by}.`);
    }
    const isGone = await manage.users.get(realm, name).then(() => false, isUnknown);
    return isGone
      ? fine("Person and phone are deleted. Only rows of the audit trail tell of them, under a pseudonym.")
      : wrong(`${name} is still there: ${by}.`);
  });
