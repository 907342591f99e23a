// A directory of one realm, as the flows of core/scim see it.

import type { AdminCall } from "../../../src/core/call.ts";
import type { Caller } from "../../../src/core/caller.ts";
import type { Ports } from "../../../src/core/ports/index.ts";
import type { Directory, DirectoryPerson, PersonState } from "../../../src/core/ports/people/directory.ts";
import { callAt } from "../call-at.ts";
import { accountWith } from "../storage/ports.ts";

/** The account of a directory, as if it had shown its key. */
export const directoryAccount = async (realm = "realm1", rights: readonly string[] = ["scim"]): Promise<Caller> => ({
  ...(await accountWith(rights, [realm])),
  onlyRealm: realm,
});

export async function directoryAs(ports: Ports, caller: Caller, nowMs = Date.now()) {
  const call = callAt(nowMs);
  const opened = await ports.directory({ ...call, caller } satisfies AdminCall);
  if (typeof opened === "string") throw new Error(opened);
  return { ...opened, settled: call.settled } satisfies Directory & { settled: () => Promise<unknown> };
}
export type OpenedDirectory = Awaited<ReturnType<typeof directoryAs>>;

export const personState = (userName: string, more: Partial<PersonState> = {}): PersonState => ({
  userName,
  externalId: null,
  displayName: null,
  email: null,
  active: true,
  kept: {},
  ...more,
});

/** The person that was made, or an error. */
export async function madePerson(
  { people }: Pick<Directory, "people">,
  userName: string,
  more: Partial<PersonState> = {},
): Promise<DirectoryPerson> {
  const made = await people.create(personState(userName, more));
  if (!made.ok || made.did === "refused") throw new Error(JSON.stringify(made));
  return made.resource;
}

/** The person of this name, whoever has made it. */
export async function personNamed({ people }: Pick<Directory, "people">, userName: string): Promise<DirectoryPerson> {
  const found = await people.list([{ attribute: "userName", value: userName }], { startIndex: 1, count: 2 });
  if (!found.ok || found.resources.length !== 1) throw new Error(`${userName}: ${JSON.stringify(found)}`);
  return found.resources[0] as DirectoryPerson;
}

/** Changes the person as it is now. */
export async function changePerson(
  directory: Pick<Directory, "people">,
  userName: string,
  change: Partial<PersonState>,
) {
  const was = await personNamed(directory, userName);
  return directory.people.change(was, { ...was, ...change });
}
