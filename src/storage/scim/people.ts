// The people of a directory's realm in D1.

import type { DirectoryPeople } from "../../core/ports/people/directory.ts";
import type { DirectoryAt } from "./at.ts";

export function createDirectoryPeople(_at: DirectoryAt): DirectoryPeople {
  const later = (): never => {
    throw new Error("not there yet");
  };
  return { create: later, read: later, list: later, change: later, remove: later };
}
