// What a directory does to people: RFC 7644 §3.

import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { DirectoryPage, PersonTerm } from "../ports/people/directory.ts";
import { noteRead } from "../reads.ts";
import type { Outcome } from "../reasons.ts";
import { externalIdOf } from "../user.ts";
import { USER_ATTRIBUTES } from "./attributes.ts";
import { fault, type ScimRefusal } from "./fault.ts";
import { type Condition, readFilter } from "./filter.ts";
import { changing, deleting, found, inDirectory, settled } from "./flow.ts";
import { apply, type Doc, type PatchOperation } from "./patch.ts";
import { personJson, readFlag, readPerson } from "./person.ts";
import { baseOf } from "./version.ts";

const attributes = USER_ATTRIBUTES;

export const createPerson = (ports: Ports, body: Doc, call: AdminCall) =>
  inDirectory(ports, call, async ({ realm, people }) => {
    const doc: Doc = { active: true };
    const failed = apply({ doc, attributes }, { op: "replace", path: undefined, value: body });
    const read = failed ?? readPerson(doc, realm, undefined, ports.settings);
    return read.ok ? settled(people.create(read.person)) : read;
  });

export const readPersonById = (ports: Ports, id: string, call: AdminCall) =>
  inDirectory(ports, call, ({ people }) => found(people.read(id)));

export const removePerson = (ports: Ports, id: string, version: number | undefined, call: AdminCall) =>
  inDirectory(ports, call, ({ people }) => deleting((only) => people.remove(id, only), version));

export const listPeople = (ports: Ports, filter: string | undefined, page: DirectoryPage, call: AdminCall) =>
  inDirectory(ports, call, async ({ realm, people }) => {
    const read = readTerms(filter);
    if (!read.ok) return read;
    const listed = await people.list(read.terms, page);
    // A look for one person comes with each of a directory's rounds. One at all of them is noted,
    // and so is one at all who are active.
    const isAtAll = read.terms.every(({ attribute }) => attribute === "active");
    if (listed.ok && isAtAll) noteRead(ports, "USERS_READ", call, { realm });
    return listed;
  });

/** What it leaves out of the rest stays: Okta's PUT has no externalId. */
export const replacePerson = (ports: Ports, id: string, version: number | undefined, body: Doc, call: AdminCall) =>
  changePerson(ports, id, version, call, ({ active, externalId }) => {
    const doc: Doc = { active, externalId };
    const failed = apply({ doc, attributes }, { op: "replace", path: undefined, value: body });
    return failed ?? { ok: true, doc };
  });

export const patchPerson = (
  ports: Ports,
  id: string,
  version: number | undefined,
  operations: readonly PatchOperation[],
  call: AdminCall,
) =>
  changePerson(ports, id, version, call, (current) => {
    const doc = { ...current };
    for (const operation of operations) {
      const failed = apply({ doc, attributes, current }, operation);
      if (failed) return failed;
    }
    return { ok: true, doc };
  });

const changePerson = (
  ports: Ports,
  id: string,
  version: number | undefined,
  call: AdminCall,
  edit: (current: Doc) => { readonly ok: true; readonly doc: Doc } | ScimRefusal,
) =>
  inDirectory(ports, call, ({ realm, people }) =>
    changing(
      version,
      () => people.read(id),
      async (was) => {
        const current: Doc = personJson(was, baseOf(ports.settings));
        const edited = edit(current);
        const read = edited.ok ? readPerson(edited.doc, realm, current, ports.settings) : edited;
        return read.ok ? settled(people.change(was, read.person)) : read;
      },
    ),
  );

const NAMES = ["id", "userName", "externalId", "displayName", "active", "emails.value"];

function readTerms(filter: string | undefined): Outcome<{ readonly terms: readonly PersonTerm[] }> {
  if (filter === undefined) return { ok: true, terms: [] };
  const read = readFilter(filter, attributes, NAMES);
  if (!read.ok) return read;
  const terms = read.conditions.map(termOf);
  return terms.every((term) => term !== undefined)
    ? { ok: true, terms }
    : fault("invalidFilter", "active is true or false.");
}

function termOf({ name, value }: Condition): PersonTerm | undefined {
  if (name !== "active") {
    const attribute = name === "emails.value" ? "email" : (name as "id" | "userName" | "externalId" | "displayName");
    return { attribute, value: attribute === "externalId" ? externalIdOf(value) : value };
  }
  const flag = readFlag(value);
  return flag === undefined ? undefined : { attribute: "active", value: flag };
}
