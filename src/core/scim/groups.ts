// What a directory does to groups: RFC 7644 §3.

import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { DirectoryGroup, DirectoryPage, GroupChange, GroupTerm } from "../ports/people/directory.ts";
import { externalIdOf } from "../user.ts";
import { GROUP_ATTRIBUTES } from "./attributes.ts";
import { readFilter } from "./filter.ts";
import { changing, deleting, found, inDirectory, settled } from "./flow.ts";
import { groupJson, memberOperations, readGroup } from "./group.ts";
import { apply, type Doc, type PatchOperation } from "./patch.ts";
import { baseOf } from "./version.ts";

const attributes = GROUP_ATTRIBUTES;
const whole = (body: Doc): readonly PatchOperation[] => [{ op: "replace", path: undefined, value: body }];

export const createGroup = (ports: Ports, body: Doc, withMembers: boolean, call: AdminCall) =>
  inDirectory(ports, call, async ({ groups }) => {
    const edited = edit({}, undefined, whole(body));
    return edited.ok ? settled(groups.create(edited.group, edited.members.add, withMembers)) : edited;
  });

export const readGroupById = (ports: Ports, id: string, withMembers: boolean, call: AdminCall) =>
  inDirectory(ports, call, ({ groups }) => found(groups.read(id, withMembers)));

export const removeGroup = (ports: Ports, id: string, version: number | undefined, call: AdminCall) =>
  inDirectory(ports, call, ({ groups }) => deleting((only) => groups.remove(id, only), version));

const NAMES = ["id", "displayName", "externalId", "members.value"];

export const listGroups = (
  ports: Ports,
  filter: string | undefined,
  page: DirectoryPage,
  withMembers: boolean,
  call: AdminCall,
) =>
  inDirectory(ports, call, async ({ groups }) => {
    const read = filter === undefined ? undefined : readFilter(filter, attributes, NAMES);
    if (read && !read.ok) return read;
    const terms = (read?.conditions ?? []).map(
      ({ name, value }): GroupTerm => ({
        attribute: name === "members.value" ? "members" : (name as "id" | "displayName" | "externalId"),
        value: name === "externalId" ? externalIdOf(value) : value,
      }),
    );
    return groups.list(terms, page, withMembers);
  });

/** A PUT without members leaves them: Okta's renames come so. */
export const replaceGroup = (ports: Ports, id: string, how: GroupChange, body: Doc, call: AdminCall) =>
  changeGroup(ports, id, how, call, ({ externalId }) => edit({ externalId }, undefined, whole(body)));

export const patchGroup = (
  ports: Ports,
  id: string,
  how: GroupChange,
  operations: readonly PatchOperation[],
  call: AdminCall,
) =>
  changeGroup(ports, id, how, call, (was) => {
    const current: Doc = groupJson(was, baseOf(ports.settings));
    return edit({ ...current }, current, operations);
  });

const changeGroup = (
  ports: Ports,
  id: string,
  how: GroupChange,
  call: AdminCall,
  edited: (was: DirectoryGroup) => ReturnType<typeof edit>,
) =>
  inDirectory(ports, call, ({ groups }) =>
    changing(
      how.version,
      // The members may be thousands, and no change asks who they are.
      () => groups.read(id, false),
      async (was) => {
        const read = edited(was);
        return read.ok ? settled(groups.change(was, read.group, read.members, how)) : read;
      },
    ),
  );

function edit(doc: Doc, current: Doc | undefined, operations: readonly PatchOperation[]) {
  const members = memberOperations();
  for (const operation of operations) {
    const failed = apply({ doc, attributes, current, members: members.take }, operation);
    if (failed) return failed;
  }
  const read = readGroup(doc);
  return read.ok ? { ...read, members: members.change() } : read;
}
