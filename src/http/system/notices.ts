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
import type { SystemTexts } from "./texts.ts";

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
type Sentences = SystemTexts["notices"];
const NOTICES: readonly ((facts: Facts, sentences: Sentences) => Notice | undefined)[] = [
  otherAddresses,
  limitedNetworks,
  ambiguousRealms,
  unseenNames,
  fullDatabases,
  oldServer,
  unknownPlace,
];

export function noticesOf(
  facts: Facts,
  sentences: Sentences,
): { readonly data: NoticeData; readonly warnings: readonly Warning[] } {
  const notices = NOTICES.flatMap((look) => look(facts, sentences) ?? []);
  return {
    data: Object.assign({}, ...notices.map(({ data }) => data)),
    warnings: notices.flatMap(({ warning }) => warning ?? []),
  };
}

/** Phones that do not post to PUBLIC_URL. */
function otherAddresses({ addresses, settings: { publicUrl } }: Facts, say: Sentences): Notice | undefined {
  if (addresses.length === 0) return undefined;
  const countOf = (tokens: number) => (tokens < MAX_COUNTED_TOKENS ? String(tokens) : `${tokens} or more`);
  const counts = addresses.map(({ address, tokens }) => `${address} (${countOf(tokens)})`);
  const message = say.otherAddresses(publicUrl, counts.join(", "));
  return { data: { other_addresses: addresses }, warning: { code: "other-addresses", message } };
}

/** Application servers that no setting names. */
function limitedNetworks({ networks }: Facts, say: Sentences): Notice | undefined {
  if (networks.length === 0) return undefined;
  const listed = networks.map(({ network }) => network).join(", ");
  const message = say.limitedNetworks(listed);
  const limited_networks = networks.map(({ network, atMs }) => ({ network, limited_at: isoOf(atMs) }));
  return { data: { limited_networks }, warning: { code: "limited-networks", message } };
}

/** Realms with an `@`, which earlier versions made. */
function ambiguousRealms({ realms }: Facts, say: Sentences): Notice | undefined {
  const ambiguous = realms.filter((realm) => realm.includes("@")).slice(0, MAX_REALMS);
  if (ambiguous.length === 0) return undefined;
  const message = say.ambiguousRealms(ambiguous.join(", "));
  return { data: { ambiguous_realms: ambiguous }, warning: { code: "ambiguous-realms", message } };
}

/** Users whose names hold what nobody sees. */
function unseenNames({ unseen: { count, isExact, users } }: Facts, say: Sentences): Notice | undefined {
  if (count === 0) return undefined;
  const listed = users
    .slice(0, MAX_USERS)
    .map((one) => ({ ...one, shown: withUnseenShown(`${one.user}@${one.realm}`) }));
  const some = listed.slice(0, MAX_USERS_IN_WORDS).map(({ shown }) => shown);
  const message = say.unseenNames(count, isExact, some.join(", "));
  const unseen_names = { count, count_exact: isExact, users: listed };
  return { data: { unseen_names }, warning: { code: "unseen-names", message } };
}

function fullDatabases({ full, settings: { databaseMaxBytes } }: Facts, say: Sentences): Notice | undefined {
  if (full.length === 0) return undefined;
  const inMb = (bytes: number) => Math.round(bytes / MB);
  const full_databases = full.map(({ database, bytes }) => ({
    database,
    mb: inMb(bytes),
    max_mb: inMb(databaseMaxBytes),
  }));
  const listed = full_databases.map(({ database, mb, max_mb }) => `${database} (${mb} of ${max_mb} MB)`).join(", ");
  const message = say.fullDatabases(listed);
  return { data: { full_databases }, warning: { code: "full-databases", message } };
}

/** What is behind this service while people move. */
function oldServer({ old }: Facts, say: Sentences): Notice | undefined {
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
  const { noLoginYet, more } = say.oldServer;
  const message = [whatItIs(old, say.oldServer), ...(hasLogin ? [] : [noLoginYet]), more].join(" ");
  return { data: { upstream }, warning: { code: "upstream", message } };
}

function whatItIs({ server, fault, finishesTiqr }: OldServer, say: Sentences["oldServer"]): string {
  if (fault === "upstream-loop") return say.loop;
  if (fault !== undefined) return say.fault(fault);
  if (!server) return say.nameless;
  const name = `${server.product} ${server.version}`;
  if (finishesTiqr) return say.finishes(name);
  return finishesTiqr === undefined ? say.mayFinish(name) : say.leavesOpen(name);
}

/**
 * PROXIMITY asks for what only Cloudflare's edge knows of a request. Where this one came without
 * it, as to `npm run serve`, so do those of phones and browsers.
 */
function unknownPlace({ settings: { proximity }, place: { country, asn } }: Facts, say: Sentences): Notice | undefined {
  if ((proximity !== "country" && proximity !== "provider") || asn !== undefined) return undefined;
  const warn = (message: string): Notice => ({ warning: { code: "place-unknown", message } });
  if (country === undefined) return warn(say.unknownPlace.country(proximity));
  return proximity === "provider" ? warn(say.unknownPlace.provider) : undefined;
}
