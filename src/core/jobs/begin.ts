// Begins a job. The object gets the items, one batch checks the right to many at once again and
// notes the beginning, then the object starts. After a crash in between nothing was done, and it
// forgets them. Each item needs its own rights besides.

import type { Language } from "../../lib/words.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import type { Right } from "../caller.ts";
import { NO_MAIL } from "../enrolment/mail-link.ts";
import { readLinkValidity } from "../enrolment/make-link.ts";
import { makeSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import type { Item, TokenAction, UserAction, WhichLinks, Work } from "../ports/job.ts";
import type { BlockRequest } from "../ports/people/blocks.ts";
import { invalidParameter, type Outcome, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { readSerial } from "../token/serial.ts";
import { type ReadFile, tokensDisabledBy, usersBlockedBy, usersOfDryRun } from "./earlier-job.ts";
import { MANY_RIGHT, readJobName, rightsForWork, USER_RIGHT } from "./job.ts";
import { sealSeed } from "./link-key.ts";
import { isJobId } from "./look.ts";
import { readUsers } from "./read-users.ts";

/** A job works on them in batches; this many fit one request. */
export const MAX_SERIALS = 2000;

/** The text of a file, the id of a dry run whose file is meant, or of a job that has blocked. */
export type UserFile = { readonly csv: string } | { readonly dryRunId: string } | { readonly blockedBy: string };

/** Serials, or the id of a job of whose tokens those are meant that it has disabled. */
export type ChosenTokens = { readonly serials: readonly string[] } | { readonly disabledBy: string };

interface JobRequest {
  /** An id drawn by the sender: the same request sent twice begins one job. */
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** Seconds for which its links are good. */
  readonly validity?: string | number | undefined;
  /** The language in which its links are mailed; undefined when they are not. */
  readonly mail: Language | undefined;
}

type Begun = Outcome<{ readonly id: string }>;

/** Refuses an account without the right. Otherwise any account could have us read huge files. */
export async function mayBeginUserJob(ports: Ports, call: AdminCall): Promise<Outcome<object>> {
  const many = await mayBegin(ports, [MANY_RIGHT], call);
  if (!many.ok) return many;
  const may = await ports.jobs.mayReach(call.caller, USER_RIGHT, []);
  if (may.ok) return may;
  // Jobs that only block or unblock need no other right. The file itself says later which it is.
  for (const right of ["disable", "enable"] as const) {
    const mayBlock = await ports.jobs.mayReach(call.caller, right, []);
    if (mayBlock.ok) return mayBlock;
  }
  return refuseAndNote(ports, call, may.reason);
}

async function mayBegin(ports: Ports, rights: readonly Right[], call: AdminCall): Promise<Outcome<object>> {
  for (const right of rights) {
    const may = await ports.jobs.mayReach(call.caller, right, []);
    if (!may.ok) return refuseAndNote(ports, call, may.reason);
  }
  return { ok: true };
}

export async function beginTokenJob(
  ports: Ports,
  request: JobRequest & { readonly action: TokenAction; readonly tokens: ChosenTokens },
  call: AdminCall,
): Promise<Begun> {
  const validity = readLinkValidity(request.validity);
  if (!validity.ok) return validity;
  if (request.mail && request.action !== "links") return invalidParameter("mail", "only links are mailed");
  const { action, tokens, mail } = request;
  const undoes = "serials" in tokens ? undefined : tokens.disabledBy;
  if (undoes !== undefined && action !== "enable") return invalidParameter("disabled_by", "only enable takes it");
  const chosen =
    "serials" in tokens ? { ok: true as const, ...tokens } : await tokensDisabledBy(ports, tokens.disabledBy, call);
  if (!chosen.ok) return chosen;
  const serials = [...new Set(chosen.serials)];
  if (serials.length === 0) return refuse({ code: "missing-parameter", name: "serials" });
  if (serials.length > MAX_SERIALS) return invalidParameter("serials", `at most ${MAX_SERIALS}`);
  for (const serial of serials) {
    const read = readSerial(serial);
    if (!read.ok) return read;
  }
  const items = serials.map((serial, at): Item => ({ line: at + 1, serial }));
  const work: Work = { kind: "tokens", action, linkSeconds: validity.seconds, mail, undoes };
  return begin(ports, request, work, items, call);
}

export async function beginUserJob(
  ports: Ports,
  request: JobRequest & {
    readonly action?: UserAction | undefined;
    readonly block?: BlockRequest | undefined;
    readonly file: UserFile;
    readonly dryRun: boolean;
    readonly links: WhichLinks;
  },
  call: AdminCall,
): Promise<Begun> {
  const validity = readLinkValidity(request.validity);
  if (!validity.ok) return validity;
  const { file } = request;
  const read: Outcome<ReadFile> =
    "csv" in file
      ? readUsers(file.csv, ports.settings)
      : "dryRunId" in file
        ? await usersOfDryRun(ports, file.dryRunId, call)
        : await usersBlockedBy(ports, file.blockedBy, call);
  if (!read.ok) return read;
  const { action, dryRun, mail, block } = request;
  const undoes = "blockedBy" in file ? file.blockedBy : undefined;
  if (undoes !== undefined && action !== "unblock") return invalidParameter("blocked_by", "only unblock takes it");
  const blocks = action === "block" || action === "unblock";
  if (blocks && mail) return invalidParameter("mail", "only links are mailed");
  const links = blocks ? "none" : request.links;
  if (action && ((links === "none" && !blocks) || read.items.some(changesUser)))
    return invalidParameter("action", "it needs a file that names users and nothing else");
  const needs = blocks ? [] : rightsOfBlocks(read.items);
  const common = { linkSeconds: validity.seconds, mail, needs, undoes, block: action === "block" ? block : undefined };
  const work: Work = { kind: "users", action, dryRun, links, ...common };
  return begin(ports, { ...request, name: request.name ?? read.name }, work, read.items, call);
}

const changesUser = (item: Item): boolean =>
  "given" in item &&
  [item.given.displayName, item.given.email, item.given.groups, item.given.blocked].some((one) => one !== undefined);

/** A file may block and unblock, which needs the rights of the single acts. */
function rightsOfBlocks(items: readonly Item[]): readonly Right[] {
  const said = items.flatMap((item) => ("given" in item && item.given.blocked ? [item.given.blocked] : []));
  return [...new Set(said.map((blocked): Right => (blocked === "no" ? "enable" : "disable")))];
}

async function begin(
  ports: Ports,
  request: Pick<JobRequest, "id" | "name">,
  work: Work,
  items: readonly Item[],
  call: AdminCall,
): Promise<Begun> {
  if (request.id !== undefined && !isJobId(request.id))
    return invalidParameter("id", "expected 22 characters of base64url");
  const named = readJobName(request.name);
  if (!named.ok) return named;
  const { name } = named;
  if (work.mail && !ports.mail) return NO_MAIL;
  const { jobs } = ports;
  const { caller, action, client, nowMs: beganAtMs } = call;
  // Any account could fill objects with files, so the rights are checked before one is stored.
  const may = await mayBegin(ports, [...rightsForWork(work).toReversed(), MANY_RIGHT], call);
  if (!may.ok) return may;
  const id = request.id ?? makeSession(ports.randomBytes);
  const job = { id, name, work, caller, action, client, beganAtMs, sealedSeed: await sealSeed(ports, id) };
  const prepared = await jobs.prepare(job, items);
  // The id is that of another account's job, about which nothing may be learnt.
  if (prepared === "taken") return refuse({ code: "unknown-job" });
  if (prepared === "begun") return { ok: true, id };
  const dryRun = work.kind === "users" && work.dryRun;
  const row = { id, kind: work.kind, action: work.action ?? "", dryRun, name, items: items.length, beganAtMs } as const;
  const note = noteOnSuccess(call, "JOB_BEGUN", { count: items.length });
  // Of two requests for one job, the first to reach D1 begins it, and its object starts once.
  const registered = await jobs.register(caller, MANY_RIGHT, row, note);
  if (registered.ok) {
    // The twin may have been refused after it had prepared the job, and have taken that back.
    if (prepared === "prepared") await jobs.prepare(job, items);
    await jobs.start(id, registered.realms);
    return { ok: true, id };
  }
  // Forgets only what this request has prepared: its twin may be about to start the rest.
  if (prepared === "new") await jobs.forget(id);
  return refuseAndNote(ports, call, registered.reason);
}
