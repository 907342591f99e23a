// Whom a form means. The API makes a new user of any name that it does not know, so a slip of the
// finger would make somebody. Here such a name is looked up: the form asks which of the people
// found is meant, and makes a new one only if that is chosen.

import { Notice, type UserJson } from "../../../src/for-console.ts";
import type { ConsoleContext } from "../frame/session.ts";
import { addressWith } from "../parts/search.ts";
import type { ConsoleWords } from "../words/words.ts";

/** The form's field for the choice. */
export const PERSON = "person";

interface Named {
  readonly user: string;
  readonly realm: string | undefined;
}

/** A name that nobody has, and those who may be meant. */
export interface Unknown {
  readonly user: string;
  readonly people: readonly UserJson[];
}

type Meant = { readonly named: Named } | { readonly unknown: Unknown };

/** More than these are found by a longer name sooner than by reading. */
const MAX_OFFERED = 7;

/** An account that may not see users is not told who is known; the API decides alone. */
export async function meantIn(c: ConsoleContext, { user, realm }: Named): Promise<Meant> {
  const typed = { user, realm };
  const chosen = choiceIn(c.var.form(PERSON), user);
  if (chosen) return { named: chosen === "new" ? typed : chosen };
  if (!c.var.account.may("userlist") || user === "" || (await isKnown(c, typed))) return { named: typed };
  const found = await c.var.api.call("GET /user/", { search: user, pagesize: String(MAX_OFFERED) });
  return { unknown: { user, people: found.ok ? found.value : [] } };
}

/** What cannot be looked up is left to the call that follows, which says what is wrong with it. */
async function isKnown({ var: { api, deps } }: ConsoleContext, { user, realm }: Named): Promise<boolean> {
  const [, whole, ofRealm] = /^(.+)@([^@]+)$/.exec(user) ?? [];
  const named = [{ name: user, realm: realm || deps.settings.defaultRealm }];
  if (!realm && whole && ofRealm) named.push({ name: whole, realm: ofRealm });
  for (const one of named) {
    const reply = await api.call("GET /user/:realm/:name", one);
    if (reply.ok || reply.reason?.code !== "user-not-found") return true;
  }
  // An administrator without a phone is nobody's user yet; nor is somebody who has a link.
  if (named.some((one) => one.realm === deps.settings.adminRealm)) {
    const accounts = await api.call("GET /accounts");
    if (accounts.ok && accounts.value.some(({ name }) => named.some((one) => one.name === name))) return true;
  }
  const links = await api.call("GET /token/enrollmentlink", { user, realm, pagesize: "1" });
  return links.ok && links.value.links.length > 0;
}

/** A choice belongs to the name for which it was offered: whoever changes that is asked again. */
const choiceFor = (typed: string, person?: UserJson): string =>
  JSON.stringify(person ? [typed, person.realm, person.username] : [typed]);

function choiceIn(value: string, typed: string): Named | "new" | undefined {
  if (value === choiceFor(typed)) return "new";
  try {
    const [offeredFor, realm, user] = JSON.parse(value);
    if (offeredFor === typed && typeof realm === "string" && typeof user === "string") return { user, realm };
  } catch {
    // Not a value of this form: nothing was chosen.
  }
  return undefined;
}

export const MeantQuestion = ({
  words,
  unknown: { user, people },
}: {
  words: ConsoleWords["meant"];
  unknown: Unknown;
}) => (
  <>
    <Notice kind="warning" text={words.nobody(user)} />
    <fieldset class="ticks">
      <legend>{words.which}</legend>
      {people.map((person) => (
        <label>
          <input type="radio" name={PERSON} value={choiceFor(user, person)} required />{" "}
          <span>
            {[person.name, `${person.username}@${person.realm}`, person.email].filter((text) => text).join(" · ")}
          </span>
        </label>
      ))}
      <label>
        <input type={people.length === 0 ? "checkbox" : "radio"} name={PERSON} value={choiceFor(user)} required />{" "}
        <span>{words.create(user)}</span>
      </label>
      {people.length === MAX_OFFERED && (
        <p>
          <a href={addressWith("/console/users", { user })}>{words.all}</a>
        </p>
      )}
    </fieldset>
  </>
);
