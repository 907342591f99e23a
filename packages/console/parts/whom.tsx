// Whom an act is about: the facts by which somebody on the telephone can tell one Jan Jansen from
// another, and the lost phone from the other one. Every question names them.

import {
  Breakable,
  type LinkJson,
  languageOf,
  Time,
  type TokenJson,
  type UserDetailsJson,
} from "../../../src/for-console.ts";
import type { ConsoleContext } from "../frame/session.ts";
import type { ConsoleWords } from "../words/words.ts";
import { type Fact, FactList } from "./facts.tsx";

/** Enough for any person; a user may have more. */
const MAX_TOKENS = "50";

/** What the account may see of it. */
export interface Whom {
  readonly language: string;
  readonly user: string;
  readonly realm: string;
  readonly person: UserDetailsJson | undefined;
  /** The phone in question, or all of the person's. */
  readonly phones: readonly TokenJson[];
  readonly links: readonly LinkJson[] | undefined;
}

interface Known {
  readonly person?: UserDetailsJson;
  readonly token?: TokenJson;
}

/** All calls at once, and none for what is known already. */
export async function lookAtWhom(c: ConsoleContext, user: string, realm: string, known: Known = {}): Promise<Whom> {
  const { api, account } = c.var;
  const isSomebody = user !== "";
  const [details, owned, out] = await Promise.all([
    isSomebody && !known.person && account.may("userlist")
      ? api.call("GET /user/:realm/:name", { realm, name: user })
      : undefined,
    !known.token && account.may("tokenlist")
      ? api.call("GET /token/", { user, realm, pagesize: MAX_TOKENS })
      : undefined,
    isSomebody && account.may("enrollTIQR") ? api.call("GET /token/enrollmentlink", { user, realm }) : undefined,
  ]);
  return {
    language: languageOf(c),
    user,
    realm,
    person: known.person ?? (details?.ok ? details.value : undefined),
    phones: known.token ? [known.token] : owned?.ok ? owned.value.tokens.filter(({ revoked }) => !revoked) : [],
    links: out?.ok ? out.value.links : undefined,
  };
}

/** Finds the user of the path, or shows a page that says why not. */
export async function findUser(c: ConsoleContext): Promise<UserDetailsJson> {
  const { realm = "", name = "" } = c.req.param();
  return (await c.var.api.need("users", "GET /user/:realm/:name", { realm, name })).value;
}

/** By the name that its owner has given it, if there is one. */
export const describedPhone = ({ serial, description }: Pick<TokenJson, "serial" | "description">): string =>
  description === "" ? serial : `${description} (${serial})`;

export const WhomFacts = ({ whom, words }: { whom: Whom; words: ConsoleWords["whom"] }) => {
  const { user, realm, person, phones, links } = whom;
  const texts = [
    [words.person, person?.name],
    [words.login, user === "" ? words.nobody : user],
    [words.realm, realm],
    [words.email, person?.email],
    [phones.length > 1 ? words.phones : words.phone, phones.map(describedPhone).join(", ")],
  ] as const;
  const facts: readonly Fact[] = [
    ...texts.map(([name, text = ""]): Fact => [name, text === "" ? "" : <Breakable text={text} />]),
    [words.lastSignIn, user === "" ? "" : <LastSignIn whom={whom} words={words} />],
    [words.links, links ? String(links.length) : ""],
  ];
  return <FactList facts={facts} />;
};

/** A token says its times without a zone, as privacyIDEA does. */
const msOf = (at: string): number => Date.parse(/Z|[+-]\d\d:?\d\d$/.test(at) ? at : `${at}Z`);

const UNITS = [
  ["day", 24 * 3600],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** Such as "2h ago, Wiki". */
const LastSignIn = ({ whom: { language, person, phones }, words }: { whom: Whom; words: ConsoleWords["whom"] }) => {
  if (!person && phones.length === 0) return null;
  const at = person
    ? person.last_sign_in_at
    : phones
        .map(({ info }) => info.last_auth ?? "")
        .toSorted()
        .at(-1);
  if (!at) return <>{words.never}</>;
  const seconds = (Date.now() - msOf(at)) / 1000;
  const [unit, size] = UNITS.find(([, one]) => seconds >= one) ?? UNITS[2];
  const ago = new Intl.RelativeTimeFormat(language, { style: "narrow" }).format(-Math.floor(seconds / size), unit);
  return (
    <>
      {[ago, person?.last_application].filter(Boolean).join(", ")}{" "}
      <span class="quiet">
        (<Time at={at} />)
      </span>
    </>
  );
};
