// npm run admin -- users …, and links …
import type { Context, Noun, Options } from "../command.ts";
import { each, LIMIT, limitRows, RESULT, resultOf, UsageError, wholeNumberOption } from "../rows.ts";
import { importing } from "./import-users.ts";

const REALM: Options = { realm: { type: "string", value: "REALM", meaning: "the realm; it must be given" } };
const PHONES = ["none", "none-without-link", "link-expired"] as const;
const KEYS = ["email", "name", "groups"] as const;

/** The paths of the API have the realm in them. */
function realmOf({ asked }: Context): string {
  const realm = asked.text("realm");
  if (!realm) throw new UsageError("--realm is missing.");
  return realm;
}

function keyOf(text: string): (typeof KEYS)[number] {
  const key = KEYS.find((one) => one === text);
  if (!key) throw new UsageError(`KEY must be one of ${KEYS.join(", ")}.`);
  return key;
}

export const userCommands: Noun = {
  summary: "the users for whom there are tokens",
  actions: {
    list: {
      summary: "Lists users.",
      options: {
        realm: { type: "string", value: "REALM", meaning: "of a realm; * stands for any characters" },
        username: { type: "string", value: "NAME", meaning: "with such a name, with * as above" },
        search: {
          type: "string",
          value: "TEXT",
          meaning: "by the beginning of a user, a word of the name, an e-mail address or a serial",
        },
        phones: {
          type: "string",
          value: "WHICH",
          meaning: "without a phone; of these, without an open link, or with an expired one",
          words: PHONES,
        },
        ...LIMIT,
      },
      columns: ["username", "realm", "email", "name", "groups", "phones", "link_expires_at"],
      run: (context) => {
        const { asked, manage } = context;
        const [realm, username, search] = ["realm", "username", "search"].map((name) => asked.text(name));
        const phones = PHONES.find((one) => one === asked.text("phones"));
        if (asked.text("phones") !== undefined && !phones)
          throw new UsageError(`--phones must be one of ${PHONES.join(", ")}.`);
        return limitRows(manage.users.all({ realm, username, search, phones }), context);
      },
    },
    show: {
      summary: "Shows a user.",
      names: "NAME",
      options: REALM,
      async *run(context) {
        yield await context.manage.users.get(realmOf(context), context.asked.name);
      },
    },
    remove: {
      summary: "Deletes users with all their tokens. In the audit trail a pseudonym replaces each name.",
      names: "NAME...",
      options: REALM,
      columns: RESULT,
      run: (context) => {
        const realm = realmOf(context);
        return each(context, context.asked.names, async (name) => {
          const count = await context.manage.users.delete(realm, name);
          return { name, result: `removed, with ${count} tokens` };
        });
      },
    },
    "sign-out": {
      summary: "Ends the sign-ins of users in browsers, and what applications were granted.",
      names: "NAME...",
      options: REALM,
      columns: RESULT,
      run: (context) => {
        const realm = realmOf(context);
        return each(context, context.asked.names, async (name) =>
          resultOf(name, await context.manage.users.endSessions(realm, name), "signed out"),
        );
      },
    },
    set: {
      summary: "Sets an attribute of a user: email, name or groups. An empty value removes it.",
      names: "NAME KEY [VALUE]",
      options: REALM,
      async *run(context) {
        const [name = "", given = "", value] = context.asked.names;
        const [realm, key] = [realmOf(context), keyOf(given)];
        if (value === undefined) await context.manage.users.deleteAttribute(realm, name, key);
        else await context.manage.users.setAttribute(realm, name, key, value);
        yield { name, ...(await context.manage.users.attributes(realm, name)) };
      },
    },
    import: importing,
  },
};

const PINS = ["choose", "none"] as const;

export const linkCommands: Noun = {
  summary: "the enrolment links that are sent to people",
  actions: {
    list: {
      summary: "Lists the links that can still be used or are in use.",
      options: {
        user: { type: "string", value: "NAME", meaning: "of one user" },
        realm: { type: "string", value: "REALM", meaning: "of a realm" },
        ...LIMIT,
      },
      columns: ["id", "user", "realm", "serial", "state", "made_by", "expires_at"],
      run: (context) => {
        const [user, realm] = [context.asked.text("user"), context.asked.text("realm")];
        return limitRows(context.manage.links.all({ user, realm, pagesize: 1000 }), context);
      },
    },
    make: {
      summary:
        "Makes a link for each user, with which the user enrols a phone. It works once, and is shown this one time.",
      names: "USER...",
      options: {
        realm: { type: "string", value: "REALM", meaning: "the realm; without it the default realm" },
        validity: { type: "string", value: "SECONDS", meaning: "how long it is valid; by default a day" },
        pin: { type: "string", value: "HOW", meaning: "whether the user may choose a PIN", words: PINS },
      },
      columns: ["name", "link", "expires", "result"],
      givesAddress: true,
      run: (context) => {
        const { asked, manage } = context;
        const pin = PINS.find((one) => one === asked.text("pin"));
        if (asked.text("pin") !== undefined && !pin) throw new UsageError(`--pin must be one of ${PINS.join(", ")}.`);
        const [realm, validity] = [asked.text("realm"), wholeNumberOption(asked.text("validity"), "validity")];
        return each(context, asked.names, async (name) => ({
          name,
          ...(await manage.links.make({ user: name, realm, validity, pin })),
        }));
      },
    },
    withdraw: {
      summary: "Withdraws links.",
      names: "ID...",
      columns: RESULT,
      run: (context) =>
        each(context, context.asked.names, async (id) =>
          resultOf(id, await context.manage.links.withdraw(id), "withdrawn"),
        ),
    },
  },
};
