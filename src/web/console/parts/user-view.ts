// Users in the console's addresses.

import type { UserJson } from "../../../http/people/shapes.ts";

export const USERS = "/console/users";

export const userPage = (realm: string, name: string): string =>
  `${USERS}/${encodeURIComponent(realm)}/${encodeURIComponent(name)}`;

export const pageOfUser = ({ realm, username }: Pick<UserJson, "realm" | "username">): string =>
  userPage(realm, username);
