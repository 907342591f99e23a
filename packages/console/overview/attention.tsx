// What needs an administrator's attention: each matter in a sentence, with a link to its remedy.
// Each is asked for only if the account may see it, and reads few rows, however much is stored.

import type { Child } from "hono/jsx";
import { Notice, type WaveJson } from "../../../src/for-console.ts";
import { sayWave, wavePage } from "../audit/wave.tsx";
import type { ConsoleContext } from "../frame/session.ts";
import { LINKS_PATH } from "../parts/link-table.tsx";
import { STATES } from "../tokens/token-search.ts";
import type { ConsoleWords } from "../words/words.ts";

/** Unused links that end within this time are reported. */
const SOON_MS = 4 * 60 * 60 * 1000;
/** The links of one look, which reads those that end first. */
const MAX_LINKS = 50;
/** The settings by which pages say where help is. */
const HELP = ["HELP_URL", "HELP_TEXT"];
/** Names in a sentence. */
const MAX_NAMES = 5;

export interface Matters {
  readonly expiringLinks: number;
  /** Phones that have never given a right answer, and whether there may be more. */
  readonly unproven: { readonly count: number; readonly more: boolean };
  /** Administrators who sign in with a password alone. */
  readonly withoutPhone: readonly string[];
  readonly isBootstrapSet: boolean;
  readonly isBehind: boolean;
  readonly hasOtherAddresses: boolean;
  /** Whether pages have no help to offer to people who are stuck. */
  readonly namesNoHelp: boolean;
  readonly adminRealm: string;
}

export async function lookForMatters(c: ConsoleContext, nowMs: number): Promise<Matters> {
  const { api, account, deps } = c.var;
  const mayConfigure = account.may("configread");
  const [unproven, out, accounts, system, housekeeping] = await Promise.all([
    account.may("tokenlist") ? api.call("GET /token/", { ...STATES.unproven, pagesize: "1" }) : undefined,
    account.may("enrollTIQR")
      ? api.call("GET /token/enrollmentlink", { sortdir: "asc", pagesize: String(MAX_LINKS) })
      : undefined,
    account.may("accounts") ? api.call("GET /accounts") : undefined,
    mayConfigure ? api.call("GET /system/", { upstream: "no" }) : undefined,
    mayConfigure ? api.housekeeping() : undefined,
  ]);
  const settings = system?.ok ? system.detail.settings : [];
  const links = out?.ok ? out.value.links : [];
  const administrators = accounts?.ok ? accounts.value.filter(({ rights }) => rights.includes("*")) : [];
  return {
    unproven: unproven?.ok
      ? { count: unproven.value.count, more: !unproven.value.count_exact }
      : { count: 0, more: false },
    expiringLinks: links.filter(
      ({ state, expires_at }) =>
        state !== "unproven" && state !== "enrolled" && Date.parse(expires_at) < nowMs + SOON_MS,
    ).length,
    withoutPhone: administrators
      .filter((one) => one.password && !one.disabled && !one.second_factor)
      .map(({ name }) => name),
    isBootstrapSet: mayConfigure && deps.isBootstrapSet,
    isBehind: housekeeping === "behind",
    hasOtherAddresses: system?.ok === true && (system.detail.other_addresses ?? []).length > 0,
    namesNoHelp: settings.filter(({ name, value }) => HELP.includes(name) && value === "").length === HELP.length,
    adminRealm: deps.settings.adminRealm,
  };
}

interface Props {
  readonly words: ConsoleWords;
  readonly matters: Matters;
  readonly wave: WaveJson | null;
}

/** The most urgent first. Shows nothing if there is nothing to do. */
export const Attention = ({ words: texts, matters, wave }: Props) => {
  const { attention: words, dashboard } = texts;
  const { expiringLinks, unproven, withoutPhone, adminRealm } = matters;
  const [first = ""] = withoutPhone;
  const enrol = `/console/enrol?${new URLSearchParams({ user: first, realm: adminRealm })}`;
  const names = withoutPhone.slice(0, MAX_NAMES).join(", ");
  const all: [is: boolean, text: Child, todo: string, to: string][] = [
    [wave !== null, wave && <strong>{sayWave(texts, wave)}.</strong>, dashboard.waveRows, wave ? wavePage(wave) : ""],
    [matters.isBehind, words.behind, words.behindTodo, "/health"],
    [matters.hasOtherAddresses, words.addresses, words.addressesTodo, "/console/settings"],
    [withoutPhone.length > 0, words.withoutPhone(names, withoutPhone.length - MAX_NAMES), words.enrol(first), enrol],
    [matters.isBootstrapSet, words.bootstrap, words.bootstrapTodo, "/console/accounts"],
    [matters.namesNoHelp, words.help, words.helpTodo, "/console/settings"],
    [
      unproven.count > 0,
      words.unproven(unproven.count, unproven.more),
      words.unprovenTodo,
      "/console/tokens?state=unproven",
    ],
    [expiringLinks > 0, words.links(expiringLinks, expiringLinks === MAX_LINKS), words.linksTodo, LINKS_PATH],
  ];
  const present = all.filter(([is]) => is);
  if (present.length === 0) return null;
  return (
    <Notice kind={wave ? "warning" : "info"} title={words.title}>
      <ul>
        {present.map(([, text, todo, to]) => (
          <li>
            {text} <a href={to}>{todo}</a>
          </li>
        ))}
      </ul>
    </Notice>
  );
};
