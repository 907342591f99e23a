// A group as a directory writes it (RFC 7643 §4.2), and what becomes of its members: a group may
// have thousands, so an operation is a change of some, and never asks who is in it.

import { hasUnseen } from "../../lib/unseen.ts";
import { MAX_GROUP_CHARACTERS } from "../admin/user-attributes.ts";
import type { DirectoryGroup, GroupState, MemberChange } from "../ports/people/directory.ts";
import { externalIdOf, MAX_EXTERNAL_ID_CHARACTERS } from "../user.ts";
import { CORE_SCHEMA } from "./attributes.ts";
import { cited, fault, type ScimRefusal } from "./fault.ts";
import { type Doc, isNothing, isObject, type Target } from "./patch.ts";
import { metaOf } from "./version.ts";

export const groupJson = (group: DirectoryGroup, base: string) => ({
  schemas: [`${CORE_SCHEMA}Group`],
  id: group.id,
  ...(group.externalId !== null && { externalId: group.externalId }),
  displayName: group.displayName,
  // RFC 7643 §2.5: an empty list is none.
  ...(group.members?.length && {
    members: group.members.map((value) => ({ value, $ref: `${base}/Users/${value}` })),
  }),
  meta: metaOf("Group", group, base),
});

export function readGroup({
  displayName,
  externalId,
}: Doc): { readonly ok: true; readonly group: GroupState } | ScimRefusal {
  if (!isName(displayName) || displayName.length > MAX_GROUP_CHARACTERS)
    return fault("invalidValue", `displayName has 1 to ${MAX_GROUP_CHARACTERS} characters, all of which can be seen.`);
  // Headers and attributes have all groups of a person in one list: `a,admins` would be two.
  if (displayName.includes(",")) return fault("invalidValue", "The displayName of a group has no comma.");
  if (!isNothing(externalId) && (!isName(externalId) || externalId.length > MAX_EXTERNAL_ID_CHARACTERS))
    return fault(
      "invalidValue",
      `externalId has at most ${MAX_EXTERNAL_ID_CHARACTERS} characters, all of which can be seen.`,
    );
  return { ok: true, group: { displayName, externalId: isName(externalId) ? externalIdOf(externalId) : null } };
}

const isName = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "" && !hasUnseen(value);

export interface MemberOperations {
  readonly take: NonNullable<Target["members"]>;
  readonly change: () => MemberChange;
}

/** Adds up operations in their order: the last one about a person counts. */
export function memberOperations(): MemberOperations {
  let all = false;
  const isIn = new Map<string, boolean>();
  const everybodyOut = () => {
    all = true;
    isIn.clear();
  };
  return {
    take({ part, where }, op, value) {
      if (part !== undefined) return fault("invalidPath", "A member comes and goes as a whole.");
      if (where?.some((one) => one.name !== "value") || (where?.length ?? 1) > 1)
        return fault("invalidFilter", "Members are found by value eq alone.");
      const ids = where?.map((one) => one.value) ?? idsIn(value);
      if (ids.some((id) => id === undefined))
        return fault("invalidValue", `Each member is an object with a value. Got ${cited(value)}.`);
      if (!where && (op === "replace" || (op === "remove" && isNothing(value)))) everybodyOut();
      for (const id of ids) isIn.set(id ?? "", op !== "remove");
      return undefined;
    },
    change() {
      const ids = (wanted: boolean) => [...isIn].flatMap(([id, isMember]) => (isMember === wanted ? [id] : []));
      return { all, remove: all ? [] : ids(false), add: ids(true) };
    },
  };
}

const idsIn = (value: unknown): readonly (string | undefined)[] =>
  isNothing(value) ? [] : [value].flat().map((item) => idOf(isObject(item) ? item : { value: item }));

function idOf(item: Doc): string | undefined {
  const [, value] = Object.entries(item).find(([key]) => key.toLowerCase() === "value") ?? [];
  return typeof value === "string" ? value : undefined;
}
