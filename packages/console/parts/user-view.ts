// Users in the console's addresses.

import { MANY_RIGHT, USER_RIGHT, type UserJson } from "../../../src/for-console.ts";
import type { Viewer } from "../frame/session.ts";

export const USERS_PATH = "/console/users";
/** Where a file of users is sent. */
export const IMPORT = "/console/new-users";
/** A job on users needs both. */
export const mayImport = ({ may }: Viewer): boolean => may(USER_RIGHT) && may(MANY_RIGHT);

export const userPage = (realm: string, name: string): string =>
  `${USERS_PATH}/${encodeURIComponent(realm)}/${encodeURIComponent(name)}`;

export const pageOfUser = ({ realm, username }: Pick<UserJson, "realm" | "username">): string =>
  userPage(realm, username);
