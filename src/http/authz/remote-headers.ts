// The headers that tell an application behind a proxy who is signed in. All four are always sent:
// a proxy that only replaces what it gets would let the browser's own pass for a missing one.
//
// Differs: Authelia sends raw UTF-8, which some applications read as Latin-1, and Workers warns of.
// Here `%` and all but ASCII is percent-encoded: no two names become one, and none ends the header.
// So are outer blanks: a header drops them, and the user ` admin` would become `admin`.

import type { ForwardedIdentity } from "../../core/oidc/sessions/checked-session.ts";

export const remoteHeaders = ({ user, name, email, groups }: ForwardedIdentity): Readonly<Record<string, string>> => ({
  "Remote-User": encoded(user),
  "Remote-Groups": groups.map((group) => encoded(group).replaceAll(",", "%2C")).join(","),
  "Remote-Name": encoded(name),
  "Remote-Email": encoded(email),
});

const UNFIT = /[^\x20-\x7e]|%|^ +| +$/gu;

const encoded = (text: string): string => text.toWellFormed().replace(UNFIT, encodeURIComponent);
