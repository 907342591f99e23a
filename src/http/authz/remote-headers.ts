// The headers by which an application behind a proxy learns of its person. All four are always there: a header that is missing here
// could come from the browser instead, past a proxy that only replaces what it gets.
//
// Differs: Authelia sends names as raw UTF-8, which some applications read as Latin-1, and Workers warns of. Here everything but plain
// ASCII is percent-encoded, and `%` itself, so no two names meet and no name ends the header. A header also drops blanks at its
// ends, which would make `admin` of the user ` admin`, so these are encoded, too.

import type { Told } from "../../core/oidc/sessions/checked-session.ts";

export const remoteHeaders = ({ user, name, email, groups }: Told): Readonly<Record<string, string>> => ({
  "Remote-User": encoded(user),
  "Remote-Groups": groups.map((group) => encoded(group).replaceAll(",", "%2C")).join(","),
  "Remote-Name": encoded(name),
  "Remote-Email": encoded(email),
});

const UNFIT = /[^\x20-\x7e]|%|^ +| +$/gu;

const encoded = (text: string): string => text.toWellFormed().replace(UNFIT, encodeURIComponent);
