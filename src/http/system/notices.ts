// What GET /system/ tells besides the settings: as data for a program, and in words for a person if
// there is something to do. Each notice looks at the facts, and says nothing where all is well.

import type { DatabaseSize } from "../../core/ports/database-sizes.ts";
import type { LimitedNetwork } from "../../core/ports/limited-networks.ts";
import type { UnseenNames } from "../../core/ports/people/users.ts";
import type { OtherAddress } from "../../core/ports/tokens/management.ts";
import type { Place } from "../../core/proximity/place.ts";
import { MAX_COUNTED_TOKENS } from "../../core/system/findings.ts";
import type { OldServer } from "../../core/system/old-server.ts";
import type { Warning } from "../../core/warning.ts";
import { withUnseenShown } from "../../lib/unseen.ts";
import type { Settings } from "../../settings.ts";
import { isoOf } from "../answer/iso-time.ts";
import type { SystemDetailJson } from "./shapes.ts";

interface Facts {
  readonly settings: Pick<Settings, "publicUrl" | "databaseMaxBytes" | "proximity">;
  readonly addresses: readonly OtherAddress[];
  readonly networks: readonly LimitedNetwork[];
  readonly realms: readonly string[];
  readonly unseen: UnseenNames;
  readonly full: readonly DatabaseSize[];
  /** Undefined without UPSTREAM_PRIVACYIDEA, or if nobody asked. */
  readonly old: OldServer | undefined;
  /** Where this request came from. */
  readonly place: Place;
}

type NoticeData = Omit<SystemDetailJson, "settings">;

interface Notice {
  readonly data?: NoticeData;
  readonly warning?: Warning;
}

/** More would fill the answer, and the sentence. */
const [MAX_REALMS, MAX_USERS, MAX_USERS_IN_WORDS] = [20, 20, 5];
const MB = 1_000_000;

/** In the order of the answer. */
const NOTICES: readonly ((facts: Facts) => Notice | undefined)[] = [
  otherAddresses,
  limitedNetworks,
  ambiguousRealms,
  unseenNames,
  fullDatabases,
  oldServer,
  unknownPlace,
];

export function noticesOf(facts: Facts): { readonly data: NoticeData; readonly warnings: readonly Warning[] } {
  const notices = NOTICES.flatMap((look) => look(facts) ?? []);
  return {
    data: Object.assign({}, ...notices.map(({ data }) => data)),
    warnings: notices.flatMap(({ warning }) => warning ?? []),
  };
}

/** Phones that do not post to PUBLIC_URL. */
function otherAddresses({ addresses, settings: { publicUrl } }: Facts): Notice | undefined {
  if (addresses.length === 0) return undefined;
  const countOf = (tokens: number) => (tokens < MAX_COUNTED_TOKENS ? String(tokens) : `${tokens} or more`);
  const counts = addresses.map(({ address, tokens }) => `${address} (${countOf(tokens)})`);
  const message =
    `PUBLIC_URL is ${publicUrl}, but registered tokens have other addresses: ${counts.join(", ")}. Their phones post there, ` +
    "and accounts that are added to these phones later may do so, too. Keep these addresses leading to this service. " +
    "See docs/phones.md.";
  return { data: { other_addresses: addresses }, warning: { code: "other-addresses", message } };
}

/** Application servers that no setting names. */
function limitedNetworks({ networks }: Facts): Notice | undefined {
  if (networks.length === 0) return undefined;
  const listed = networks.map(({ network }) => network).join(", ");
  const message =
    `Too many wrong guesses came from ${listed}, and right PINs come from there, too. If it is an application server of ` +
    "yours, name it in APPLICATION_NETWORKS: until then one wrong guesser keeps out everybody who signs in through it. " +
    "See docs/guessing.md.";
  const limited_networks = networks.map(({ network, atMs }) => ({ network, limited_at: isoOf(atMs) }));
  return { data: { limited_networks }, warning: { code: "limited-networks", message } };
}

/** Realms with an `@`, which earlier versions made. */
function ambiguousRealms({ realms }: Facts): Notice | undefined {
  const ambiguous = realms.filter((realm) => realm.includes("@")).slice(0, MAX_REALMS);
  if (ambiguous.length === 0) return undefined;
  const message =
    `Realms with an @ in their name: ${ambiguous.join(", ")}. Applications may take a user of such a realm for a user of ` +
    "another one, and the other way round. Move its users to a realm without an @. See docs/forward-auth.md.";
  return { data: { ambiguous_realms: ambiguous }, warning: { code: "ambiguous-realms", message } };
}

/** Users whose names hold what nobody sees. */
function unseenNames({ unseen: { count, isExact, users } }: Facts): Notice | undefined {
  if (count === 0) return undefined;
  const listed = users
    .slice(0, MAX_USERS)
    .map((one) => ({ ...one, shown: withUnseenShown(`${one.user}@${one.realm}`) }));
  const some = listed.slice(0, MAX_USERS_IN_WORDS).map(({ shown }) => shown);
  const message =
    `${isExact ? "" : "At least "}${count === 1 ? "1 user has" : `${count} users have`} characters in the name that nobody ` +
    `sees${some.length === 0 ? "" : `, such as ${some.join(", ")}`}: one may pass for another. They can sign in as before, ` +
    "but new ones are refused. See docs/api.md.";
  const unseen_names = { count, count_exact: isExact, users: listed };
  return { data: { unseen_names }, warning: { code: "unseen-names", message } };
}

function fullDatabases({ full, settings: { databaseMaxBytes } }: Facts): Notice | undefined {
  if (full.length === 0) return undefined;
  const inMb = (bytes: number) => Math.round(bytes / MB);
  const full_databases = full.map(({ database, bytes }) => ({
    database,
    mb: inMb(bytes),
    max_mb: inMb(databaseMaxBytes),
  }));
  const listed = full_databases.map(({ database, mb, max_mb }) => `${database} (${mb} of ${max_mb} MB)`).join(", ");
  const message =
    `A database is nearly full: ${listed}. When it is, nobody can sign in. The audit trail takes the most: shorten ` +
    "AUDIT_RETENTION_DAYS, or see docs/scaling.md. If your plan allows more, set DATABASE_MAX_MB. See docs/operating.md.";
  return { data: { full_databases }, warning: { code: "full-databases", message } };
}

/** What is behind this service while people move. */
function oldServer({ old }: Facts): Notice | undefined {
  if (!old) return undefined;
  const { server, fault, finishesTiqr, hasLogin } = old;
  const upstream = {
    product: server?.product ?? null,
    version: server?.version ?? null,
    fault: fault ?? null,
    finishes_tiqr: finishesTiqr ?? null,
    has_login_here: hasLogin,
  };
  const isWell = finishesTiqr === true && hasLogin;
  if (isWell) return { data: { upstream } };
  const message = `${whatItIs(old)}${hasLogin ? "" : " Nobody has signed in here yet."} See docs/migrating.md.`;
  return { data: { upstream }, warning: { code: "upstream", message } };
}

function whatItIs({ server, fault, finishesTiqr }: OldServer): string {
  if (fault === "upstream-loop")
    return "UPSTREAM_PRIVACYIDEA leads back to this service. Give the address at which the other server itself answers.";
  if (fault !== undefined)
    return `The server of UPSTREAM_PRIVACYIDEA cannot be asked (${fault}). What is not answered here fails.`;
  if (!server) return "The server of UPSTREAM_PRIVACYIDEA does not say what it is, so it may be no privacyIDEA.";
  const name = `${server.product} ${server.version}`;
  if (finishesTiqr) return `This service is in front of ${name}, where phones can finish a login.`;
  if (finishesTiqr === undefined)
    return `This service is in front of ${name}. Whether phones can finish a login there is not known.`;
  return (
    `This service is in front of ${name}, where phones that are registered there cannot finish a login: they are told OK, and ` +
    "it stays open. Import them."
  );
}

/**
 * PROXIMITY asks for what only Cloudflare's edge knows of a request. Where this one came without
 * it, as to `npm run serve`, so do those of phones and browsers.
 */
function unknownPlace({ settings: { proximity }, place: { country, asn } }: Facts): Notice | undefined {
  if ((proximity !== "country" && proximity !== "provider") || asn !== undefined) return undefined;
  const warn = (message: string): Notice => ({ warning: { code: "place-unknown", message } });
  if (country === undefined)
    return warn(`PROXIMITY is ${proximity}, but no country is known of this request: phones may not be refused at all`);
  return proximity === "provider"
    ? warn("PROXIMITY is provider, but no provider is known of this request: phones in another network are refused")
    : undefined;
}
