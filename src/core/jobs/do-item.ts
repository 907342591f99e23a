// Does one item of a job by the act of a single request: same rights, same realms, same audit row.
//
// After a crash between an act and the note of its outcome, the object repeats the whole batch. So
// each act is safe to repeat: a token is already unlocked, disabled or gone, a user already as the
// file says, and a link is found by its key. Only an unlock then leaves a second row.

import { changeTokens } from "../admin/tokens.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import { makeLink } from "../enrolment/make-link.ts";
import { emailOf } from "../mail-address.ts";
import { hashSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import {
  type DoneItem,
  type FieldChange,
  type Item,
  type ItemOutcome,
  TOKEN_ACTIONS,
  type TokenAction,
  type UserLine,
  type Work,
} from "../ports/job.ts";
import type { TokenChange } from "../ports/tokens/management.ts";
import { refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import type { NamedUser, UserReading } from "../user.ts";
import { blockItem, blockOfLine, isOfBlocks } from "./block-item.ts";

export interface ItemTask {
  readonly job: string;
  readonly work: Work;
  readonly item: Item;
  /** Gives the key of this item's link. */
  readonly linkKey: () => Promise<string>;
  /** Whether the batch was begun before, and its outcome lost. */
  readonly repeated: boolean;
}

export async function doItem(ports: Ports, task: ItemTask, call: AdminCall): Promise<ItemOutcome> {
  const { work, item } = task;
  if ("fault" in item) return refuse(item.fault);
  if ("serial" in item) {
    if (work.kind !== "tokens") throw new Error("a job of users has a serial");
    return work.action === "links"
      ? link(ports, task, { serial: item.serial }, "link", call)
      : changeToken(ports, task, { ...work, action: work.action }, item.serial, call);
  }
  if (work.kind !== "users") throw new Error("a job of tokens has a user");
  return isOfBlocks(work)
    ? blockItem(ports, task.job, work, item.given, call)
    : putUser(ports, task, work, item.given, call);
}

type ChangeMaker = (job: string, undoes: string | undefined, settings: Ports["settings"]) => TokenChange;

const CHANGES: Readonly<Record<Exclude<TokenAction, "links">, ChangeMaker>> = {
  unlock: () => ({ kind: "reset-failcount" }),
  disable: (job) => ({ kind: "activate", active: false, maxActivePerUser: 0, job }),
  enable: (_, undoes, { maxActiveTokensPerUser: maxActivePerUser }) => ({
    kind: "activate",
    active: true,
    maxActivePerUser,
    job: undoes,
  }),
  delete: () => ({ kind: "delete" }),
};

const DID = { unlock: "unlocked", disable: "disabled", enable: "enabled", delete: "deleted" } as const;

async function changeToken(
  ports: Ports,
  { job, repeated }: ItemTask,
  { action, undoes }: { readonly action: keyof typeof CHANGES; readonly undoes?: string | undefined },
  serial: string,
  call: AdminCall,
): Promise<ItemOutcome> {
  const change = CHANGES[action](job, undoes, ports.settings);
  // The route is one for all actions, so by itself it would not say what became of the token.
  const itsCall = { ...call, action: `${call.action} ${action}` };
  const changed = await changeTokens(ports, TOKEN_ACTIONS[action], { serial, named: undefined }, change, itsCall);
  if (!changed.ok)
    return repeated && action === "delete" && changed.reason.code === "unknown-serials"
      ? { ok: true, did: "absent" }
      : changed;
  const [before] = changed.found;
  // A disabled token was not disabled by this job, even if the job is now among those that want it.
  const isDone = action === "disable" ? before?.active || before?.disabledByJob === job : changed.changed > 0;
  return { ok: true, did: isDone ? DID[action] : "unchanged" };
}

async function putUser(
  ports: Ports,
  task: ItemTask,
  { dryRun, links }: Extract<Work, { kind: "users" }>,
  line: UserLine,
  call: AdminCall,
): Promise<ItemOutcome> {
  const named: NamedUser = { user: line.user, realm: line.realm };
  const note = { ...noteOnSuccess(call, "USER_CHANGED"), named };
  const put = await ports.users.put(call.caller, line, { dryRun }, call.nowMs, note);
  // The trail has only the beginning and the end of a dry run.
  if (!put.ok) return dryRun ? put : refuseAndNote(ports, call, put.reason);
  const { name: user, realm, did, known } = put;
  const { blocked } = line;
  const isLeaving = blocked !== undefined && blocked !== "no";
  const changesBlock = did === "made" ? isLeaving : put.changes.some(({ field }) => field === "blocked");
  if (blocked !== undefined && changesBlock && !dryRun) {
    const done = await blockOfLine(ports, task.job, blocked, { user, realm }, call);
    if (!done.ok) return done;
  }
  // Nobody invites whom the same line blocks.
  const wantsLink = !isLeaving && (links === "all" || (links === "missing" && !put.hasToken));
  const changes = dryRun && put.changes.length > 0 ? { changes: put.changes.map(shortened) } : {};
  if (wantsLink && put.isOut && blocked !== "no") {
    const reason = { code: "user-deactivated" } as const;
    return dryRun ? refuse(reason) : refuseAndNote(ports, call, reason);
  }
  if (!wantsLink) return { ok: true, did, user, realm, known, ...changes };
  if (dryRun) {
    const mail = task.work.mail ? await wouldMail(ports, { user, realm }, line.email) : undefined;
    return { ok: true, did, user, realm, known, wouldLink: true, ...changes, ...mail };
  }
  const made = await link(ports, task, { user, realm }, did, call);
  return made.ok ? { ...made, known } : made;
}

/** A hundred groups can have ten thousand characters, and a job shows twenty such changes. */
const MAX_SHOWN_CHARACTERS = 200;
const shorten = (text: string): string =>
  text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS).toWellFormed()}…` : text;
const shortened = (change: FieldChange): FieldChange => ({
  ...change,
  old: change.old && shorten(change.old),
  new: shorten(change.new),
});

/** Tells beforehand who must get the link in another way. */
async function wouldMail(
  { self, settings }: Ports,
  owner: UserReading,
  newEmail: string | undefined,
): Promise<Pick<DoneItem, "mail">> {
  const email = newEmail ?? (await self.mailboxOf(owner)).email;
  return { mail: emailOf({ ...owner, email }, settings) === undefined ? "no-address" : "due" };
}

async function link(
  ports: Ports,
  { work, linkKey, repeated }: ItemTask,
  whose: Readonly<Record<string, string>>,
  did: DoneItem["did"],
  call: AdminCall,
): Promise<ItemOutcome> {
  const key = await linkKey();
  const before = repeated ? await ports.links.look(await hashSession(key)) : undefined;
  const mail = work.mail ? ({ mail: "due" } as const) : {};
  if (before)
    return { ok: true, did, user: before.user, realm: before.realm, linkExpiresAtMs: before.expiresAtMs, ...mail };
  const parameters: Readonly<Record<string, string>> = { ...whose, validity: String(work.linkSeconds) };
  const newLink = await makeLink(ports, (name) => parameters[name], call, key);
  if (!newLink.ok) return newLink;
  const { user, realm = "" } = newLink.named;
  return { ok: true, did, user, realm, linkExpiresAtMs: newLink.expiresAtMs, ...mail };
}
