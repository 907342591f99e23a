// What all flows of a directory share: whose people they are, how a change meets another one, and
// how refusals are noted.

import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type {
  Directory,
  DirectoryChange,
  DirectoryDeletion,
  GroupRefusal,
  PersonRefusal,
} from "../ports/people/directory.ts";
import { type Outcome, type Refusal, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { fault } from "./fault.ts";

/**
 * Runs a flow in the directory of the caller's one realm. A directory repeats what was refused with
 * each of its rounds, so the first refusals are noted, and the rest are counted.
 */
export async function inDirectory<T>(
  ports: Ports,
  call: AdminCall,
  flow: (directory: Directory) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const directory = await ports.directory(call);
  const done =
    directory === "spread"
      ? refuse({ code: "spread-realm" })
      : directory === "not-one-realm"
        ? refuse({ code: "not-one-realm" })
        : await flow(directory);
  // Anybody can make up ids.
  if (done.ok || done.reason.code === "unknown-resource") return done;
  const realm = typeof directory === "object" ? { realm: directory.realm } : {};
  return refuseAndNote(ports, call, done.reason, realm, "counted");
}

type Why = PersonRefusal | GroupRefusal;

const REFUSALS: Readonly<Record<Why, Refusal>> = {
  taken: refuse({ code: "resource-exists" }),
  shadows: refuse({ code: "name-shadows" }),
  unknown: refuse({ code: "unknown-resource" }),
  stale: refuse({ code: "resource-changed" }),
  "renamed-often": fault("invalidValue", "This person has had too many names. Delete the person, and make a new one."),
  "unknown-member": fault("invalidValue", "One of the members is no user of this realm."),
  "many-groups": fault("invalidValue", "A user can be in 100 groups."),
};

interface Changed<Resource> {
  readonly resource: Resource;
}

export async function settled<Resource>(
  change: Promise<DirectoryChange<Resource, Why>>,
): Promise<Outcome<Changed<Resource>>> {
  const done = await change;
  return done.ok && done.did === "refused" ? REFUSALS[done.why] : done;
}

export async function found<Resource>(
  reading: Promise<Outcome<{ readonly resource: Resource | undefined }>>,
): Promise<Outcome<Changed<Resource>>> {
  const read = await reading;
  if (!read.ok) return read;
  return read.resource ? { ok: true, resource: read.resource } : REFUSALS.unknown;
}

/** How often a change is made anew when another one came first. */
const MAX_TRIES = 10;

/**
 * Changes what was read. Of two changes at once the later one finds another version, reads again,
 * and is made upon the first, unless its request says upon which `version`.
 */
export async function changing<Resource extends { readonly changedAtMs: number }>(
  version: number | undefined,
  read: () => Promise<Outcome<{ readonly resource: Resource | undefined }>>,
  change: (was: Resource) => Promise<Outcome<Changed<Resource>>>,
): Promise<Outcome<Changed<Resource>>> {
  for (let tries = 1; ; tries++) {
    const was = await found(read());
    if (!was.ok) return was;
    if (version !== undefined && was.resource.changedAtMs !== version) return REFUSALS.stale;
    const done = await change(was.resource);
    const isStale = !done.ok && done.reason.code === "resource-changed";
    if (!isStale || version !== undefined || tries === MAX_TRIES) return done;
  }
}

/** A version that no resource has must not delete: `NaN` is no version. */
export async function deleting(
  remove: (version: number | undefined) => Promise<DirectoryDeletion>,
  version: number | undefined,
): Promise<Outcome<object>> {
  if (Number.isNaN(version)) return REFUSALS.stale;
  for (let tries = 1; ; tries++) {
    const done = await remove(version);
    // Another change came in between. Whoever names no version deletes what has come of it.
    const isAgain = done.ok && done.did === "stale" && version === undefined && tries < MAX_TRIES;
    if (!isAgain) return done.ok && done.did !== "deleted" ? REFUSALS[done.did] : done;
  }
}
