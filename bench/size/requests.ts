// The requests of people and programs to a large database, besides logins: the requests of the API
// and the pages of the console whose cost could grow with what is stored.

export interface SizedRequest {
  readonly name: string;
  readonly path: string;
  /** A page is asked with the console's cookie, all else with an administrator's token. */
  readonly page?: true;
  /** Looks at many rows to find some: it may read more. */
  readonly search?: true;
}

/** Every filled database has these: bench/counted/filler.ts. */
const [SERIAL, USER, ATTEMPT] = ["FILL00000064", "filled0000100", "64".padStart(32, "0")];

export const ASKED: readonly SizedRequest[] = [
  { name: "token list", path: "/token/" },
  { name: "token by serial", path: `/token/?serial=${SERIAL}` },
  { name: "tokens by the start of a serial", path: "/token/?serial=FILL0000*" },
  { name: "tokens of a user", path: `/token/?user=${USER}` },
  { name: "tokens by a part of a name", path: "/token/?username=*0000100*", search: true },
  { name: "users by a part of a name", path: "/user/?username=*0000100*", search: true },
  { name: "tokens by description", path: "/token/?description=phone+5" },
  { name: "user list", path: "/user/" },
  { name: "realm list", path: "/realm/" },
  { name: "open logins", path: "/token/challenges/" },
  { name: "links", path: "/token/enrollmentlink" },
  { name: "audit list", path: "/audit/" },
  { name: "audit list, page 50", path: "/audit/?page=50" },
  { name: "audit of a user", path: `/audit/?user=${USER}` },
  { name: "audit of a token", path: `/audit/?serial=${SERIAL}` },
  { name: "audit of a login", path: `/audit/?transaction_id=${ATTEMPT}` },
  { name: "audit by reason", path: "/audit/?reason=wrong-pin" },
  { name: "audit statistics", path: "/audit/statistics" },
  { name: "console: overview", path: "/console", page: true },
  { name: "console: tokens", path: "/console/tokens", page: true },
  { name: "console: a token", path: `/console/tokens/${SERIAL}`, page: true },
  { name: "console: open logins", path: "/console/transactions", page: true },
  { name: "console: audit", path: "/console/audit", page: true },
  { name: "console: links", path: "/console/links", page: true },
];
