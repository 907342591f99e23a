// /auth: an account shows its password, and an administrator with a TiQR token confirms with it
// (src/core/admin/accounts/second-factor.ts). src/http decides what it gets.

import { fromUtf8 } from "../../../lib/bytes.ts";
import { entryOf } from "../../audit/audit.ts";
import type { Call, LoginCall } from "../../call.ts";
import type { NewLogin } from "../../login/open-transaction.ts";
import type { Ports } from "../../ports/index.ts";
import type { AdminRecord, FoundAccount } from "../../ports/people/accounts.ts";
import { type Outcome, type Refusal, refuse } from "../../reasons.ts";
import { refuseAndNote } from "../../refuse-and-note.ts";
import { hashPin, iterationsOf, makeSalt, verifyPin } from "../../token/pin.ts";
import { readAccountName } from "./account-name.ts";
import { PASSWORD_ITERATIONS, sealPassword } from "./password.ts";
import { askSecondFactor, type Confirmation, finalizeSecondFactor, isAdministrator } from "./second-factor.ts";
import { countersOf, isKnownNetwork, isNews, type SignInGates, waitFor } from "./sign-in-tries.ts";

/** The first administrator, made at a sign-in while there is no administrator at all. */
export interface Bootstrap {
  readonly name: string;
  readonly password: string;
}

export type SignInStage =
  | { readonly kind: "signed-in"; readonly admin: AdminRecord }
  /** The phone is asked. The ticket is for `confirmSignIn`. */
  | { readonly kind: "asked"; readonly triggered: NewLogin; readonly ticket: string };

export async function signIn(
  ports: Ports,
  bootstrap: Bootstrap | undefined,
  account: string | undefined,
  password: string,
  gates: SignInGates,
  call: LoginCall,
): Promise<Outcome<SignInStage>> {
  const read = readAccountName(account);
  if (!read.ok) return read;
  const { name } = read;
  const whose = { administrator: name };
  let found = await ports.admins.find(name, call.client);
  if (!found.hasAdministrator && bootstrap) {
    const sealed = await sealPassword(ports, bootstrap.name, bootstrap.password);
    await ports.admins.bootstrap(bootstrap.name, sealed, call.nowMs);
    found = await ports.admins.find(name, call.client);
  }
  const { admin, tries } = found;
  // Guesses of others must not close a network for an account that lately signed in from it.
  const closed =
    (isKnownNetwork(tries, call.nowMs) ? undefined : gates.network.closed()) ??
    (admin ? waitFor(tries, call.nowMs) : gates.name.closed());
  if (closed) return refuse(closed);
  const wrongPassword = entryOf(call, { ...whose, success: false, reason: "wrong-credentials" });
  // Under a lost key no password is right. Only the trail says so.
  const isLost = admin !== undefined && !ports.sealer.hasKeyOf(admin.sealedPassword);
  const entry = isLost ? { ...wrongPassword, reason: "key-lost" } : wrongPassword;
  const noted = admin ? entry : { ...entry, unknown: "administrator" as const };
  const wrong = async (): Promise<Refusal> => {
    const counters = countersOf(call.client, tries, call.nowMs);
    const [closes] = await Promise.all([
      ports.signIns.failed(name, counters, call.nowMs, noted),
      gates.network.failed(),
    ]);
    // The batch that counts the wrong password notes it. A second entry says that it closed.
    const reason = { code: "wrong-credentials" } as const;
    if (!closes) return refuse(reason);
    return refuseAndNote(ports, call, reason, { ...whose, reason: "too-many-requests" }, "counted");
  };
  if (!admin) {
    // The time must not tell which names exist, so an unknown name costs the same hash and the same
    // batch, which counts nothing for it. It also closes as early, though approximately.
    await hashPin(password, PASSWORD_ITERATIONS, makeSalt(ports.randomBytes));
    const [refusal] = await Promise.all([wrong(), gates.name.failed()]);
    return refusal;
  }
  if (isLost) {
    await hashPin(password, PASSWORD_ITERATIONS, makeSalt(ports.randomBytes));
    return wrong();
  }
  const hashed = fromUtf8(await ports.sealer.open("password", admin.name, admin.sealedPassword));
  if (!(await verifyPin(password, hashed))) return wrong();
  if (iterationsOf(hashed) < PASSWORD_ITERATIONS)
    call.afterwards(async () =>
      ports.admins.replacePasswordHash(admin, await sealPassword(ports, admin.name, password)),
    );
  if (admin.isDisabled) return refuseAndNote(ports, call, { code: "account-disabled" }, whose);
  const second = await askSecondFactor(ports, admin, undefined, call);
  if (!second.ok) return second.reason.code === "wrong-credentials" ? wrong() : second;
  if (second.kind === "asked") return second; // openTransaction has noted the challenge
  if (second.kind === "refused") {
    const { because, serial } = second;
    const phone = { serial, user: name, realm: ports.settings.adminRealm };
    const reason = { code: "second-factor-unusable", because } as const;
    return refuseAndNote(ports, call, reason, { ...whose, ...phone, reason: because });
  }
  // An administrator has to be able to make the first phone. Anybody else's is made by one.
  if (admin.isPerson || (isAdministrator(admin) && ports.settings.phonesRequired))
    return refuseAndNote(ports, call, { code: "second-factor-required" }, whose);
  const accepted = { success: true, authentication: "ACCEPT", event: "SIGN_IN_SUCCESS", administrator: name } as const;
  call.afterwards(() => ports.audit.write(entryOf(call, accepted)));
  remember(ports, found, admin, call);
  return { ok: true, kind: "signed-in", admin };
}

/**
 * Finalizes the transaction of the first step, after the phone's answer or with its digits, for a
 * ticket instead of the password. An unknown name costs the same look as a known one. A request
 * before the answer counts and notes nothing.
 */
export async function confirmSignIn(
  ports: Ports,
  account: string | undefined,
  confirmation: Confirmation,
  call: LoginCall,
): Promise<Outcome<{ readonly admin: AdminRecord }>> {
  const read = readAccountName(account);
  if (!read.ok) return read;
  const { name } = read;
  const found = await ports.admins.find(name, call.client);
  const { admin } = found;
  const claimed = admin ?? { name, generation: undefined };
  const confirmed = await finalizeSecondFactor(ports, claimed, undefined, confirmation, call);
  if (!confirmed.ok) return confirmed;
  // It may have been disabled while its phone was asked.
  if (!admin || admin.isDisabled) return refuse({ code: "wrong-credentials" });
  remember(ports, found, admin, call);
  return { ok: true, admin };
}

/** Writes after the reply and only news, so that not each sign-in of a client writes. */
function remember({ signIns }: Ports, { tries }: FoundAccount, { name }: AdminRecord, call: Call): void {
  if (isNews(tries, call.nowMs)) call.afterwards(() => signIns.succeeded(name, call.client, call.nowMs));
}
